declare const brand: unique symbol;

type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Milliseconds since the epoch. */
export type Instant = number;

export type ApprovalId = Brand<string, 'ApprovalId'>;
export type DefinitionId = Brand<string, 'DefinitionId'>;

/** An Atlassian account: the only name by which Baton stores a person. */
export type AccountId = Brand<string, 'AccountId'>;
export type SlackUserId = Brand<string, 'SlackUserId'>;
export type SlackTeamId = Brand<string, 'SlackTeamId'>;

export const toApprovalId = (text: string) => text as ApprovalId;
export const toDefinitionId = (text: string) => text as DefinitionId;
export const toAccountId = (text: string) => text as AccountId;
export const toSlackUserId = (text: string) => text as SlackUserId;
export const toSlackTeamId = (text: string) => text as SlackTeamId;
