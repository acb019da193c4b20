import { decide } from '../../src/approvals/core/decide';
import type { Approval, ApprovalEvent, Command, DecisionKind, StepDefinition } from '../../src/approvals/core/model';
import { start } from '../../src/approvals/core/start';
import type { Transition } from '../../src/approvals/core/transition';
import type { People } from '../../src/identity/core/model';
import type { Stored } from '../../src/ledger/record';
import {
  type AccountId,
  toAccountId,
  toApprovalId,
  toDefinitionId,
  toSlackTeamId,
  toSlackUserId,
} from '../../src/shared/brand';
import type { Subject } from '../../src/subjects/core/model';

export const ADA = toAccountId('712020:ada');
export const BEN = toAccountId('712020:ben');
export const CLEO = toAccountId('712020:cleo');
export const DEV = toAccountId('712020:dev');
export const STARTED_AT = Date.UTC(2026, 9, 12, 8);

export const SHOP_1: Subject = {
  kind: 'work-item',
  id: '10001',
  key: 'SHOP-1',
  title: 'Release checkout 2.4',
  url: 'https://lighthouse.atlassian.net/browse/SHOP-1',
};

export type Terms = {
  readonly name?: string;
  readonly subject?: Partial<Subject>;
  readonly steps?: readonly StepDefinition[];
  /** In the order in which they are made, a minute apart. */
  readonly decisions?: readonly (readonly [by: AccountId, kind: DecisionKind, comment?: string])[];
  readonly cancelled?: 'by-requester' | 'subject-deleted';
};

export const step = (
  approvers: readonly AccountId[],
  { name = 'Review', quorum = 'all' }: { name?: string; quorum?: 'all' | 'any' } = {},
): StepDefinition => ({ type: 'user', name, approvers, quorum: { type: quorum } });

/** An approval that Ada started, as the rules themselves make it of what was done. */
export function approvalOf({
  name = 'Release',
  subject,
  steps = [step([BEN, CLEO])],
  decisions = [],
  cancelled,
}: Terms = {}): Approval {
  const definition = { id: toDefinitionId('def-1'), version: 3, name, steps };
  const about = { id: toApprovalId('apr-1'), subject: { ...SHOP_1, ...subject }, requester: ADA };
  const commands: Command[] = decisions.map(([by, kind, comment]) => ({
    type: 'decide',
    by,
    kind,
    via: 'slack',
    ...(comment === undefined ? {} : { comment }),
  }));
  if (cancelled === 'by-requester') {
    commands.push({ type: 'cancel', by: { type: 'account', accountId: ADA }, reason: cancelled });
  }
  if (cancelled === 'subject-deleted') commands.push({ type: 'cancel', by: { type: 'system' }, reason: cancelled });

  const begun = start(definition, about, STARTED_AT);
  return commands.reduce(apply, begun).next;
}

function apply({ next, events }: Transition, command: Command, index: number): Transition {
  const at = STARTED_AT + (index + 1) * 60_000;
  const decided = decide(next, command, { at, sequence: events.length + 1 });
  if (!decided.ok) throw new Error(`the rules refuse command ${index}: ${decided.error}`);
  return { next: decided.value.next, events: [...events, ...decided.value.events] };
}

export const storedOf = (approval: Approval): Stored<Approval, ApprovalEvent> => ({
  id: approval.id,
  version: 1,
  sequence: 2,
  state: approval,
  owed: [],
  commands: [],
});

/** Everybody is known to Slack by name and user, except those who are given otherwise. */
export function peopleOf(ids: readonly AccountId[], names: Readonly<Record<string, string>> = {}): People {
  return new Map(
    ids.map((accountId) => {
      const handle = accountId.split(':').at(-1) ?? '';
      const name = names[accountId] ?? handle;
      const user = toSlackUserId(`U${handle.toUpperCase()}`);
      return [accountId, { accountId, name, slack: { type: 'user', team: toSlackTeamId('T1'), user } }];
    }),
  );
}

/** The same people, none of whom has a Slack user. */
export const namedOnly = (people: People): People =>
  new Map(
    [...people].map(([id, { accountId, name }]) => [
      id,
      { accountId, ...(name === undefined ? {} : { name }), slack: { type: 'none', reason: 'no-slack-user' } },
    ]),
  );
