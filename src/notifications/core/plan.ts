import type { Approval, ApprovalEvent, Refusal, Step } from '../../approvals/core/model';
import { type Seat, seatOf } from '../../approvals/core/seat';
import { readersOf } from '../../approvals/core/steps';
import { awaitsModerator } from '../../approvals/core/vote-turn';
import type { PersonId } from '../../shared/brand';
import type { Result } from '../../shared/result';
import { noticesOf } from './notices';
import { eachOnce, type Numbered, type Planned } from './planned';

/** Pure: which rows these events concern. What each row then shows is the approval's present state. */
export function plan(approval: Approval, events: readonly Numbered[]): readonly Planned[] {
  if (events.length === 0) return [];
  const steps = new Set(events.flatMap(({ event }) => stepsOf(approval, event)));
  const requests = [...steps].flatMap((index) => requestsOf(approval.steps[index], index, askingsOver(events, index)));
  const told = events.flatMap((each) => [...remindersOf(approval, each.event), ...noticesOf(approval, each)]);
  return [...requests, ...eachOnce(told), ...writesOn(approval, events)];
}

/**
 * How many askings before the newest have messages that must be looked at: those that these events put an end to; and
 * all of them when the approval has ended, since the newest may never have been told, or when people were looked up, since
 * a delegate may stand in for somebody else now who was asked more often.
 */
export function askingsOver(events: readonly Numbered[], step: number): number {
  const reachesAll = events.some(({ event }) => isEnd(event) || (event.type === 'step.staffed' && event.step === step));
  return reachesAll ? Number.POSITIVE_INFINITY : events.filter(({ event }) => asksAnew(event, step)).length;
}

const isEnd = ({ type }: ApprovalEvent) => type === 'approval.closed' || type === 'approval.reopened';

/** Whether some messages of the step may belong to an asking that is over since, and have to say so. */
function asksAnew(event: ApprovalEvent, step: number): boolean {
  switch (event.type) {
    case 'step.resubmitted':
    case 'step.escalated':
    case 'approver.reassigned':
    case 'approver.added':
      return event.step === step;
    case 'content.changed':
      return event.meaning === 'ask-again';
    // It may have set back the steps that came after its own.
    case 'decision.withdrawn':
      return event.step < step;
    case 'approval.started':
    case 'step.reached':
    case 'step.opened':
    case 'step.staffed':
    case 'step.deadlocked':
    case 'decision.made':
    case 'step.returned':
    case 'step.closed':
    case 'step.reopened':
    case 'step.reminded':
    case 'approval.closed':
    case 'approval.reopened':
    case 'approval.settled':
    case 'approval.renewing':
    case 'approval.lapsed':
    case 'approval.shelved':
      return false;
  }
}

/** Whose messages have to be looked at. */
export function stepsOf(approval: Approval, event: ApprovalEvent): readonly number[] {
  switch (event.type) {
    case 'step.opened':
    case 'step.staffed':
    case 'decision.made':
    case 'decision.withdrawn':
    case 'step.returned':
    case 'step.resubmitted':
    case 'step.closed':
    case 'approver.reassigned':
    case 'approver.added':
    case 'step.escalated':
    case 'step.deadlocked':
      return [event.step];
    case 'approval.closed':
    case 'approval.reopened':
    case 'content.changed':
    case 'step.reopened':
      return openedIn(approval);
    // The buttons to take a decision back go.
    case 'approval.settled':
      return approval.terms.undoMinutes === 0 ? [] : openedIn(approval);
    case 'approval.started':
    case 'step.reached':
    case 'step.reminded':
    case 'approval.renewing':
    case 'approval.lapsed':
    case 'approval.shelved':
      return [];
  }
}

export const openedIn = (approval: Approval) => approval.steps.flatMap((step, index) => (wasOpen(step) ? [index] : []));

/** Also a step that had to wait again, once somebody had been asked in it. */
const wasOpen = (step: Step) => isOpened(step) || step.approvers.some(({ round }) => round > 0);

/** Whether its people were asked in the asking that is theirs now. */
const isOpened = (step: Step) => 'openedAt' in step && step.openedAt !== undefined;

/** Everybody who was ever told, each in the asking that is theirs now, and in as many before it as were `over`. */
function requestsOf(step: Step | undefined, index: number, over: number): Planned[] {
  if (step === undefined) return [];
  return [...readersOf(step)].flatMap(([recipient, newest]) =>
    roundsTold(step, newest, over).map(
      (round): Planned => ({ kind: 'approval-request', step: index, recipient, round }),
    ),
  );
}

/** The newest asking that was told, and as many before it as were `over`. */
export function roundsTold(step: Step, newest: number, over: number): readonly number[] {
  const last = isOpened(step) ? newest : newest - 1;
  const first = Math.max(0, Math.min(last, newest - over));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);
}

/** Where a reader may decide, as far as it was known when the people were looked up last. */
export function readerSeat(approval: Approval, reader: PersonId, only: number): Result<Seat, Refusal> {
  const step = approval.steps[only];
  return seatOf(approval, reader, { only, ...(step?.status === 'open' ? { at: step.staffedAt } : {}) });
}

function remindersOf(approval: Approval, event: ApprovalEvent): Planned[] {
  if (event.type !== 'step.reminded' || approval.outdatedAt !== undefined) return [];
  const step = approval.steps[event.step];
  return [...(step === undefined ? [] : readersOf(step).keys())]
    .filter((recipient) => readerSeat(approval, recipient, event.step).ok)
    .map((recipient) => ({ kind: 'reminder', step: event.step, recipient, round: event.number }));
}

/** Nothing is written on a subject that no longer exists. */
function writesOn(approval: Approval, events: readonly Numbered[]): Planned[] {
  if (approval.status === 'cancelled' && approval.cancelled === 'subject-deleted') return [];

  const property: Planned = { kind: 'state-property', step: 0, round: 0 };
  const settled = events.some(({ event }) => event.type === 'approval.settled');
  if (!settled || approval.status === 'pending') return [property];

  const comment: Planned = { kind: 'outcome-comment', step: 0, round: 0 };
  const effects = effectsOf(approval).map((_, index): Planned => ({ kind: 'effect', step: 0, round: index }));
  return [property, comment, ...effects];
}

/** What follows from the outcome; a row's `round` is the place in this list. */
export function effectsOf({ status, terms }: Approval) {
  if (status === 'approved') return terms.onApproved;
  return status === 'rejected' ? terms.onRejected : [];
}

/** Why what asks for something, and was never sent, need not be sent any more. */
export function settledReason(approval: Approval, planned: Planned): string | undefined {
  if (planned.topic !== 'vote-turn') return settledRequest(approval, planned);
  return isTurn(approval, planned.step) ? undefined : 'settled-before-sent';
}

function settledRequest(approval: Approval, planned: Planned): string | undefined {
  const { kind, step: index, recipient, round } = planned;
  if ((kind !== 'approval-request' && kind !== 'reminder') || recipient === undefined) return undefined;
  const step = approval.steps[index];
  if (step?.status !== 'open') return 'settled-before-sent';
  if (kind === 'reminder' && approval.outdatedAt !== undefined) return 'outdated-before-sent';
  if (kind === 'approval-request' && round < (readersOf(step).get(recipient) ?? 0)) return 'asked-anew-before-sent';

  const open = readerSeat(approval, recipient, index);
  if (open.ok) return undefined;
  return open.error === 'already-decided' ? 'decided-before-sent' : 'no-longer-asked';
}

function isTurn(approval: Approval, index: number): boolean {
  const step = approval.steps[index];
  return step !== undefined && awaitsModerator(approval, step);
}

/** Whether the reader of this request can answer it. What is outdated waits: its content may come back. */
export function asksNow(approval: Approval, planned: Planned): boolean {
  const isRequest = planned.kind === 'approval-request';
  return isRequest && approval.outdatedAt === undefined && settledReason(approval, planned) === undefined;
}
