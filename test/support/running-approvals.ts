import type { Approval, ApprovalEvent, Command, DecisionKind, StepDefinition } from '../../src/approvals/core/model';
import { start } from '../../src/approvals/core/start';
import type { People } from '../../src/identity/core/model';
import type { Stored } from '../../src/ledger/record';
import type { Telling } from '../../src/notifications/core/surfaces';
import { type AccountId, toAccountId, toApprovalId, toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import type { Subject } from '../../src/subjects/core/model';
import {
  BEN,
  CLEO,
  cancelBy,
  decision,
  definition,
  notification,
  RITA,
  replayed,
  SUBJECT_DELETED,
  userStep,
  workItem,
} from './builders';
import { START } from './fake-ports';

export const DEV = toAccountId('dev');

export type Terms = {
  readonly name?: string;
  readonly subject?: Partial<Subject>;
  readonly steps?: readonly StepDefinition[];
  /** In the order in which they are made. */
  readonly decisions?: readonly (readonly [by: AccountId, kind: DecisionKind, comment?: string])[];
  readonly cancelled?: 'by-requester' | 'subject-deleted';
};

/** An approval that Rita asked for, as the rules themselves make it of what was done. */
export function approvalOf(terms: Terms = {}): Approval {
  const { name = 'Release', subject, steps = [userStep([BEN, CLEO])], decisions = [], cancelled } = terms;
  const about = { id: toApprovalId('apr-1'), subject: workItem(subject), requester: RITA };
  const ends: Command[] =
    cancelled === undefined ? [] : [cancelled === 'by-requester' ? cancelBy(RITA) : SUBJECT_DELETED];
  const commands = [...decisions.map((each) => decision(...each)), ...ends];

  const { next, answers } = replayed(start(definition(steps, { name }), about, START), commands);
  if (answers.some((each) => each !== 'accepted')) throw new Error(`the rules say: ${answers.join(', ')}`);
  return next;
}

export const storedOf = (approval: Approval): Stored<Approval, ApprovalEvent> => ({
  id: approval.id,
  version: 1,
  sequence: 2,
  state: approval,
  owed: [],
  commands: [],
});

/** What a surface is given: the request to Ben, unless the row says otherwise. */
export const tellingOf = (terms: Terms = {}, more: Partial<Telling> = {}): Telling => ({
  approval: approvalOf(terms),
  sequence: 2,
  row: notification({ recipient: BEN }),
  people: peopleOf([RITA, BEN, CLEO]),
  ...more,
});

/** Everybody has a Slack user, and is called by their id unless a name is given. */
export const peopleOf = (ids: readonly AccountId[], names: Readonly<Record<string, string>> = {}): People =>
  new Map(
    ids.map((accountId) => {
      const user = toSlackUserId(`U-${accountId}`);
      return [
        accountId,
        { accountId, name: names[accountId] ?? accountId, slack: { type: 'user', team: toSlackTeamId('T1'), user } },
      ];
    }),
  );

/** The same people, none of whom has a Slack user. */
export const namedOnly = (people: People): People =>
  new Map([...people].map(([id, person]) => [id, { ...person, slack: { type: 'none', reason: 'no-slack-user' } }]));
