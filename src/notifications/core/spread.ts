import type { Verdict } from '../../ledger/judge';
import type { Instant } from '../../shared/brand';
import type { Notification } from './model';

const LONGEST_MS = 60_000;

/**
 * Many mails that were told to wait would all come back in the same instant, and again: a mail service names one wait
 * for all. So each waits a share of the time that it has waited already, a minute at most; the share is its own.
 */
export function spread(row: Notification, verdict: Verdict, at: Instant): Verdict {
  const wasAsked = verdict.type === 'later' && !verdict.failed;
  if (!wasAsked || row.claim?.doing !== 'email') return verdict;
  const waited = Math.min(Math.max(0, at - row.createdAt), LONGEST_MS);
  return { ...verdict, dueAt: verdict.dueAt + Math.floor(shareOf(row.key) * waited) };
}

/** From 0 up to 1: a key ends with a digest in hexadecimal. */
function shareOf(key: string): number {
  const share = Number.parseInt(key.slice(-6), 16) / 0x1_00_00_00;
  return Number.isNaN(share) ? 0 : share;
}
