import type { Instant } from '../../shared/brand';
import { err, ok, type Result } from '../../shared/result';
import { changesBetween } from '../../subjects/core/changes';
import type { Change, Fingerprint, SubjectName } from '../../subjects/core/model';
import type { Approval, ApprovalEvent, Command, PendingApproval, Refusal, Step } from './model';
import { settleAll } from './settle';
import { askedAnew, groupsOf, termsOf } from './steps';
import { SYSTEM, type Transition } from './transition';

type Observation = { readonly seen: Fingerprint; readonly changes: readonly Change[]; readonly at: Instant };

/** The content was looked at again, and with it what it is called. */
export function observe(
  approval: Approval,
  { named, ...looked }: Extract<Command, { type: 'observe' }>,
  at: Instant,
): Result<Transition, Refusal> {
  const present = named === undefined ? approval : renamed(approval, named);
  const found = observeContent(present, looked, at);
  return found.ok || present === approval ? found : ok({ next: present, events: [] });
}

/** What is told from now on is told under the present name; of what is over nothing more is told. */
function renamed<A extends Approval>(approval: A, { key, title }: SubjectName): A {
  const { subject, status } = approval;
  const isOver = status !== 'pending' && status !== 'approved';
  if (isOver || (subject.key === key && subject.title === title)) return approval;
  return { ...approval, subject: { ...subject, key, title } };
}

/** What a change means follows the policy the approval started with. */
function observeContent(
  approval: Approval,
  { seen, minor }: Pick<Extract<Command, { type: 'observe' }>, 'seen' | 'minor'>,
  at: Instant,
): Result<Transition, Refusal> {
  const { onChange, ignoreMinorEdits } = approval.terms.changes;
  const known = approval.changed?.digest ?? approval.basis.digest;
  if (onChange === 'ignore' || (minor && ignoreMinorEdits) || seen.digest === known) return err('unchanged');
  if (approval.status !== 'pending' && approval.status !== 'approved') return err('unchanged');
  if (seen.digest === approval.basis.digest) return ok(settleAll(undone(approval, seen), { at, by: SYSTEM }));

  const observation = { seen, changes: changesBetween(approval.basis, seen), at };
  if (approval.status !== 'pending') return ok(note(approval, observation, onChange === 'tell' ? 'tell' : 'mark'));
  // The requester was asked to change it: what they do until they submit it again needs no answer.
  if (approval.steps.some(({ status }) => status === 'returned')) {
    return ok({ next: changedTo(approval, observation), events: [] });
  }
  if (onChange !== 'ask-again') return ok(note(approval, observation, onChange));
  return ok(settleAll(askAgain(approval, observation), { at, by: SYSTEM }));
}

/** The content is what it was again. */
function undone(approval: Approval, seen: Fingerprint): Transition {
  const { changed: _, outdatedAt: __, ...rest } = approval;
  return { next: rest, events: [changeEvent('tell', seen, [])] };
}

function note(approval: Approval, observation: Observation, meaning: 'tell' | 'mark'): Transition {
  const changed = changedTo(approval, observation);
  const next = meaning === 'mark' ? { ...changed, outdatedAt: approval.outdatedAt ?? observation.at } : changed;
  return { next, events: [changeEvent(meaning, observation.seen, observation.changes)] };
}

const changedTo = <A extends Approval>(approval: A, { seen, changes, at }: Observation): A => ({
  ...approval,
  changed: { at, digest: seen.digest, changes },
});

function changeEvent(
  meaning: 'tell' | 'mark' | 'ask-again',
  seen: Fingerprint,
  changes: readonly Change[],
): ApprovalEvent {
  return {
    type: 'content.changed',
    meaning,
    changes,
    ...(seen.version === undefined ? {} : { version: seen.version }),
  };
}

/** Back to the first group. Only who had answered is told anew; the others still have their message. */
function askAgain(approval: PendingApproval, { seen, changes, at }: Observation): Transition {
  const { changed: _, outdatedAt: __, ...before } = approval;
  const told = changeEvent('ask-again', seen, changes);
  const isDecided = (step: Step) => step.approvers.some(({ decision }) => decision !== undefined);
  if (!approval.steps.some(isDecided)) return { next: { ...before, basis: seen }, events: [told] };
  const rest = { ...before, askedAgain: { at, changes } };

  const running = groupsOf(approval.steps).find((group) =>
    group.some((index) => approval.steps[index]?.status !== 'left-out'),
  );
  const steps = approval.steps.map((step, index): Step => {
    if (step.status === 'left-out') return step;
    if (!running?.includes(index)) return waitAgain(step);
    return step.status === 'resolving' || (step.status === 'open' && !isDecided(step)) ? step : openAgain(step, at);
  });
  const events = steps.flatMap((step, index): ApprovalEvent[] =>
    step !== approval.steps[index] && step.status === 'open' ? [{ type: 'step.reopened', step: index }] : [],
  );
  return { next: { ...rest, basis: seen, steps }, events: [told, ...events] };
}

function openAgain(step: Step, at: Instant): Step {
  const terms = termsOf(step);
  const approvers = askedAnew(terms.approvers, ({ decision }) => decision !== undefined);
  return { reminders: 0, ...terms, approvers, status: 'open', openedAt: at, staffedAt: 0 };
}

/** When its turn comes again everybody who had been asked gets a new message. */
function waitAgain(step: Step): Step {
  if (step.status === 'waiting') return step;
  const terms = termsOf(step);
  return { ...terms, approvers: askedAnew(terms.approvers, () => step.status !== 'resolving'), status: 'waiting' };
}
