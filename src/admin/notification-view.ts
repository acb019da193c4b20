import type { Approval } from '../approvals/core/model';
import { TOLD_IN_CHANNEL } from '../notifications/core/channel';
import type { Notification } from '../notifications/core/model';
import { effectsOf } from '../notifications/core/plan';
import { isExternal } from '../shared/brand';
import type { NoticeView, NotificationView } from './contract';
import { effectText } from './words';
import { topicText } from './words-state';

export type Words = { reason(code: string): string };

/** Where the request to one person stands. */
export function toNoticeView(row: Notification, words: Words): NoticeView {
  const reason = reasonOf(row, words);
  return {
    surface: isToldInChannel(row) ? 'slack-channel' : personalSurface(row),
    status: statusOf(row),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** `approval` is the one that the row is about, as far as it is known: it says by which definition, and which effect this is. */
export function toNotificationView(row: Notification, words: Words, approval?: Approval): NotificationView {
  const reason = reasonOf(row, words);
  const topic = topicOf(row, approval);
  return {
    key: row.key,
    createdAt: row.createdAt,
    kind: row.kind,
    ...(topic === undefined ? {} : { topic }),
    surface: surfaceOf(row),
    status: statusOf(row),
    ...(reason === undefined ? {} : { reason }),
    attempts: row.attempts,
    ...(row.recipient === undefined ? {} : { recipient: row.recipient }),
    ...(row.slack?.channel === undefined ? {} : { channel: row.slack.channel.name }),
    subjectKey: row.subjectKey,
    ...(approval === undefined ? {} : { definitionName: approval.definition.name }),
    approvalId: row.approvalId,
  };
}

function topicOf({ kind, topic, round }: Notification, approval: Approval | undefined): string | undefined {
  if (topic !== undefined) return topicText(topic);
  const effect = kind === 'effect' && approval !== undefined ? effectsOf(approval)[round] : undefined;
  return effect === undefined ? undefined : effectText(effect);
}

function surfaceOf(row: Notification): NotificationView['surface'] {
  switch (row.kind) {
    case 'channel-request':
    case 'channel-outcome':
      return 'slack-channel';
    case 'approval-request':
      return isToldInChannel(row) ? 'slack-channel' : personalSurface(row);
    case 'reminder':
    case 'notice':
      return personalSurface(row);
    case 'outcome-comment':
      return 'comment';
    case 'state-property':
      return 'property';
    case 'effect':
      return 'change';
  }
}

const personalSurface = (row: Notification) => (isMailed(row) ? 'email' : 'slack-message');

const isToldInChannel = ({ progress }: Notification) =>
  progress.status === 'suppressed' && progress.reason === TOLD_IN_CHANNEL;

/** Whoever has no account has no other way. */
const isMailed = ({ progress, recipient }: Notification) =>
  (recipient !== undefined && isExternal(recipient)) ||
  progress.status === 'fallen-back' ||
  (progress.status === 'pending' && progress.fallback !== undefined);

const statusOf = ({ progress, claim }: Notification) =>
  progress.status === 'pending' && claim !== undefined ? 'sending' : progress.status;

function reasonOf({ progress, directly }: Notification, words: Words): string | undefined {
  if ('reason' in progress) return words.reason(progress.reason);
  if (progress.status === 'pending' && progress.fallback !== undefined) return words.reason(progress.fallback);
  return directly === undefined ? undefined : `Told directly instead of in the channel. ${words.reason(directly)}`;
}
