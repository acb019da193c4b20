import { accountOf, type Plan } from '../cast';
import type { SentClick } from '../clicking';
import { type Case, type Evidence, settledAt } from './evidence';

const STALE_MS = 300_000;
const OVER = 'This approval is already over';
const DECIDED = 'Your decision is already recorded';
const STEP_OVER = 'This step is already over';
const FAULT = 'Something went wrong on our side';
const QUEUED = 'Processing…';

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

function replyPromises(text: string, { click, answer, errand }: SentClick, each: Case): string[] {
  const step = stepOf(each.plan, click.on.step);
  const account = accountOf(click.handle);
  const at = answer?.at ?? Number.MAX_SAFE_INTEGER;
  const applied = each.kept.commands.includes(click.clickId);
  const end = each.entries.find(({ event }) => event.type === 'approval.closed')?.at;
  const own = ownDecision(each, step, account);

  if (text.startsWith(click.decision === 'approve' ? 'You approved' : 'You rejected')) {
    return applied && own?.event.kind === click.decision ? [] : [`told "${text}", and it is not in the log`];
  }
  if (text.startsWith(FAULT)) return errand.faults.length > 0 ? [] : ['it failed without a fault'];
  if (text.startsWith(QUEUED)) return settledAt(each, step, account) === undefined ? ['it was queued and is lost'] : [];
  if (applied) return [`told "${text}", and it was applied`];
  if (text.startsWith(OVER)) return end !== undefined && end <= at ? [] : ['told that it is over, and it was not'];
  if (text.startsWith(DECIDED))
    return own !== undefined && own.at <= at ? [] : ['told that they had decided, and they had not'];
  if (text.startsWith(STEP_OVER))
    return (settledAt(each, step, account) ?? at + 1) <= at ? [] : ['the step was not over'];
  return [`told "${text}"`];
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
