declare const brand: unique symbol;

type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Milliseconds since the epoch. */
export type Instant = number;

export type ApprovalId = Brand<string, 'ApprovalId'>;
export type DefinitionId = Brand<string, 'DefinitionId'>;

/** An Atlassian account: the only name by which Baton stores a person who has one. */
export type AccountId = Brand<string, 'AccountId'>;
/** Somebody without an Atlassian account, known by an e-mail address: `mailto:` and the address in lower case. */
export type ExternalId = Brand<string, 'ExternalId'>;
/** Whoever can be asked for a decision. */
export type PersonId = AccountId | ExternalId;
export type SlackUserId = Brand<string, 'SlackUserId'>;
export type SlackTeamId = Brand<string, 'SlackTeamId'>;

export const toApprovalId = (text: string) => text as ApprovalId;
export const toDefinitionId = (text: string) => text as DefinitionId;
export const toAccountId = (text: string) => text as AccountId;
export const toExternalId = (email: string) => `mailto:${email.trim().toLowerCase()}` as ExternalId;
export const isExternal = (id: PersonId): id is ExternalId => id.startsWith('mailto:');
/** As it was stored by us: an account id, or `mailto:` and an address. */
export const toPersonId = (text: string) => text as PersonId;
export const emailOf = (id: ExternalId) => id.slice('mailto:'.length);
export const toSlackUserId = (text: string) => text as SlackUserId;
export const toSlackTeamId = (text: string) => text as SlackTeamId;
