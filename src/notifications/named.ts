import type { Approval } from '../approvals/core/model';
import { isUndecided } from '../approvals/core/steps';
import { type AccountId, isExternal, type PersonId } from '../shared/brand';
import { changesAskedIn } from './core/asked-changes';
import type { Planned } from './core/planned';

/** Of those who have decided, and of those who have yet to, this many are named in a message. */
const NAMED = 10;

/** Those to be told, and those whom the message names or stands in for, as far as they have an account. */
export function peopleIn(approval: Approval, all: readonly Planned[]): readonly AccountId[] {
  const recipients = all.flatMap(({ recipient }) => (recipient === undefined ? [] : [recipient]));
  const inSteps = (kinds: readonly Planned['kind'][]) => {
    const told = new Set(all.flatMap(({ kind, step }) => (kinds.includes(kind) ? [step] : [])));
    return approval.steps.flatMap((step, index) => (told.has(index) ? step.approvers : []));
  };
  const deciders = inSteps(['approval-request', 'channel-request'])
    .flatMap((each) => (each.decision === undefined ? [] : [{ ...each, decision: each.decision }]))
    .sort((one, other) => one.decision.sequence - other.decision.sequence)
    .flatMap(({ id, decision }): PersonId[] => (decision.by === undefined ? [id] : [id, decision.by]));
  const asking = all.flatMap(({ topic, step }) => {
    const asked = topic === 'changes-requested' ? changesAskedIn(approval.steps[step]) : undefined;
    return asked === undefined ? [] : [asked.decision.by ?? asked.id];
  });
  const readers = new Set(recipients);
  const calling = inSteps(['approval-request', 'reminder']).flatMap(({ id, called }) =>
    called !== undefined && readers.has(id) ? [called.by] : [],
  );
  const represented = inSteps(['approval-request']).flatMap(({ id, delegates }) =>
    delegates.some((each) => readers.has(each.id)) ? [id] : [],
  );
  const waiting = inSteps(['channel-request']).filter(isUndecided);
  const standIns = waiting.flatMap(({ delegates }) => delegates.map(({ id }) => id));
  return accountsIn([
    ...[approval.requester, ...recipients, ...represented, ...asking, ...calling, ...deciders.slice(-NAMED)],
    ...waiting.slice(0, NAMED).map(({ id }) => id),
    ...standIns.slice(0, NAMED),
  ]);
}

export const accountsIn = (people: readonly (PersonId | undefined)[]): readonly AccountId[] =>
  [...new Set(people)].flatMap((id) => (id === undefined || isExternal(id) ? [] : [id]));
