import { type Claim, isHeld, takeClaim } from '../../ledger/claim';
import type { Verdict } from '../../ledger/judge';
import type { Instant } from '../../shared/brand';
import type { Reason } from './model';
import { NOT_SEEN } from './progress';

/** When a person wants it: `HH:MM` of the wall clock in their time zone, on these days, Monday being 1. */
export type DigestPlan = { readonly at: string; readonly days: readonly number[] };

/** How the last one ended. `reason` tells why it did not go the straight way, `mail` why it did not go by e-mail. */
export type DigestOutcome = {
  readonly at: Instant;
  readonly status: 'sent' | 'fallen-back' | 'nothing-to-tell' | 'not-seen' | 'not-sent';
  readonly reason?: Reason;
  readonly mail?: Reason;
};

/** One digest on its way. `since` is when it was due; it is also what names it. */
export type DigestRun = {
  readonly since: Instant;
  readonly attempts: number;
  readonly retryAt: Instant;
  /** Why the first way is closed: from then on it goes by e-mail. */
  readonly fallback?: Reason;
  readonly claim?: Claim<'post' | 'email'>;
};

type Last = { readonly last?: DigestOutcome };
export type Planned = Last & {
  readonly status: 'planned';
  readonly plan: DigestPlan;
  readonly nextAt: Instant;
  readonly run?: DigestRun;
};

export type Digest =
  | (Last & { readonly status: 'off' })
  | Planned
  /** The person is out of reach: nothing is tried until they choose it anew. */
  | (Last & { readonly status: 'suspended'; readonly plan: DigestPlan; readonly reason: Reason });

/** A digest whose run is claimed. */
export type Mine = Planned & { readonly run: DigestRun & { readonly claim: Claim<'post' | 'email'> } };
const isClaimed = (digest: Planned): digest is Mine => digest.run?.claim !== undefined;

export type Turn =
  | { readonly type: 'nothing' }
  /** To be stored, and nothing else to be done now. */
  | { readonly type: 'store'; readonly digest: Digest }
  | { readonly type: 'act'; readonly digest: Mine };

/** When the sweep must look at it again; undefined where nothing is planned. */
export function digestDueOf(digest: Digest | undefined): Instant | undefined {
  if (digest?.status !== 'planned') return undefined;
  const { run, nextAt } = digest;
  return run === undefined ? nextAt : Math.min(nextAt, run.claim?.until ?? run.retryAt);
}

/**
 * What is to be done now. `nextAt` is the next planned time on a later day: it is stored by the very write that claims
 * this one, so that nobody gets two for a day. A newer one takes the place of one that is still waiting.
 */
export function turnOf(
  digest: Digest | undefined,
  at: Instant,
  { nextAt, quietUntil }: { nextAt: Instant; quietUntil: Instant | undefined },
): Turn {
  if (digest?.status !== 'planned' || isHeld(digest.run?.claim, at)) return { type: 'nothing' };
  // Whoever held it never came back: it may have gone out.
  const free = isClaimed(digest) ? failed(digest, { type: 'unknown' }, at) : digest;
  if (free.status !== 'planned') return { type: 'store', digest: free };

  const due = free.nextAt <= at ? begun(free, at, nextAt) : free;
  const { run } = due;
  if (run === undefined || run.retryAt > at)
    return due === digest ? { type: 'nothing' } : { type: 'store', digest: due };
  if (quietUntil !== undefined && quietUntil > at && !isUnderWay(run)) {
    return { type: 'store', digest: { ...due, run: { ...run, retryAt: quietUntil } } };
  }
  const claim = takeClaim(run.fallback === undefined ? 'post' : 'email', at);
  return { type: 'act', digest: { ...due, run: { ...run, attempts: run.attempts + 1, claim } } };
}

const begun = (digest: Planned, at: Instant, nextAt: Instant): Planned => ({
  ...digest,
  nextAt,
  run: { since: digest.nextAt, attempts: 0, retryAt: at },
});

/** More has happened than that its time has come. */
export const isUnderWay = ({ claim, attempts, fallback }: DigestRun): boolean =>
  claim !== undefined || attempts > 0 || fallback !== undefined;

/** It is over, and how. */
export function ended(digest: Planned, last: DigestOutcome): Digest {
  const { run: _, ...rest } = digest;
  const reason = outOfReach(last);
  return reason === undefined ? { ...rest, last } : { status: 'suspended', plan: rest.plan, reason, last };
}

/** It arrived by the way that is claimed. */
export function arrived(digest: Mine, at: Instant): Digest {
  const { fallback } = digest.run;
  const last: DigestOutcome =
    fallback === undefined ? { at, status: 'sent' } : { at, status: 'fallen-back', reason: fallback };
  return ended(digest, last);
}

/** It threw, and the judge has spoken. What may have been posted is mailed and never posted again. */
export function failed(digest: Mine, verdict: Exclude<Verdict, { type: 'again' }>, at: Instant): Digest {
  const { claim, ...run } = digest.run;
  switch (verdict.type) {
    case 'later': {
      const attempts = verdict.failed ? run.attempts : run.attempts - 1;
      return { ...digest, run: { ...run, retryAt: verdict.dueAt, attempts } };
    }
    case 'unknown':
      if (claim.doing === 'post') return { ...digest, run: mailed(run, NOT_SEEN, at) };
      return ended(digest, { at, status: 'not-seen', ...(run.fallback === undefined ? {} : { reason: run.fallback }) });
    case 'give-up':
      return claim.doing === 'post'
        ? { ...digest, run: mailed(run, verdict.reason, at) }
        : ended(digest, notMailed(run, verdict.reason, at));
  }
}

const mailed = (run: DigestRun, fallback: Reason, at: Instant): DigestRun => ({
  ...run,
  fallback,
  attempts: 0,
  retryAt: at,
});

/** A post whose answer was not seen may have arrived, also where no mail could follow it. */
function notMailed({ fallback }: DigestRun, mail: Reason, at: Instant): DigestOutcome {
  const status = fallback === NOT_SEEN ? 'not-seen' : 'not-sent';
  return { at, status, mail, ...(fallback === undefined ? {} : { reason: fallback }) };
}

/** Nobody of ours is there any more. */
export const DEACTIVATED: Reason = 'deactivated';
/** Only this person is out of reach: what is the matter with a workspace or a service may pass by itself. */
const PERSON_IN_SLACK: ReadonlySet<Reason> = new Set([
  'no-email',
  'no-slack-user',
  'slack-deactivated',
  'slack-bot',
  'slack-elsewhere',
  'slack-guest',
  'slack-email-unconfirmed',
  'user_not_found',
  'user_disabled',
]);
const NO_MAIL: ReadonlySet<Reason> = new Set(['no-email', 'no-mail-api']);

function outOfReach({ status, reason, mail = '' }: DigestOutcome): Reason | undefined {
  if (status !== 'not-sent' || reason === undefined) return undefined;
  return reason === DEACTIVATED || (PERSON_IN_SLACK.has(reason) && NO_MAIL.has(mail)) ? reason : undefined;
}

/** What was told already. */
const TOLD: ReadonlySet<DigestOutcome['status']> = new Set(['sent', 'fallen-back', 'not-seen']);

export const toldAt = (digest: Digest | undefined): Instant | undefined =>
  digest?.last !== undefined && TOLD.has(digest.last.status) ? digest.last.at : undefined;
