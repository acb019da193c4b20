import { accountOf, type Plan } from '../cast';
import type { SentClick } from '../clicking';
import { type Case, type Evidence, settledAt } from './evidence';

const STALE_MS = 300_000;

/** Every click is answered, and the answer is true. */
export function clickPromises({ day, cases }: Evidence): string[] {
  return day.clicks.flatMap((sent) => {
    const { click, errand } = sent;
    const each = cases.find(({ plan }) => plan.name === click.on.plan);
    if (each === undefined) return [`clicks: ${errand.name}: there is no such approval`];
    const broken = [...statusPromise(sent), ...effectPromises(sent, each, day.clicks)];
    return broken.map((text) => `clicks: ${errand.name}: ${text}`);
  });
}

function statusPromise({ click, errand, sentAt, answer }: SentClick): string[] {
  if (answer === undefined) return errand.mayDie ? [] : ['no answer came'];
  const due = dueStatus(click.kind, sentAt - Math.floor(click.madeAt / 1_000) * 1_000);
  if (answer.status === due) return [];
  if (answer.status === 500 && (errand.mayDie || errand.faults.some((each) => each.startsWith('kvs:secret/get'))))
    return [];
  return answer.status === 424 && errand.mayTimeOut ? [] : [`answered ${answer.status} instead of ${due}`];
}

function dueStatus(kind: SentClick['click']['kind'], ageMs: number): number {
  if (kind === 'too large') return 413;
  if (kind === 'tampered' || kind === 'unsigned') return 401;
  return ageMs > STALE_MS ? 401 : 200;
}

function effectPromises(sent: SentClick, each: Case, all: readonly SentClick[]): string[] {
  const { click, errand } = sent;
  const applied = each.kept.commands.includes(click.clickId);
  const mayApply = all.some((other) => other.click.kind === 'genuine' && other.click.clickId === click.clickId);
  if (applied && !mayApply) return ['it was refused, and it was applied'];
  if (click.kind !== 'genuine')
    return errand.replies.filter((text) => text.startsWith('You ')).map((text) => `told: ${text}`);
  return [...errand.replies.flatMap((text) => replyPromises(text, sent, each)), ...decisionPromise(sent, each)];
}

type Facts = {
  readonly at: number;
  readonly applied: boolean;
  readonly decision: string | undefined;
  readonly faults: number;
  /** When it ended, when the step was settled for this person, and when they decided in it: as far as they did. */
  readonly ended: number;
  readonly settled: number;
  readonly decided: number;
};
type Telling = { readonly begins: string; isTrue(facts: Facts): boolean };

/** All that a genuine click may be told, and when it is true. */
const TELLINGS: readonly Telling[] = [
  { begins: 'You approved ', isTrue: ({ applied, decision }) => applied && decision === 'approve' },
  { begins: 'You rejected ', isTrue: ({ applied, decision }) => applied && decision === 'reject' },
  { begins: 'Something went wrong on our side', isTrue: ({ faults }) => faults > 0 },
  { begins: 'Processing…', isTrue: ({ settled }) => settled < Number.POSITIVE_INFINITY },
  { begins: 'This approval is already over', isTrue: ({ applied, ended, at }) => !applied && ended <= at },
  { begins: 'This step is already over', isTrue: ({ applied, settled, at }) => !applied && settled <= at },
  { begins: 'Your decision is already recorded', isTrue: ({ applied, decided, at }) => !applied && decided <= at },
];

function replyPromises(text: string, { click, answer, errand }: SentClick, each: Case): string[] {
  const step = stepOf(each.plan, click.on.step);
  const account = accountOf(click.handle);
  const own = ownDecision(each, step, account);
  const facts: Facts = {
    at: answer?.at ?? Number.MAX_SAFE_INTEGER,
    applied: each.kept.commands.includes(click.clickId),
    decision: own === undefined ? undefined : String(own.event.kind),
    faults: errand.faults.length,
    ended: each.entries.find(({ event }) => event.type === 'approval.closed')?.at ?? Number.POSITIVE_INFINITY,
    settled: settledAt(each, step, account) ?? Number.POSITIVE_INFINITY,
    decided: own?.at ?? Number.POSITIVE_INFINITY,
  };
  const telling = TELLINGS.find(({ begins }) => text.startsWith(begins));
  return telling?.isTrue(facts) ? [] : [`told "${text}", which is not so`];
}

/** A click decides in the step that its message is about, and nowhere else. */
function decisionPromise({ click }: SentClick, each: Case): string[] {
  if (!each.kept.commands.includes(click.clickId)) return [];
  const own = ownDecision(each, stepOf(each.plan, click.on.step), accountOf(click.handle));
  return own === undefined ? [`it was applied, and not to step ${click.on.step}`] : [];
}

const stepOf = ({ steps }: Plan, name: string) => steps.findIndex((each) => each.name === name);

const ownDecision = ({ entries }: Case, step: number, account: string) =>
  entries.find(({ event }) => event.type === 'decision.made' && event.step === step && event.by === account);
