import { personOf } from '../cast';
import type { SentClick } from '../clicking';
import { replay } from '../model/replay';
import { askedIn, type Model, type Step } from '../model/state';
import { outsideOf } from '../outside';
import { type Asked, isFault } from '../panel';
import type { Errand } from '../scheduler';
import { type Case, type Evidence, nameOf } from './evidence';

/** Nobody is refused who may decide, as long as nothing was in the way. */
export const refusalPromises = (evidence: Evidence): string[] =>
  [...refusedClicks(evidence), ...refusedAnswers(evidence)].flatMap((attempt) =>
    mayDecideAllThrough(attempt, evidence)
      ? [`refusals: ${nameOf(attempt.each)}: ${attempt.errand.name} was told "${attempt.told}"`]
      : [],
  );

type Attempt = {
  readonly each: Case;
  readonly errand: Errand;
  readonly told: string;
  readonly person: string;
  readonly step: number;
  readonly kind: string;
  readonly comment: boolean;
  /** Missing where no message tells to which asking it belongs. */
  readonly round?: number;
  /** How much of the log whoever decided had before their eyes, and when they had their answer. */
  readonly from: number;
  readonly to: number;
};

const BUTTONS = ['approve', 'reject', 'abstain'];
const NO_REFUSAL =
  /^(You (approved|rejected|asked for changes|abstained|voted|took back)|Processing…|Something went|Slack did)/;

const isUndisturbed = ({ faults, mayDie, mayTimeOut }: Errand) => faults.length === 0 && !mayDie && !mayTimeOut;

export function refusedClicks({ day, cases }: Evidence): Attempt[] {
  return day.clicks.flatMap((sent: SentClick) => {
    const { click, errand, answer } = sent;
    const { on, kind, action } = click;
    const told = errand.replies.find((text) => !NO_REFUSAL.test(text));
    if (told === undefined || kind !== 'genuine' || answer === undefined || !BUTTONS.includes(action)) return [];
    if (
      !isUndisturbed(errand) ||
      day.slackDeeds.some(({ team, type, at }) => team === on.team && type === 'lost' && at <= answer.at)
    )
      return [];
    return cases.flatMap((each) => {
      const row = each.rows.find(({ key }) => key === on.token);
      if (row === undefined) return [];
      const { step, round } = row;
      const person = personOf(on.handle);
      const common = { each, errand, told, person, step, kind: action, comment: false, from: on.shown, to: answer.at };
      if (row.kind !== 'channel-request') return [{ ...common, round }];
      const isKnown = answer.at > on.postedAt + FINDING_MS && isKnownIn(each, { person, team: on.team });
      return isKnown || !told.startsWith(NOT_KNOWN) ? [common] : [];
    });
  });
}

const NOT_KNOWN = 'Baton does not know which Atlassian account is yours';
/** The message stands in the channel before everybody’s account is found, which is tried again while the day lasts. */
const FINDING_MS = 24 * 3_600_000;

/** In a channel everybody answers the asking that is theirs; whose account it is was found out to tell them. */
const isKnownIn = ({ rows }: Case, { person, team }: { person: string; team: string }) =>
  rows.some(
    ({ kind, recipient, slack }) => kind === 'approval-request' && recipient === person && slack?.team === team,
  );

function refusedAnswers({ day, cases }: Evidence): Attempt[] {
  return day.asked.flatMap((asked): Attempt[] => {
    const { payload, answer, answeredAt: to, errand, handle, sentAt } = asked;
    const { approvalId, step, decision: kind } = payload;
    const each = cases.find(({ kept }) => kept.approval.id === approvalId);
    if (each === undefined || to === undefined || !isRefusedDecision(asked) || answer?.ok !== false) return [];
    if (typeof step !== 'number' || typeof kind !== 'string' || !BUTTONS.includes(kind)) return [];
    if (isOutOfReach(day, { handle, subject: each.kept.approval.subject.id, to })) return [];
    // An entry is stored a while after it was made.
    const from = each.entries.filter(({ at }) => at < sentAt - STORING_MS).length;
    const comment = payload.comment !== undefined;
    return [{ each, errand, told: answer.error, person: personOf(handle), step, kind, comment, from, to }];
  });
}

const isRefusedDecision = ({ functionKey, answer, errand }: Asked) =>
  functionKey === 'approvals/decide' && answer?.ok === false && !isFault(answer) && isUndisturbed(errand);

function isOutOfReach({ world }: Evidence['day'], at: { handle: string; subject: string; to: number }): boolean {
  const goneAt = world.gone.get(at.subject) ?? Number.POSITIVE_INFINITY;
  return goneAt <= at.to || world.active.get(at.handle)?.at(at.to) === false;
}

/** As long as any invocation may take. */
const STORING_MS = 60_000;

function mayDecideAllThrough(attempt: Attempt, { day }: Evidence): boolean {
  const { each, from, to } = attempt;
  const outside = outsideOf(day, each.plan);
  const last = each.entries.filter(({ at }) => at <= to).length;
  for (let count = from; count <= last; count += 1) {
    if (!mayDecide(replay(each.plan, each.entries.slice(0, count), outside), attempt)) return false;
  }
  return from > 0;
}

function mayDecide(model: Model, attempt: Attempt): boolean {
  const { person, step: index, round, to } = attempt;
  const step = model.steps[index];
  const seat = step?.seats.get(person);
  if (model.status !== 'pending' || model.outdated || step?.status !== 'open' || seat === undefined) return false;
  const isInTime = step.dueAt === undefined || to < step.dueAt;
  const isSilent = !seat.left && seat.voice === undefined && (round === undefined || seat.round === round);
  const hasSpoken = askedIn(step).some(([, { voice }]) => voice?.by === person);
  const isBarred =
    step.excluded.includes(person) || (step.plan.exclude.includes('requester') && person === model.requester);
  return isInTime && isSilent && !hasSpoken && !isBarred && isOffered(step, attempt);
}

function isOffered({ plan }: Step, { kind, comment }: Attempt): boolean {
  const explains = plan.comment === 'always' || (plan.comment === 'on-reject' && kind === 'reject');
  if (explains && !comment) return false;
  return kind === 'abstain' ? plan.allow.abstain : plan.vote === undefined;
}
