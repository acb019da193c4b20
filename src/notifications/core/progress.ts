import type { Person } from '../../identity/core/model';
import { isHeld, takeClaim } from '../../ledger/claim';
import type { Verdict } from '../../ledger/judge';
import { type Instant, isExternal } from '../../shared/brand';
import { ASKED_LATER, type AskedTogether, besideChannel, NOT_IN_CHANNEL, TOLD_IN_CHANNEL, turnedDown } from './channel';
import type { Doing, Notification, Progress, Reason, SlackMessage } from './model';

/** What a notification needs next, seen from its row alone. */
export type Next =
  | { readonly type: 'nothing' }
  /** Somebody is at it. */
  | { readonly type: 'busy' }
  | { readonly type: 'act'; readonly doing: Doing };

const FIRST_WAY: Record<Notification['kind'], Doing> = {
  'approval-request': 'post',
  'channel-request': 'post',
  'channel-outcome': 'post',
  reminder: 'post',
  notice: 'post',
  'outcome-comment': 'comment',
  'state-property': 'property',
  effect: 'effect',
};

/** People without an account have no other address than their e-mail. */
const isMailedOnly = ({ recipient }: Notification) => recipient !== undefined && isExternal(recipient);

/** An answer that was not seen: the reason on the row, whatever the way. */
export const NOT_SEEN: Reason = 'answer-not-seen';
const UPDATE_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 900_000;
/** Some two and a half hours. */
const MOST_REPEATS = 18;

export function nextOf(row: Notification, at: Instant): Next {
  if (isHeld(row.claim, at)) return { type: 'busy' };

  const doing = owedOf(row);
  return doing === undefined || row.retryAt > at ? { type: 'nothing' } : { type: 'act', doing };
}

/** When the sweep must look at this row again; undefined when nothing is owed. */
export function dueOf(row: Notification): Instant | undefined {
  if (row.claim !== undefined) return row.claim.until;
  return owedOf(row) === undefined ? undefined : row.retryAt;
}

/**
 * What must be assumed when the holder of an expired claim never came back: a post or an e-mail may have gone out, so
 * neither is sent again. Everything else can be done twice.
 */
export function settleDeserted(row: Notification, at: Instant): Notification {
  if (row.claim === undefined || isHeld(row.claim, at)) return row;
  return failed(row, { type: 'unknown' }, at);
}

/**
 * Before it is posted the row learns whom it goes to: the pair of account and Slack user against which a click is held,
 * also when the answer to the post is never seen. A person whom Slack does not know is mailed at once. Who is asked in
 * a channel that they are in needs no message besides, where that is to be enough.
 */
export function addressed(row: Notification, person: Person | undefined, asked?: AskedTogether): Notification {
  const waits = row.progress.status === 'pending' && row.progress.fallback === undefined;
  if (row.recipient === undefined || !waits || person === undefined || isMailedOnly(row)) return row;

  const { slack } = person;
  if (slack.type === 'unresolved') return row;
  if (slack.type === 'none') return { ...row, progress: { status: 'pending', fallback: slack.reason } };
  if (row.slack?.user === slack.user && row.slack.team === slack.team) return row;
  const known = { ...row, slack: { team: slack.team, user: slack.user } };
  switch (besideChannel(known, asked)) {
    case 'told-there':
      return suppressed(known, TOLD_IN_CHANNEL);
    case 'absent':
      return { ...known, directly: NOT_IN_CHANNEL };
    case 'later':
      return { ...known, directly: ASKED_LATER };
    case undefined:
      return known;
  }
}

/** Nothing was tried: it cannot be done before. */
export const putOff = (row: Notification, until: Instant): Notification => ({ ...row, retryAt: until });

export const claimed = (row: Notification, doing: Doing, at: Instant): Notification => ({
  ...row,
  claim: takeClaim(doing, at),
  attempts: row.attempts + 1,
});

/** It arrived, and the reader sees the approval as of `shown`, in which they can, or can no longer, answer. */
export function delivered(
  row: Notification,
  { shown, asks, slack }: { shown: number; asks: boolean; slack?: SlackMessage | undefined },
): Notification {
  const { claim: _, ...rest } = row;
  const progress = deliveredProgress(row.progress);
  return { ...rest, shown, asks, attempts: 0, retryAt: 0, progress, ...(slack === undefined ? {} : { slack }) };
}

/** It threw, and the judge has spoken. */
export function failed(row: Notification, verdict: Exclude<Verdict, { type: 'again' }>, at: Instant): Notification {
  const { claim, ...rest } = row;
  switch (verdict.type) {
    case 'later':
      return { ...rest, retryAt: verdict.dueAt, attempts: verdict.failed ? rest.attempts : rest.attempts - 1 };
    case 'give-up':
      return givenUp(row, verdict.reason, at);
    case 'unknown':
      return claim?.doing === 'post' || claim?.doing === 'email' ? givenUp(row, NOT_SEEN, at) : repeated(row, at);
  }
}

/** What can be done twice is done again, more and more rarely, and not for ever. */
function repeated(row: Notification, at: Instant): Notification {
  if (row.attempts >= MOST_REPEATS) return givenUp(row, 'too-many-attempts', at);
  const { claim: _, ...rest } = row;
  return { ...rest, retryAt: at + Math.min(UPDATE_RETRY_MS * 2 ** (row.attempts - 1), LONGEST_RETRY_MS) };
}

/**
 * From the first way to e-mail, from a channel to each of its people, and from there to dead; what was delivered once
 * only loses its later updates.
 */
export function givenUp(row: Notification, reason: Reason, at: Instant): Notification {
  const { claim: _, ...rest } = row;
  if (row.progress.status !== 'pending') return { ...rest, shown: row.wanted, attempts: 0, retryAt: 0 };
  if (row.progress.fallback !== undefined) return { ...rest, progress: { status: 'dead', reason } };
  if (row.kind === 'channel-request') return turnedDown(rest, reason, at);
  return row.recipient === undefined || isMailedOnly(row)
    ? { ...rest, progress: { status: 'dead', reason } }
    : { ...rest, attempts: 0, retryAt: at, progress: { status: 'pending', fallback: reason } };
}

export function suppressed(row: Notification, reason: Reason): Notification {
  const { claim: _, ...rest } = row;
  const fallback = row.progress.status === 'pending' ? row.progress.fallback : undefined;
  return { ...rest, progress: { status: 'suppressed', reason, ...(fallback === undefined ? {} : { fallback }) } };
}

/** Where it goes on is where it stopped: what may have been posted is not posted again. */
export function revived(row: Notification): Notification {
  if (row.progress.status !== 'suppressed') return row;
  const { fallback } = row.progress;
  return { ...row, attempts: 0, progress: { status: 'pending', ...(fallback === undefined ? {} : { fallback }) } };
}

/**
 * A click came from a message whose posting nobody saw answered: now it is known, and can be updated. Whoever holds the
 * row was posting it or had given that up, so the claim goes too: its end would tell nothing that is not known.
 */
export function healed(row: Notification, message: SlackMessage): Notification {
  const { claim: _, ...rest } = row;
  return { ...rest, slack: message, shown: 0, retryAt: 0, progress: healedProgress(row) };
}

/** Whoever is being mailed at this moment may get both. */
function healedProgress({ progress, claim }: Notification): Progress {
  const fallback = progress.status === 'pending' ? progress.fallback : undefined;
  if (fallback !== undefined && claim?.doing === 'email') return { status: 'fallen-back', reason: fallback };
  const hasArrived = progress.status === 'pending' || progress.status === 'suppressed' || progress.status === 'dead';
  return hasArrived ? { status: 'sent' } : progress;
}

/** A button was pressed that should not be there any more: whatever the row says, the message is not up to date. */
export const doubted = (row: Notification): Notification =>
  row.slack?.posted === undefined ? row : { ...row, shown: 0, attempts: 0, retryAt: 0 };

function owedOf(row: Notification): Doing | undefined {
  const { progress } = row;
  switch (progress.status) {
    case 'pending':
      if (progress.fallback === undefined && !isMailedOnly(row)) return FIRST_WAY[row.kind];
      return row.kind === 'channel-request' ? 'direct' : 'email';
    case 'sent':
    case 'updated':
    case 'fallen-back':
      return row.shown < row.wanted ? updateOf(row) : undefined;
    case 'suppressed':
    case 'dead':
      return undefined;
  }
}

/** What asks somebody for something has to say so when that is over; the rest stays as it was told. */
export const isUpdated = ({ kind, topic }: Pick<Notification, 'kind' | 'topic'>): boolean =>
  kind === 'approval-request' || kind === 'channel-request' || kind === 'reminder' || topic === 'vote-turn';

function updateOf(row: Notification): Doing | undefined {
  if (row.kind === 'state-property') return 'property';
  if (isUpdated(row) && row.slack?.posted !== undefined) return 'update';
  // Who has been added since has to be told directly too.
  return row.kind === 'channel-request' && row.progress.status === 'fallen-back' ? 'direct' : undefined;
}

function deliveredProgress(progress: Progress): Progress {
  switch (progress.status) {
    case 'pending':
      return progress.fallback === undefined
        ? { status: 'sent' }
        : { status: 'fallen-back', reason: progress.fallback };
    case 'sent':
    case 'updated':
      return { status: 'updated' };
    case 'fallen-back':
    case 'suppressed':
    case 'dead':
      return progress;
  }
}
