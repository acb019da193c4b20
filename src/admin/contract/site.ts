import type { Answer } from './answer';

export type NotificationStatus = 'pending' | 'sending' | 'sent' | 'updated' | 'fallen-back' | 'suppressed' | 'dead';

export type NotificationView = {
  key: string;
  createdAt: number;
  kind:
    | 'approval-request'
    | 'channel-request'
    | 'channel-outcome'
    | 'reminder'
    | 'notice'
    | 'outcome-comment'
    | 'state-property'
    | 'effect';
  /** What a notice or effect is about, in words. */
  topic?: string;
  surface: 'slack-message' | 'slack-channel' | 'email' | 'comment' | 'property' | 'change';
  status: NotificationStatus;
  /** Why it did not go the straight way, in words; absent when it did. */
  reason?: string;
  attempts: number;
  /** Nobody for what is told in a channel, or written on the subject itself. */
  recipient?: string;
  /** The name of the channel, as far as it is known. */
  channel?: string;
  subjectKey: string;
  /** The name of the definition, as far as the approval still exists. */
  definitionName?: string;
  approvalId: string;
};

export type AttentionEntry = {
  approvalId: string;
  definitionName: string;
  subject: { key: string; title: string; url: string };
  step: string;
  problem: string;
  since: number;
};

export type MailView =
  /** `neededBy`: definitions with a step of people whom nothing else reaches. */
  | { configured: false; neededBy?: readonly string[] }
  | { configured: true; provider: MailProvider; from: string; changedAt: number };

export type MailProvider = 'postmark' | 'sendgrid' | 'resend';

export type ApiView = { url: string; token?: { createdAt: number; createdBy: string } };

export type SiteApi = {
  /** Approvals that cannot go on by themselves. */
  'approvals/attention': () => Answer<readonly AttentionEntry[]>;
  'mail/get': () => Answer<MailView>;
  'mail/save': (input: { provider: MailProvider; apiKey: string; from: string }) => Answer<MailView>;
  /** Sends a mail to the caller. */
  'mail/test': () => Answer<{ sentTo: string }>;
  'api/get': () => Answer<ApiView>;
  /** Shown this once; an older token stops working. */
  'api/create-token': () => Answer<ApiView & { secret: string }>;
  'api/revoke-token': () => Answer<ApiView>;
  'notifications/list': (input: { status?: NotificationStatus; cursor?: string }) => Answer<{
    rows: readonly NotificationView[];
    cursor?: string;
  }>;
};
