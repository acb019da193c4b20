import { isExternal } from '../../shared/brand';
import { err, ok, type Result } from '../../shared/result';
import {
  type Actor,
  type ApprovalEvent,
  type Approver,
  type Command,
  type Decision,
  type DecisionKind,
  MAX_COMMENT_CHARS,
  type OpenStep,
  type PendingApproval,
  type Refusal,
} from './model';
import { seatOf } from './seat';
import { settleStep } from './settle';
import { isCalledIn, readersOf } from './steps';
import { type Now, SYSTEM, type Transition, withStep } from './transition';

type Cast = Extract<Command, { type: 'decide' }>;

export function castDecision(
  approval: PendingApproval,
  command: Cast,
  { at, sequence }: Now,
): Result<Transition, Refusal> {
  const { by, kind, via } = command;
  const found = seatOf(approval, by, { at, only: command.step });
  if (!found.ok) return found;
  const { index, step, approver } = found.value;
  const fault = staleness(approval, step, command) ?? faultOf(step, approver, command);
  if (fault !== undefined) return err(fault);

  const comment = isBlank(command.comment) ? undefined : command.comment;
  const options = kind === 'vote' ? command.options : undefined;

  const inPlace = approver.id !== by;
  const basis = approval.changed?.digest ?? approval.basis.digest;
  const decision: Decision = {
    kind,
    at,
    via,
    sequence,
    commented: comment !== undefined,
    basis,
    ...(inPlace ? { by } : {}),
    ...(options === undefined ? {} : { options }),
  };
  const approvers = step.approvers.map((each) => (each === approver ? { ...each, decision } : each));
  const made: ApprovalEvent = {
    type: 'decision.made',
    step: index,
    by,
    kind,
    via,
    basis,
    ...(inPlace ? { inPlaceOf: approver.id } : {}),
    ...(comment === undefined ? {} : { comment }),
    ...(options === undefined ? {} : { options }),
  };
  const after = follow(approval, index, { ...step, approvers }, { kind, at, by: actorOf(by) });
  return ok({ next: after.next, events: [made, ...after.events] });
}

/** What they answer is no longer what is asked. */
function staleness({ outdatedAt }: PendingApproval, step: OpenStep, { by, round }: Cast): Refusal | undefined {
  if (outdatedAt !== undefined) return 'outdated';
  return round !== undefined && readersOf(step).get(by) !== round ? 'asked-anew' : undefined;
}

/** Somebody without an account acts through Baton. */
export const actorOf = (by: Cast['by']): Actor => (isExternal(by) ? SYSTEM : { type: 'account', accountId: by });

function follow(
  approval: PendingApproval,
  index: number,
  step: OpenStep,
  { kind, at, by }: { kind: DecisionKind; at: number; by: Actor },
): Transition {
  if (kind !== 'request-changes') return settleStep(withStep(approval, index, step), index, { at, by });
  return {
    next: withStep(approval, index, { ...step, status: 'returned', returnedAt: at }),
    events: [{ type: 'step.returned', step: index }],
  };
}

function faultOf(step: OpenStep, approver: Approver, { kind, comment, options }: Cast): Refusal | undefined {
  if (!isOffered(step, kind)) return 'kind-not-offered';
  if (comment !== undefined && comment.length > MAX_COMMENT_CHARS) return 'comment-too-long';
  if (needsComment(step, kind) && isBlank(comment)) return 'comment-required';
  return kind === 'vote' ? optionFault(step, approver, options ?? []) : undefined;
}

const isBlank = (comment: string | undefined) => comment === undefined || comment.trim() === '';

/** What a person may answer in this step. */
export function isOffered({ vote, allow }: Pick<OpenStep, 'vote' | 'allow'>, kind: DecisionKind): boolean {
  switch (kind) {
    case 'approve':
    case 'reject':
      return vote === undefined;
    case 'vote':
      return vote !== undefined;
    case 'request-changes':
      return allow.requestChanges;
    case 'abstain':
      return allow.abstain;
  }
}

/** Turning something down is what `on-reject` wants explained, and asking for changes says nothing without words. */
export const needsComment = ({ comment }: Pick<OpenStep, 'comment'>, kind: DecisionKind): boolean =>
  comment === 'always' || (comment === 'on-reject' && (kind === 'reject' || kind === 'request-changes'));

/** Whoever decides alone says which option it is to be. */
function optionFault(step: OpenStep, approver: Approver, options: readonly number[]): Refusal | undefined {
  const { vote } = step;
  const known = options.every((option) => vote?.options[option] !== undefined);
  if (!known || options.length === 0 || new Set(options).size < options.length) return 'unknown-option';
  const one = vote?.choice === 'single' || isCalledIn(step, approver);
  return one && options.length > 1 ? 'one-option-only' : undefined;
}
