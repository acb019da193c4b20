import { handleOf } from '../cast';
import type { SentClick } from '../clicking';
import { kindOfChoice } from '../slack-message';
import { type Case, type Evidence, nameOf } from './evidence';

const STALE_MS = 300_000;

/** Every click is answered, the answer is true, and nobody decides in Slack but by a click or a form of their own. */
export function clickPromises({ day, cases }: Evidence): string[] {
  const answers = day.clicks.flatMap((sent) => {
    const own = cases.filter(({ plan }) => plan.name === sent.click.on.plan);
    const broken =
      own.length === 0 ? ['there is no such approval'] : [...statusPromise(sent), ...replyPromises(sent, own)];
    return broken.map((text) => `clicks: ${sent.errand.name}: ${text}`);
  });
  const forged = cases.flatMap((each) => unexplained(each, day).map((text) => `clicks: ${nameOf(each)}: ${text}`));
  return [...answers, ...forged];
}

function statusPromise({ click, errand, sentAt, answer }: SentClick): string[] {
  if (answer === undefined) return errand.mayDie ? [] : ['no answer came'];
  const due = dueStatus(click.kind, sentAt - Math.floor(click.madeAt / 1_000) * 1_000);
  if (answer.status === due) return [];
  const isStruck = errand.mayDie || errand.faults.some((each) => each.startsWith('kvs:'));
  if (answer.status >= 500 && isStruck) return [];
  return answer.status === 424 && errand.mayTimeOut ? [] : [`answered ${answer.status} instead of ${due}`];
}

function dueStatus(kind: SentClick['click']['kind'], ageMs: number): number {
  if (kind === 'too large') return 413;
  if (kind === 'tampered' || kind === 'unsigned') return 401;
  return ageMs > STALE_MS ? 401 : 200;
}

const DONE: Readonly<Record<string, string>> = {
  'You approved ': 'approve',
  'You rejected ': 'reject',
  'You asked for changes': 'request-changes',
  'You abstained ': 'abstain',
  'You voted ': 'vote',
};

/** Whoever is told that they decided has decided; and nobody is told so of a request that is not genuine. */
function replyPromises({ click, errand, answer }: SentClick, own: readonly Case[]): string[] {
  return errand.replies.flatMap((text) => {
    const kind = Object.entries(DONE).find(([begins]) => text.startsWith(begins))?.[1];
    if (kind === undefined) return [];
    if (click.kind !== 'genuine') return [`told "${text}"`];
    const until = answer?.at ?? Number.POSITIVE_INFINITY;
    const isSo = own.some(({ entries }) =>
      entries.some(
        ({ event, actor, at }) =>
          event.type === 'decision.made' && event.kind === kind && handleOf(actor) === click.handle && at <= until,
      ),
    );
    return isSo ? [] : [`told "${text}", which is not so`];
  });
}

function unexplained({ entries, plan }: Case, { clicks, forms }: Evidence['day']): string[] {
  const decisions = entries.filter(({ event }) => event.type === 'decision.made' && event.via === 'slack');
  return decisions.flatMap(({ event, actor, at }) => {
    const who = handleOf(actor);
    const clicked = clicks.some(
      ({ click, sentAt }) =>
        click.kind === 'genuine' &&
        click.handle === who &&
        click.on.plan === plan.name &&
        click.on.step === plan.steps[Number(event.step)]?.name &&
        kindOfChoice(click.action) === event.kind &&
        sentAt <= at,
    );
    const sent = forms.some(({ handle, sentAt }) => handle === who && sentAt <= at);
    return clicked || sent ? [] : [`${who} decided in Slack without having done so`];
  });
}
