import type { DeliveryMode } from '../approvals/core/definition';

/** How Baton's messages behave in Slack, as an admin has set it. */
export type SlackBehaviour = {
  /** Buttons decide at once; off: they lead to the subject, where people sign in. */
  readonly actWithoutLogin: boolean;
  /** Off: messages offer nothing but to view the approval. */
  readonly actionButtons: boolean;
};

/** `delivery`: where people are asked unless a definition says otherwise. */
export type SlackSettings = SlackBehaviour & { readonly delivery: DeliveryMode };

export const DEFAULT_BEHAVIOUR: SlackBehaviour = { actWithoutLogin: true, actionButtons: true };
export const DEFAULT_SETTINGS: SlackSettings = { ...DEFAULT_BEHAVIOUR, delivery: 'direct' };
