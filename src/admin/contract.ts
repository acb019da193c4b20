import type { Draft } from '../approvals/core/definition';
import type { DecisionKind, Outcome, Step, Via } from '../approvals/core/model';
import type { AccountId, ApprovalId, DefinitionId, ExternalId } from '../shared/brand';

/**
 * What the front end may ask, and what it gets. Shapes only: both ends compile against them, and the resolver still
 * parses every payload. Instants are milliseconds since the epoch; people are Atlassian account ids, whose names the
 * front end asks of the product as the viewer, or `mailto:` and an address.
 */

/** Ids as they travel. */
export type Plain<T> = T extends AccountId | ExternalId | DefinitionId | ApprovalId
  ? string
  : T extends readonly (infer E)[]
    ? readonly Plain<E>[]
    : T extends object
      ? { [K in keyof T]: Plain<T[K]> }
      : T;

export type Fault = { field: string; problem: string };

/** An answer, or a refusal in words for the person: what is wrong and what to do next; `field` names the first input. */
export type Answer<T> =
  | { ok: true; value: T }
  | { ok: false; error: string; field?: string; faults?: readonly Fault[] };

export type DecisionView = {
  kind: DecisionKind;
  at: number;
  via: Via;
  /** Who decided in the approver's place. */
  by?: string;
  /** Names of the options voted for. */
  options?: readonly string[];
  comment?: string;
};

/** Where a person's request stands: one row of the notification history, in short. */
export type NoticeView = {
  surface: 'slack-message' | 'email';
  status: NotificationStatus;
  reason?: string;
};

export type ApproverView = {
  id: string;
  decision?: DecisionView;
  notice?: NoticeView;
  delegates: readonly { id: string; until: number }[];
  /** Why they are no longer asked, in words. */
  left?: string;
  added?: 'by-hand' | 'escalation';
};

export type StepView = {
  name: string;
  /** Runs at the same time as the step before it. */
  together: boolean;
  state: Step['status'];
  /** Who is asked, in words: `group Finance`, `field Approvers`. */
  asks: string;
  /** In words: `2 of 3 must approve`. */
  quorum: string;
  approved: number;
  /** How many approvals or votes close the step. */
  needed: number;
  approvers: readonly ApproverView[];
  excluded: readonly { id: string; because: string }[];
  vote?: {
    options: readonly { name: string; votes: number; won: boolean }[];
    choice: 'single' | 'multiple';
    moderator?: string;
  };
  dueAt?: number;
  /** Why it cannot go on, and what to do, in words. */
  deadlock?: string;
};

/** What the viewer may do now. */
export type MayView = {
  decide?: {
    step: number;
    kinds: readonly DecisionKind[];
    /** Kinds that need a comment. */
    explain: readonly DecisionKind[];
    /** In whose place. */
    inPlaceOf?: string;
  };
  withdraw?: { step: number; until?: number };
  resubmit?: { step: number };
  closeVote?: { step: number; tied: readonly { option: number; name: string }[] };
  remind: readonly number[];
  reassign: readonly { step: number; from: string }[];
  addTo: readonly number[];
  cancel: boolean;
  restart: boolean;
  archive: boolean;
  unarchive: boolean;
  delete: boolean;
};

export type ApprovalView = {
  id: string;
  definitionName: string;
  state: 'pending' | Outcome;
  outdated: boolean;
  /** What is different since it was started or decided. */
  changes: readonly { part: string; before: string; after: string }[];
  /** The page's version that is decided on. */
  version?: number;
  requester: string;
  startedAt: number;
  closedAt?: number;
  /** Until then the last decision can be taken back. */
  finalAt?: number;
  validUntil?: number;
  lapsed: boolean;
  archived: boolean;
  steps: readonly StepView[];
  may: MayView;
};

export type DefinitionSummary = {
  id: string;
  name: string;
  description: string;
  version: number;
  archived: boolean;
  /** In words: `everywhere`, `projects SHOP, OPS`. */
  scope: string;
  automatic: boolean;
  steps: readonly { name: string; asks: string; quorum: string; together: boolean }[];
};

export type SubjectView = {
  kind: 'work-item' | 'page';
  approvals: readonly ApprovalView[];
  definitions: readonly DefinitionSummary[];
  slackConnected: boolean;
};

/** What would happen, with nothing sent and nothing stored. */
export type DryRunView = {
  subject: { key: string; title: string; url: string };
  /** Why it could not be started, in words; empty when it could. */
  problems: readonly string[];
  automatic: { defined: boolean; applies: boolean };
  steps: readonly {
    name: string;
    /** Steps with the same number run at the same time. */
    group: number;
    included: boolean;
    asks: string;
    quorum: string;
    people: readonly { id: string; delegates: readonly string[]; reachedBy: 'slack-message' | 'email' | 'nobody' }[];
    excluded: readonly { id: string; because: string }[];
    /** Why it would be stuck, in words. */
    problem?: string;
    /** If it opened now. */
    dueAt?: number;
    reminders: readonly number[];
    escalations: readonly { at: number; to: string }[];
  }[];
};

export type InboxEntry = {
  approvalId: string;
  definitionName: string;
  subject: { kind: 'work-item' | 'page'; key: string; title: string; url: string };
  requester: string;
  step: number;
  stepName: string;
  dueAt?: number;
  inPlaceOf?: string;
  kinds: readonly DecisionKind[];
  /** Kinds that need a comment. */
  explain: readonly DecisionKind[];
};

export type DelegationView = {
  id: string;
  from: number;
  until: number;
  /** Ids of definitions, or all. */
  definitions: 'all' | readonly string[];
  to: readonly string[];
  state: 'coming' | 'active' | 'over';
};

/** What a person can do with a running or closed approval besides deciding. */
export type ApprovalAction =
  | { type: 'cancel' }
  | { type: 'restart' }
  | { type: 'resubmit'; step: number }
  | { type: 'reassign'; step: number; from: string; to: string; reason: string }
  | { type: 'add-approver'; step: number; who: string; reason: string }
  | { type: 'remind'; step: number }
  | { type: 'close-vote'; step: number; option?: number }
  | { type: 'archive' }
  | { type: 'unarchive' }
  | { type: 'delete' };

/**
 * The issue panel, the page's byline and the page "My approvals". The subject comes from the platform's context, never
 * from the payload; on "My approvals" there is none, and only `inbox`, `delegations` and decisions on what is in the
 * viewer's inbox work.
 */
export type UserApi = {
  'approvals/list': () => Answer<SubjectView>;
  'approvals/preview': (input: { definitionId: string }) => Answer<DryRunView>;
  /** `requestId` is made once per intended start, so that a repeated call starts nothing new. */
  'approvals/start': (input: { definitionId: string; requestId: string }) => Answer<ApprovalView>;
  /** `step` is the one the person saw, so that a page left open decides nothing else; without it, the one open to them. */
  'approvals/decide': (input: {
    approvalId: string;
    step?: number;
    decision: DecisionKind;
    comment?: string;
    options?: readonly number[];
    requestId: string;
  }) => Answer<ApprovalView>;
  'approvals/withdraw': (input: { approvalId: string; step?: number; requestId: string }) => Answer<ApprovalView>;
  /** Answers the approval, or the new one after a restart. */
  'approvals/act': (input: { approvalId: string; action: ApprovalAction; requestId: string }) => Answer<ApprovalView>;
  'approvals/inbox': () => Answer<readonly InboxEntry[]>;
  'delegations/list': () => Answer<readonly DelegationView[]>;
  'delegations/save': (input: {
    id?: string;
    from: number;
    until: number;
    definitions: 'all' | readonly string[];
    /** Account ids or e-mail addresses. */
    to: readonly string[];
  }) => Answer<readonly DelegationView[]>;
  'delegations/remove': (input: { id: string }) => Answer<readonly DelegationView[]>;
  /** Definitions to choose from in a delegation. */
  'definitions/names': () => Answer<readonly { id: string; name: string }[]>;
  'link/get': () => Answer<LinkView>;
  /** The code that `/baton link` showed in Slack. */
  'link/enter': (input: { code: string }) => Answer<LinkView>;
  'link/remove': () => Answer<LinkView>;
};

export type SlackChannelView = { id: string; name: string; kind: 'public' | 'private' };

export type ConnectionView = {
  teamId: string;
  /** As Slack calls the workspace; `name` is what administrators call it. */
  teamName: string;
  name: string;
  isDefault: boolean;
  installedAt: number;
  /** The account that connected it; unknown for one that was connected by a token. */
  installedBy?: string;
  state: 'healthy' | 'revoked' | 'uninstalled' | 'broken';
  defaultChannel?: { id: string; name: string };
};

export type SlackWarning = { about: string; text: string; remedy: string };

export type SlackView = {
  /** What the site's own Slack app is made from, and Slack's page for a new app filled in with it. */
  manifest: { yaml: string; json: string; createUrl: string };
  scopes: readonly { scope: string; why: string }[];
  /** The client secret itself is never shown; `isOld` says that it should be replaced. */
  client?: { id: string; changedAt: number; isOld: boolean };
  /** The newest last; one that is being replaced still counts until `validUntil`. */
  signingSecrets: readonly { since: number; validUntil?: number; isOld: boolean }[];
  connections: readonly ConnectionView[];
  most: number;
  warnings: readonly SlackWarning[];
};

/** Where the way to Slack's consent page and back stands. */
export type SlackAttemptView =
  | { state: 'waiting' }
  /** `again`: the workspace is connected already, and is authorized anew. */
  | { state: 'ready'; teamName: string; again: boolean }
  | { state: 'refused'; title: string; text: string }
  | { state: 'connected'; teamName: string };

export type SlackCheckView = {
  lines: readonly {
    check: 'token' | 'scopes' | 'channel' | 'mapping' | 'round-trip';
    state: 'ok' | 'problem' | 'skipped';
    text: string;
    remedy?: string;
  }[];
};

export type NotificationStatus = 'pending' | 'sending' | 'sent' | 'updated' | 'fallen-back' | 'suppressed' | 'dead';

export type NotificationView = {
  key: string;
  createdAt: number;
  kind: 'approval-request' | 'reminder' | 'notice' | 'outcome-comment' | 'state-property' | 'effect';
  /** What a notice or effect is about, in words. */
  topic?: string;
  surface: 'slack-message' | 'email' | 'comment' | 'property' | 'change';
  status: NotificationStatus;
  /** Why it did not go the straight way, in words; absent when it did. */
  reason?: string;
  attempts: number;
  /** Nobody for what is written on the subject itself. */
  recipient?: string;
  subjectKey: string;
  approvalId: string;
};

/** A definition as it is exported, imported and edited: its `id` is missing where it is new. */
export type DefinitionForm = Plain<Omit<Draft, 'id'>>;
export type DefinitionView = { id: string; version: number; archived: boolean; form: DefinitionForm };

export type GalleryItem = {
  key: string;
  title: string;
  about: string;
  /** What is left to fill in, as paths into the form, each with what to choose. */
  blanks: readonly { field: string; choose: string }[];
  form: DefinitionForm;
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
  | { configured: false }
  | { configured: true; provider: MailProvider; from: string; changedAt: number };
export type MailProvider = 'postmark' | 'sendgrid' | 'resend';

export type ApiView = { url: string; token?: { createdAt: number; createdBy: string } };

export type Choice = { id: string; name: string };

/** The settings page. Every call is refused unless the caller is a Jira administrator. */
export type AdminApi = {
  'slack/get': () => Answer<SlackView>;
  /** Kept as secrets and never shown again. What is left empty stays as it is. */
  'slack/save-app': (input: { clientId: string; clientSecret?: string; signingSecret?: string }) => Answer<SlackView>;
  /** The former one goes on for a day. */
  'slack/replace-signing-secret': (input: { signingSecret: string }) => Answer<SlackView>;
  'slack/end-overlap': () => Answer<SlackView>;
  /** With `teamId` that workspace is authorized again. `token` stays in this browser, and is asked for later. */
  'slack/begin': (input: { teamId?: string }) => Answer<{
    url: string;
    attempt: string;
    token: string;
    expiresAt: number;
  }>;
  'slack/attempt': (input: { attempt: string; token: string }) => Answer<SlackAttemptView>;
  'slack/claim': (input: { attempt: string; token: string }) => Answer<SlackView>;
  /** The workspace of a bot token, without the way over Slack's consent page. */
  'slack/connect': (input: { botToken: string; signingSecret: string }) => Answer<SlackView>;
  'slack/rename': (input: { teamId: string; name: string }) => Answer<SlackView>;
  'slack/set-default': (input: { teamId: string }) => Answer<SlackView>;
  /** Takes Baton's access back in Slack, then forgets the workspace. */
  'slack/delete': (input: { teamId: string }) => Answer<SlackView>;
  /** Posts a test message. */
  'slack/check': (input: { teamId: string }) => Answer<SlackCheckView>;
  /** Not `complete` where there are more than can be shown. */
  'slack/channels': (input: { teamId: string; query: string }) => Answer<{
    channels: readonly SlackChannelView[];
    complete: boolean;
  }>;
  'slack/check-channel': (input: { teamId: string; channel: string }) => Answer<SlackChannelView & { joins: boolean }>;
  /** Baton joins a public channel that it is not in; null for none. */
  'slack/set-channel': (input: { teamId: string; channel: string | null }) => Answer<SlackView>;
  'definitions/list': (input: { archived?: boolean }) => Answer<readonly DefinitionSummary[]>;
  'definitions/get': (input: { id: string }) => Answer<DefinitionView>;
  /** `definition` is the form, or an exported file; every fault comes back with its path. */
  'definitions/save': (input: { id?: string; definition: unknown }) => Answer<DefinitionView>;
  'definitions/check': (input: { definition: unknown }) => Answer<{ faults: readonly Fault[] }>;
  'definitions/archive': (input: { id: string; archived: boolean }) => Answer<DefinitionSummary>;
  /** What is written to a file. */
  'definitions/export': (input: { id: string }) => Answer<{ fileName: string; json: string }>;
  'definitions/gallery': () => Answer<readonly GalleryItem[]>;
  /** On a work item by its key, or a page by its id. */
  'definitions/dry-run': (input: {
    definition: unknown;
    subject: { kind: 'work-item' | 'page'; id: string };
  }) => Answer<DryRunView>;
  'choices/groups': (input: { query: string }) => Answer<readonly Choice[]>;
  'choices/roles': (input: { project: string }) => Answer<readonly Choice[]>;
  /** Fields of work items; `people` says that a step can ask the people in it. */
  'choices/fields': () => Answer<readonly (Choice & { people: boolean })[]>;
  'choices/projects': (input: { query: string }) => Answer<readonly Choice[]>;
  'choices/spaces': (input: { query: string }) => Answer<readonly Choice[]>;
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
  /** Those who are linked first, then those who were told something of late; a person may come twice. */
  'people/list': (input: { cursor?: string }) => Answer<{ people: readonly PersonView[]; cursor?: string }>;
  'people/settings': () => Answer<PeopleSettings>;
  'people/save-settings': (input: PeopleSettings) => Answer<PeopleSettings>;
  /** Lines of a CSV file, judged again when they are applied. */
  'people/import': (input: { csv: string; apply: boolean }) => Answer<{ lines: readonly MappingLine[] }>;
  'people/export': () => Answer<{ fileName: string; csv: string }>;
  /** Takes the link away; the person is looked for by address again. */
  'people/remove': (input: { accountId: string }) => Answer<PersonView>;
};

/** How it is known who somebody is in Slack, the best first. */
export type LinkTrust = 'verified' | 'admin' | 'email-match';

export type PersonView = {
  accountId: string;
  /** `not-known`: Jira or Slack did not answer. */
  state: 'linked' | 'matched' | 'unreachable' | 'not-known';
  slack?: { user: string; workspace: string };
  trust?: LinkTrust;
  /** When and by whom they were linked. */
  since?: number;
  by?: string;
  /** Why Slack does not reach them, in words. */
  reason?: string;
};

/** The least that has to be known of somebody who acts from Slack. */
export type PeopleSettings = { actTrust: LinkTrust };

export type MappingLine = {
  line: number;
  /** As they stand in the file. */
  account: string;
  slack: string;
  outcome: 'linked' | 'unchanged' | 'refused';
  /** Why it is refused, in words. */
  problem?: string;
};

/** The viewer's own Slack user. */
export type LinkView = {
  slackConnected: boolean;
  link?: { user: string; workspace: string; trust: LinkTrust; since: number };
};
