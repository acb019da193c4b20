import { handleOf } from '../cast';
import { isWithoutPeople } from '../model/settle';
import { standingOf } from '../model/standing';
import { askedIn, type Step } from '../model/state';
import { isFault } from '../panel';
import { type Case, type Evidence, isUntold, nameOf } from './evidence';

/** A decision is recorded once or refused; the audit log alone explains everything. */
export function auditPromises(evidence: Evidence): string[] {
  const { day, cases, records } = evidence;
  const orphans = records.audit.filter(({ record }) => !cases.some(({ kept }) => kept.approval.id === record));
  return [
    ...orphans.map(({ record }) => `audit: an entry of ${record}, which does not exist`),
    ...cases.flatMap((each) => brokenIn(each, day.stage.now()).map((text) => `audit: ${nameOf(each)}: ${text}`)),
    ...day.asked.flatMap((asked) => answerPromises(asked, cases)),
    ...deletionPromises(evidence),
  ];
}

function brokenIn(each: Case, now: number): string[] {
  const { kept, entries, model, plan } = each;
  const { approval, owed, sequence } = kept;
  const numbers = entries.map((entry) => entry.sequence);
  const broken: string[] = [...model.wrongs];
  if (owed.length > 0) broken.push(`${owed.length} events are still owed`);
  if (kept.owedSince !== 0) broken.push('the index says that something is owed');
  if (kept.dueAt < now - SWEEP_MS) broken.push(`something is due since ${new Date(kept.dueAt).toISOString()}`);
  if (numbers.length !== sequence || numbers.some((number, index) => number !== index + 1)) {
    broken.push(`the log is ${numbers.join(',')} and the record is at ${sequence}`);
  }
  const [is, should] = [stateText(each), modelText(each)];
  if (is !== should) broken.push(`the record says ${is}, and its log ${should}`);
  if (new Set(kept.commands).size < kept.commands.length) broken.push('a command was applied twice');
  if (approval.steps.length !== plan.steps.length) broken.push('the steps are not those of the definition');
  return [...broken, ...model.steps.flatMap((step, index) => silenceOf(step, index, model.status))];
}

/** Between two sweeps. */
const SWEEP_MS = 300_000;

/** A step that can neither pass nor fail says so. */
function silenceOf(step: Step, index: number, status: string): string[] {
  if (status !== 'pending' || step.status !== 'open' || isWithoutPeople(step)) return [];
  const standing = standingOf(step);
  return standing.type === 'stuck' && step.stuck !== standing.reason
    ? [`step ${index} is stuck, and nobody is told`]
    : [];
}

const stateText = ({ kept: { approval } }: Case) =>
  [
    approval.status,
    approval.outdatedAt === undefined ? '' : 'outdated',
    approval.settled === false ? 'unsettled' : '',
    ...approval.steps.map(({ status, approvers }) => {
      const seats = approvers.filter(({ left }) => left === undefined || status === 'open');
      const told = seats.map(({ id, round, decision, left }) =>
        seatText({ id, round, left: left !== undefined, by: decision && (decision.by ?? id), kind: decision?.kind }),
      );
      return `${status}(${shown(status, told)})`;
    }),
  ].join(' ');

const modelText = ({ model }: Case) =>
  [
    model.status,
    model.outdated ? 'outdated' : '',
    model.status !== 'pending' && !model.settled ? 'unsettled' : '',
    ...model.steps.map((step) => {
      const seats = step.status === 'open' ? [...step.seats] : askedIn(step);
      const told = seats.map(([id, { round, voice, left }]) =>
        seatText({ id, round, left, by: voice?.by, kind: voice?.kind }),
      );
      return `${step.status}(${shown(step.status, told)})`;
    }),
  ].join(' ');

/** Whom the definition names stands in the record before anybody is asked. */
const shown = (status: string, told: readonly string[]) =>
  ['waiting', 'resolving', 'left-out', 'skipped'].includes(status) ? '' : told.toSorted().join(', ');

type Seated = { id: string; round: number; left: boolean; by: string | undefined; kind: string | undefined };

const seatText = ({ id, round, left, by, kind }: Seated) =>
  `${handleOf(id)} ${round}${left ? ' left' : ''}${kind === undefined ? '' : ` ${kind}${by === id ? '' : ` by ${handleOf(by ?? '')}`}`}`;

const DECISIONS = ['approvals/decide', 'approvals/withdraw'];

/** What somebody was told is what was kept. */
function answerPromises(asked: Evidence['day']['asked'][number], cases: readonly Case[]): string[] {
  const { functionKey, payload, handle, words, answer, sentAt, answeredAt } = asked;
  if (!DECISIONS.includes(functionKey) || isFault(answer)) return [];
  const each = cases.find(({ kept }) => kept.approval.id === payload.approvalId);
  const type = functionKey === 'approvals/decide' ? 'decision.made' : 'decision.withdrawn';
  const applied = each?.entries.some(
    ({ event, at, actor }) =>
      event.type === type &&
      handleOf(actor) === handle &&
      (type === 'decision.withdrawn' || (event.kind === payload.decision && event.via !== 'slack')) &&
      at >= sentAt &&
      at <= (answeredAt ?? Number.POSITIVE_INFINITY),
  );
  if (answer?.ok === true && applied !== true)
    return [`audit: ${handle} was told that it was done: ${words}; and it was not`];
  return [];
}

const EVENTS_LAG_MS = 10_000;

/** Unless Forge gave the event up, what ran on a subject that is gone is cancelled. */
function deletionPromises(evidence: Evidence): string[] {
  const { day, cases } = evidence;
  const dropped = isUntold(evidence);
  return cases.flatMap((each) => {
    const { approval } = each.kept;
    const at = day.world.gone.get(approval.subject.id);
    if (approval.cancelled === 'subject-deleted' && at === undefined)
      return [`audit: ${nameOf(each)} was cancelled by Baton, and its subject exists`];
    if (at === undefined || dropped || approval.status !== 'pending') return [];
    return approval.startedAt < at - EVENTS_LAG_MS ? [`audit: ${nameOf(each)} still runs on what was deleted`] : [];
  });
}
