import { isOffered } from '../approvals/core/cast';
import { decide } from '../approvals/core/decide';
import type { Approval, Decision, DecisionKind, OpenStep, Outcome, Step } from '../approvals/core/model';
import { seatOf } from '../approvals/core/seat';
import { deciderOf, isCalledIn } from '../approvals/core/steps';
import { type Instant, isExternal, type PersonId } from '../shared/brand';
import type { Link } from './link';

/** How things stand for the holder of a link that is genuine. */
export type Standing =
  /** They may decide now. */
  | {
      readonly type: 'open';
      readonly person: PersonId;
      readonly step: OpenStep;
      readonly kinds: readonly DecisionKind[];
      /** Of a vote, whether only one option may be chosen. */
      readonly oneOption: boolean;
      readonly inPlaceOf?: PersonId;
    }
  | {
      readonly type: 'used';
      readonly person: PersonId;
      readonly step: Step;
      readonly decision: Decision;
      readonly inPlaceOf?: PersonId;
      readonly mayWithdraw: boolean;
    }
  | { readonly type: 'closed'; readonly outcome: Outcome }
  | { readonly type: Idle };

type Idle =
  | 'not-found'
  | 'expired'
  | 'superseded'
  | 'no-longer-asked'
  | 'excluded'
  | 'decided-for'
  | 'outdated'
  | 'returned'
  | 'not-open'
  | 'step-over';

const KINDS: readonly DecisionKind[] = ['approve', 'reject', 'vote', 'request-changes', 'abstain'];

/** Pure. `markOf` tells whom the link is for: only people without an account are looked for. */
export function standingOf(
  approval: Approval,
  link: Link,
  { markOf, at, sequence }: { markOf: (person: PersonId) => string; at: Instant; sequence: number },
): Standing {
  const step = approval.steps[link.step];
  if (step === undefined || isDeleted(approval)) return { type: 'not-found' };

  const places = placesOf(step);
  const person = places.map(({ reader }) => reader).find((each) => isExternal(each) && markOf(each) === link.person);
  if (person === undefined) return { type: 'no-longer-asked' };

  const round = Math.max(...places.filter(({ reader }) => reader === person).map((each) => each.round));
  if (link.round < round) return { type: 'superseded' };

  const decided = step.approvers.find((each) => each.left === undefined && deciderOf(each) === person);
  if (decided?.decision !== undefined) {
    const taken = decide(approval, { type: 'withdraw', by: person, step: link.step }, { at, sequence: sequence + 1 });
    return {
      type: 'used',
      person,
      step,
      decision: decided.decision,
      mayWithdraw: taken.ok,
      ...(decided.id === person ? {} : { inPlaceOf: decided.id }),
    };
  }
  return undecided(approval, link, { person, at });
}

function undecided(
  approval: Approval,
  { step: only, expiresAt }: Link,
  { person, at }: { person: PersonId; at: Instant },
): Standing {
  if (approval.status !== 'pending') return { type: 'closed', outcome: approval.status };
  if (at >= expiresAt) return { type: 'expired' };

  const seat = seatOf(approval, person, { at, only });
  if (!seat.ok) return { type: IDLE[seat.error] ?? 'no-longer-asked' };
  if (approval.outdatedAt !== undefined) return { type: 'outdated' };

  const { step, approver } = seat.value;
  return {
    type: 'open',
    person,
    step,
    kinds: KINDS.filter((kind) => isOffered(step, kind)),
    oneOption: step.vote?.choice === 'single' || isCalledIn(step, approver),
    ...(approver.id === person ? {} : { inPlaceOf: approver.id }),
  };
}

const IDLE: Partial<Record<string, Idle>> = {
  'step-expired': 'expired',
  'step-returned': 'returned',
  'step-not-open': 'not-open',
  'step-closed': 'step-over',
  'already-decided': 'decided-for',
  'person-excluded': 'excluded',
};

const isDeleted = (approval: Approval) => approval.status !== 'pending' && approval.shelved?.as === 'deleted';

/** Everybody who is, or was, asked in a step, or decided in somebody's place. */
function placesOf(step: Step): readonly { readonly reader: PersonId; readonly round: number }[] {
  return step.approvers.flatMap(({ id, round, delegates, decision }) => {
    const readers = [id, ...delegates.map((each) => each.id), ...(decision?.by === undefined ? [] : [decision.by])];
    return readers.map((reader) => ({ reader, round }));
  });
}
