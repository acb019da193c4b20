import type { Step } from '../../approvals/core/model';
import { readersOf } from '../../approvals/core/steps';
import { type Instant, isExternal } from '../../shared/brand';
import type { Way } from './delivery';
import type { ChannelMessage, Notification, Reason } from './model';
import type { Planned } from './planned';

/** The row by which a step is asked in a channel, and whether that is to be enough. */
export type AskedTogether = { readonly row: Notification; readonly isEnough: boolean };

export const TOLD_IN_CHANNEL: Reason = 'told-in-channel';
export const NOT_IN_CHANNEL: Reason = 'not-in-channel';
export const ASKED_LATER: Reason = 'asked-later';
/** All who are asked at once are written down by one invocation. */
const TOGETHER_MS = 10_000;
/** Those who are told together with the channel are written down by then. */
const DIRECT_AFTER_MS = 2_000;

/** How often a step was asked: one message in a channel is for the newest asking of any of its readers. */
export const askingOf = (step: Pick<Step, 'approvers'>): number => Math.max(0, ...readersOf(step).values());

export const channelRequest = (step: Step, index: number): Planned => ({
  kind: 'channel-request',
  step: index,
  round: askingOf(step),
});

/** The next way is to tell each of them directly. */
export const turnedDown = (row: Notification, reason: Reason, at: Instant): Notification => ({
  ...row,
  attempts: 0,
  retryAt: at + DIRECT_AFTER_MS,
  progress: { status: 'pending', fallback: reason },
});

/** Before it is posted the row learns which channel it goes to, and stays with it whatever is set later. */
export function placed(row: Notification, way: Way | undefined, at: Instant): Notification {
  const isNew = row.progress.status === 'pending' && row.progress.fallback === undefined && row.slack === undefined;
  if (!isNew || way === undefined || way.mode === 'direct') return row;
  return way.place.ok ? { ...row, slack: way.place.value } : turnedDown(row, way.place.error, at);
}

/**
 * Whether the channel is to tell the person, who then needs no message of their own: it has told them, or still may,
 * and they are in it. Whoever is not would never see it, and Slack tells nobody of a message that was only edited.
 */
export function besideChannel(
  row: Notification,
  asked: AskedTogether | undefined,
): 'told-there' | 'absent' | 'later' | undefined {
  if (asked === undefined || !asked.isEnough || row.recipient === undefined) return undefined;
  if (row.kind !== 'approval-request' || row.directly !== undefined) return undefined;
  if (!isCarried(asked.row) || asked.row.slack?.team !== row.slack?.team) return undefined;
  if (row.createdAt - asked.row.createdAt > TOGETHER_MS) return 'later';
  return asked.row.audience?.members.some((each) => each === row.recipient) ? 'told-there' : 'absent';
}

/** It stands in the channel, or may come to. */
export function isCarried({ progress }: Notification): boolean {
  switch (progress.status) {
    case 'pending':
      return progress.fallback === undefined;
    case 'sent':
    case 'updated':
      return true;
    case 'fallen-back':
    case 'dead':
    case 'suppressed':
      return false;
  }
}

/**
 * The channel could not be asked: who was to be told there is told directly, and so is whoever has yet to be told. The
 * same row where that changes nothing.
 */
export function directly(row: Notification, reason: Reason, at: Instant): Notification {
  const { progress, recipient } = row;
  if (row.directly !== undefined || recipient === undefined || isExternal(recipient)) return row;
  if (progress.status === 'suppressed' && progress.reason === TOLD_IN_CHANNEL) {
    return { ...row, directly: reason, attempts: 0, retryAt: at, progress: { status: 'pending' } };
  }
  const isOpen = progress.status === 'pending' || progress.status === 'suppressed';
  return isOpen && progress.fallback === undefined && row.slack === undefined ? { ...row, directly: reason } : row;
}

/** How the approval ended is said where it was asked, once it is known where that is. */
export function threaded(row: Notification, request: Notification | undefined): Notification {
  if (row.progress.status !== 'pending' || row.slack !== undefined) return row;
  const asked: ChannelMessage | undefined = request?.slack?.channel === undefined ? undefined : request.slack;
  if (asked?.posted !== undefined) {
    const { posted, ...place } = asked;
    return { ...row, slack: { ...place, thread: posted.ts } };
  }
  const mayCome = request !== undefined && (request.claim !== undefined || isCarried(request));
  return mayCome ? row : { ...row, progress: { status: 'suppressed', reason: 'not-asked-in-channel' } };
}
