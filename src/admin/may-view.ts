import { isOffered, needsComment } from '../approvals/core/cast';
import { decide } from '../approvals/core/decide';
import type { Approval, Asker, Command, DecisionKind, Step } from '../approvals/core/model';
import { seatOf } from '../approvals/core/seat';
import { askedOf, deciderOf } from '../approvals/core/steps';
import { resultOf } from '../approvals/core/vote';
import { type Instant, toExternalId } from '../shared/brand';
import type { MayView } from './contract';

export const KINDS: readonly DecisionKind[] = ['approve', 'reject', 'vote', 'request-changes', 'abstain'];
/** Stands for whoever will be chosen: nobody has this address. */
const SOMEBODY = toExternalId('somebody@baton.invalid');
const REASON = 'because';

/** The rules themselves are asked, so that nothing is offered that they would refuse. */
export function mayOf(approval: Approval, by: Asker, at: Instant): MayView {
  const accepts = (command: Command) => decide(approval, command, { at, sequence: Number.MAX_SAFE_INTEGER }).ok;
  const steps = approval.steps.map((step, index) => ({ step, index }));
  const stepsFor = (toCommand: (step: number) => Command) =>
    steps.filter(({ index }) => accepts(toCommand(index))).map(({ index }) => index);

  const [resubmit] = stepsFor((step) => ({ type: 'resubmit', by, step, seen: approval.basis }));
  return {
    ...decideView(approval, by, at),
    ...withdrawView(approval, by, accepts),
    ...(resubmit === undefined ? {} : { resubmit: { step: resubmit } }),
    ...closeVoteView(steps, by, accepts),
    remind: stepsFor((step) => ({ type: 'remind', by, step })),
    reassign: steps.flatMap(({ step, index }) =>
      askedOf(step)
        .filter(({ id: from }) => accepts({ type: 'reassign', by, step: index, from, to: SOMEBODY, reason: REASON }))
        .map(({ id: from }) => ({ step: index, from })),
    ),
    addTo: stepsFor((step) => ({ type: 'add-approver', by, step, who: SOMEBODY, reason: REASON })),
    cancel: mayCancel(approval, by),
    restart: mayRestart(approval, by),
    archive: approval.status !== 'pending' && accepts({ type: 'shelve', by, as: 'archived' }),
    unarchive: accepts({ type: 'shelve', by, as: 'none' }),
    delete: accepts({ type: 'shelve', by, as: 'deleted' }),
  };
}

/** As anybody, and as an administrator where that is more: it costs a call to know whether they are one. */
export function mayEitherWay(
  approval: Approval,
  id: Asker['id'],
  at: Instant,
): { readonly plain: MayView; readonly asAdmin?: MayView } {
  const plain = mayOf(approval, { id, admin: false }, at);
  const asAdmin = mayOf(approval, { id, admin: true }, at);
  return JSON.stringify(plain) === JSON.stringify(asAdmin) ? { plain } : { plain, asAdmin };
}

const mayCancel = (approval: Approval, by: Asker): boolean =>
  approval.status === 'pending' && (by.admin || by.id === approval.requester);

/** What is over can be asked for anew too. */
export const mayRestart = (approval: Approval, by: Asker): boolean => by.admin || by.id === approval.requester;

type Accepts = (command: Command) => boolean;

function decideView(approval: Approval, { id }: Asker, at: Instant): Pick<MayView, 'decide'> {
  const seat = seatOf(approval, id, { at });
  if (!seat.ok || approval.outdatedAt !== undefined) return {};
  const { index, step, approver } = seat.value;
  const kinds = KINDS.filter((kind) => isOffered(step, kind));
  return {
    decide: {
      step: index,
      kinds,
      explain: kinds.filter((kind) => needsComment(step, kind)),
      ...(approver.id === id ? {} : { inPlaceOf: approver.id }),
    },
  };
}

/** The newest decision of those that can be taken back. */
function withdrawView(approval: Approval, { id }: Asker, accepts: Accepts): Pick<MayView, 'withdraw'> {
  const [newest] = approval.steps
    .flatMap((step, index) => {
      const decisions = step.approvers.flatMap((each) => (deciderOf(each) === id ? (each.decision ?? []) : []));
      return decisions.map((decision) => ({ step, index, decision }));
    })
    .filter(({ index }) => accepts({ type: 'withdraw', by: id, step: index }))
    .sort((one, other) => other.decision.sequence - one.decision.sequence);
  if (newest === undefined) return {};

  const { step, index, decision } = newest;
  const until = 'closedAt' in step ? { until: decision.at + approval.terms.undoMinutes * 60_000 } : {};
  return { withdraw: { step: index, ...until } };
}

function closeVoteView(
  steps: readonly { readonly step: Step; readonly index: number }[],
  { id }: Asker,
  accepts: Accepts,
): Pick<MayView, 'closeVote'> {
  for (const { step, index } of steps) {
    const tied = tiedIn(step);
    const [option] = tied;
    const command: Command = {
      type: 'close-vote',
      by: id,
      step: index,
      ...(option === undefined ? {} : { option: option.option }),
    };
    if (accepts(command)) return { closeVote: { step: index, tied } };
  }
  return {};
}

/** The options among which the moderator has to choose. */
function tiedIn({ vote, approvers }: Step): readonly { readonly option: number; readonly name: string }[] {
  if (vote?.tie !== 'moderator') return [];
  const result = resultOf(vote, approvers);
  if (result.type !== 'tie') return [];
  return result.options.map((option) => ({ option, name: vote.options[option]?.name ?? '' }));
}
