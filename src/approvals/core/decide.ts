import type { AccountId, Instant } from '../../shared/brand';
import { err, ok, type Result } from '../../shared/result';
import {
  type Approval,
  type ApprovalEvent,
  type Command,
  MAX_COMMENT_CHARS,
  type OpenStep,
  type PendingApproval,
  type Refusal,
  type Step,
} from './model';
import { tally, verdictOf } from './quorum';
import { closeApproval, openFrom, type Transition, withStep } from './transition';

/** `sequence` is the number that the first event of this command will bear. */
type Now = { readonly at: Instant; readonly sequence: number };

/** Pure: the same approval, command and instant always give the same transition or refusal. */
export function decide(approval: Approval, command: Command, now: Now): Result<Transition, Refusal> {
  if (approval.status !== 'pending') return err('approval-closed');

  switch (command.type) {
    case 'decide':
      return castDecision(approval, command, now);
    case 'cancel':
      if (command.by.type === 'account' && command.by.accountId !== approval.requester) return err('not-the-requester');
      return ok(closeApproval(approval, { outcome: 'cancelled', by: command.by, cancelled: command.reason }, now.at));
  }
}

/**
 * The step in which this person may decide now, or why there is none. With `only` no other step is looked at: who is
 * asked in two steps answers each of them by itself.
 */
export function openStepOf(
  approval: Approval,
  by: AccountId,
  only?: number,
): Result<{ index: number; step: OpenStep }, Refusal> {
  if (approval.status !== 'pending') return err('approval-closed');

  const theirs = approval.steps
    .map((step, index) => ({ step, index }))
    .filter(({ step, index }) => asks(step, by) && (only === undefined || only === index));
  const open = theirs.flatMap(({ step, index }) => (step.status === 'open' ? [{ step, index }] : []));
  const undecided = open.find(({ step }) => decisionOf(step, by) === undefined);
  if (undecided !== undefined) return ok(undecided);

  if (theirs.length === 0) return err('not-an-approver');
  if (theirs.some(({ step }) => decisionOf(step, by) !== undefined)) return err('already-decided');
  return err(theirs.some(({ step }) => step.status === 'waiting') ? 'step-not-open' : 'step-closed');
}

export const decisionOf = (step: Step, by: AccountId) => step.approvers.find((each) => each.accountId === by)?.decision;

const asks = (step: Step, by: AccountId) => step.approvers.some((each) => each.accountId === by);

function castDecision(
  approval: PendingApproval,
  command: Extract<Command, { type: 'decide' }>,
  { at, sequence }: Now,
): Result<Transition, Refusal> {
  const { by, kind, via, comment } = command;
  if (comment !== undefined && comment.length > MAX_COMMENT_CHARS) return err('comment-too-long');

  const target = openStepOf(approval, by, command.step);
  if (!target.ok) return target;

  const { index, step } = target.value;
  const decision = { kind, at, via, sequence, commented: comment !== undefined };
  const decided: OpenStep = {
    ...step,
    approvers: step.approvers.map((each) => (each.accountId === by ? { ...each, decision } : each)),
  };
  const made: ApprovalEvent = {
    type: 'decision.made',
    step: index,
    by,
    kind,
    via,
    ...(comment === undefined ? {} : { comment }),
  };
  const settled = settleStep(withStep(approval, index, decided), index, decided, { at, by });
  return ok({ next: settled.next, events: [made, ...settled.events] });
}

function settleStep(
  approval: PendingApproval,
  index: number,
  step: OpenStep,
  { at, by }: { at: Instant; by: AccountId },
): Transition {
  const verdict = verdictOf(tally(step.quorum, step.approvers));
  if (verdict === 'open') return { next: approval, events: [] };

  const closed = withStep(approval, index, { ...step, status: verdict, closedAt: at });
  const actor = { type: 'account', accountId: by } as const;
  const after =
    verdict === 'approved'
      ? openFrom(closed, index + 1, at, actor)
      : closeApproval(closed, { outcome: 'rejected', by: actor }, at);
  return { next: after.next, events: [{ type: 'step.closed', step: index, status: verdict }, ...after.events] };
}
