import { decide } from '../../src/approvals/core/decide';
import type { Definition, StepDefinition } from '../../src/approvals/core/definition';
import type {
  Approval,
  ApprovalEvent,
  Approver,
  ClosedApproval,
  Command,
  DecisionKind,
  PendingApproval,
  Refusal,
} from '../../src/approvals/core/model';
import { type Beginning, start } from '../../src/approvals/core/start';
import type { Transition } from '../../src/approvals/core/transition';
import type { People } from '../../src/identity/core/model';
import type { Stored } from '../../src/ledger/record';
import {
  type AccountId,
  type Instant,
  type PersonId,
  toAccountId,
  toApprovalId,
  toSlackTeamId,
  toSlackUserId,
} from '../../src/shared/brand';
import type { Result } from '../../src/shared/result';
import type { Subject } from '../../src/subjects/core/model';
import {
  ADA,
  BEN,
  CLEO,
  cancelBy,
  decision,
  definition,
  fingerprint,
  RITA,
  SUBJECT_DELETED,
  subjectState,
  userStep,
  workItem,
} from './builders';
import { START } from './fake-ports';

export const DEV = toAccountId('dev');

/** What Rita starts, unless the test is about that. */
export const beginning = (more: Partial<Beginning> = {}): Beginning => ({
  id: toApprovalId('apr-1'),
  subject: workItem(),
  facts: subjectState().facts,
  basis: fingerprint(),
  requester: RITA,
  automatic: false,
  ...more,
});

/** Of a whole definition, or of steps alone. */
export function startedApproval(
  what: Definition | readonly StepDefinition[] = [userStep([ADA, BEN])],
  { at = START, ...more }: Partial<Beginning> & { readonly at?: Instant } = {},
): Transition {
  const whole = 'steps' in what ? what : definition({ steps: what });
  const begun = start(whole, beginning(more), at);
  if (!begun.ok) throw new Error(`not started: ${begun.error}`);
  return begun.value;
}

/** A command, or one that comes so many milliseconds after the start. */
export type Dated = Command | { readonly after: number; readonly command: Command };

export const later = (ms: number, command: Command): Dated => ({ after: ms, command });

/** A history: the state after these commands, all the events, and what each command was answered. */
export type Replay = Transition & { readonly answers: readonly ('accepted' | Refusal)[] };

/** A command without an instant of its own comes at that of the one before it. */
export function replayed(first: Transition, commands: readonly Dated[], begin: Instant = START): Replay {
  const events: ApprovalEvent[] = [...first.events];
  const answers: ('accepted' | Refusal)[] = [];
  let next: Approval = first.next;
  let at = begin;
  for (const each of commands) {
    const command = 'after' in each ? each.command : each;
    if ('after' in each) at = begin + each.after;
    const result: Result<Transition, Refusal> = decide(next, command, { at, sequence: events.length + 1 });
    answers.push(result.ok ? 'accepted' : result.error);
    if (!result.ok) continue;
    next = result.value.next;
    events.push(...result.value.events);
  }
  return { next, events, answers };
}

/** The same, where no command may be refused. */
export function played(what: Definition | readonly StepDefinition[], ...commands: readonly Dated[]): Replay {
  const replay = replayed(startedApproval(what), commands);
  if (replay.answers.some((each) => each !== 'accepted')) throw new Error(`refused: ${replay.answers.join(', ')}`);
  return replay;
}

/** The approval after these commands, refused ones included. */
export const approvalAfter = (steps: Definition | readonly StepDefinition[], ...commands: readonly Dated[]): Approval =>
  replayed(startedApproval(steps), commands).next;

/** Of the approval, and of each of its steps. */
export const statusesOf = ({ next }: Transition) => [next.status, ...next.steps.map(({ status }) => status)];

export function pendingApproval(what?: Definition | readonly StepDefinition[]): PendingApproval {
  const { next } = startedApproval(what);
  if (next.status !== 'pending') throw new Error(`it is ${next.status}`);
  return next;
}

export const approver = (id: PersonId = ADA, more: Partial<Approver> = {}): Approver => ({
  id,
  round: 0,
  delegates: [],
  ...more,
});

/** Approved by Ada alone, and settled. */
export function closedApproval(more: Partial<ClosedApproval> = {}): ClosedApproval {
  const { next } = played([userStep([ADA])], decision(ADA));
  if (next.status === 'pending') throw new Error('it is pending');
  return { ...next, ...more };
}

export type Terms = {
  readonly name?: string;
  readonly subject?: Partial<Subject>;
  readonly steps?: readonly StepDefinition[];
  /** In the order in which they are made. */
  readonly decisions?: readonly (readonly [by: PersonId, kind: DecisionKind, comment?: string])[];
  readonly cancelled?: 'by-requester' | 'subject-deleted';
};

/** An approval that Rita asked for, as the rules themselves make it of what was done. */
export function approvalOf(terms: Terms = {}): Approval {
  const { name = 'Release', subject, steps = [userStep([BEN, CLEO])], decisions = [], cancelled } = terms;
  const ends: Command[] =
    cancelled === undefined ? [] : [cancelled === 'by-requester' ? cancelBy(RITA) : SUBJECT_DELETED];
  const first = startedApproval(definition({ name, steps }), { subject: workItem(subject) });
  const { next, answers } = replayed(first, [...decisions.map((each) => decision(...each)), ...ends]);
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
