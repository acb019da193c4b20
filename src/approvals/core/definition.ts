import type { AccountId, DefinitionId, PersonId, SlackTeamId } from '../../shared/brand';

/** Who is asked. Groups, fields, roles and permissions are looked up when the step is reached, and again while it runs. */
export type Asked =
  | { readonly type: 'user'; readonly people: readonly AccountId[] }
  | { readonly type: 'group'; readonly groups: readonly { readonly id: string; readonly name: string }[] }
  /** A user or group field of the work item. */
  | { readonly type: 'field'; readonly field: { readonly id: string; readonly name: string } }
  /** A role in the work item's project. */
  | { readonly type: 'role'; readonly role: { readonly id: string; readonly name: string } }
  /** Everybody who may do this in the page's space. */
  | { readonly type: 'space-permission'; readonly permission: SpacePermission }
  /** People without an Atlassian account. */
  | { readonly type: 'external'; readonly emails: readonly string[] };

export type SpacePermission = 'administer-space' | 'create-page' | 'delete-page';

/** How many have to agree. Abstentions do not count as voters of `all` and `percent`. */
export type Rule =
  | { readonly type: 'all' }
  | { readonly type: 'any' }
  | { readonly type: 'number'; readonly pass: number }
  /** 1 to 100, rounded up. */
  | { readonly type: 'percent'; readonly percent: number }
  /** Everybody has answered, and at least one approved. */
  | { readonly type: 'all-responded' }
  /** Each of these people approved. */
  | { readonly type: 'named'; readonly people: readonly PersonId[] };

export type Quorum =
  | (Rule & {
      /** So many rejections fail the step; without it, it fails as soon as rejections have made the rule unreachable. */
      readonly fail?: number;
    })
  /** It is enough that one of the rules is met. */
  | { readonly type: 'any-of'; readonly rules: readonly Rule[]; readonly fail?: number };

export type Vote = {
  readonly options: readonly { readonly name: string /** Winning it rejects the step. */; readonly rejects: boolean }[];
  readonly choice: 'single' | 'multiple';
  /** What becomes of options with the same number of votes. `moderator` leaves it to the moderator. */
  readonly tie: 'first' | 'reject' | 'moderator' | 'deadlock';
  /** Closes the vote, at any time; then the quorum alone does not. */
  readonly moderator?: AccountId;
};

export type Exclusion = 'requester' | 'assignee' | 'reporter' | 'last-editor';

export type Condition =
  | { readonly op: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly op: 'not'; readonly of: Condition }
  /** One of the fact's values is one of these; upper and lower case are the same. */
  | { readonly op: 'is'; readonly fact: string; readonly values: readonly string[] }
  | { readonly op: 'exists'; readonly fact: string }
  | { readonly op: 'at-least' | 'below'; readonly fact: string; readonly value: number };

/** Working time: without it every minute counts. `day` is 1 for Monday to 7; times are `HH:MM` in the zone. */
export type Calendar = {
  readonly timeZone: string;
  readonly hours: readonly { readonly day: number; readonly from: string; readonly to: string }[];
  /** `YYYY-MM-DD`. */
  readonly holidays: readonly string[];
};

/** All minutes are working time after the opening of the step, but for `remindBeforeMinutes`: before it is due. */
export type Deadline = {
  readonly dueInMinutes: number;
  readonly remindBeforeMinutes: readonly number[];
  /** Each level adds a person whose decision alone closes the step. */
  readonly escalate: readonly { readonly afterMinutes: number; readonly to: AccountId }[];
  readonly onExpiry: 'expire' | 'approve' | 'reject';
};

export const DELIVERY_MODES = ['direct', 'channel', 'both'] as const;
export type DeliveryMode = (typeof DELIVERY_MODES)[number];

/** Where people are asked in Slack: each in a direct message, all together in a channel, or both. */
export type Delivery = {
  readonly mode: DeliveryMode;
  /** Without it the site's default workspace. */
  readonly workspace?: SlackTeamId;
  /** Of that workspace; without it, the workspace's default channel. */
  readonly channel?: { readonly id: string; readonly name: string };
};

export type StepDefinition = {
  readonly name: string;
  /** Runs at the same time as the step before it. */
  readonly together: boolean;
  readonly asks: Asked;
  readonly quorum: Quorum;
  /** Makes it a vote: the people choose among options, and the quorum counts who has voted. */
  readonly vote?: Vote;
  readonly allow: { readonly requestChanges: boolean; readonly abstain: boolean };
  readonly comment: 'never' | 'on-reject' | 'always';
  readonly exclude: readonly Exclusion[];
  /** Left out where this does not hold when the approval starts. */
  readonly when?: Condition;
  readonly deadline?: Deadline;
  /** Instead of what holds for the whole approval. */
  readonly delivery?: Delivery;
};

/** What a change of the subject means. */
export type ChangePolicy = {
  readonly onChange: 'ignore' | 'tell' | 'mark' | 'ask-again';
  /** Parts that matter: field ids of a work item, `title` and `body` of a page. None means summary, description, title, body. */
  readonly parts: readonly string[];
  readonly ignoreMinorEdits: boolean;
  readonly ignoreWhitespace: boolean;
};

export type Effect =
  | { readonly type: 'transition'; readonly to: string }
  | { readonly type: 'set-field'; readonly field: string; readonly value: string }
  | { readonly type: 'add-label'; readonly label: string }
  | { readonly type: 'comment'; readonly text: string };

export type Scope =
  | { readonly type: 'global' }
  | { readonly type: 'chosen'; readonly projects: readonly string[]; readonly spaces: readonly string[] };

/** What holds for the whole approval; a running approval keeps these of the version it started with. */
export type Terms = {
  readonly calendar?: Calendar;
  readonly changes: ChangePolicy;
  /** Who decided may take it back within so many minutes, also when it closed the step. 0 to 60. */
  readonly undoMinutes: number;
  readonly validity?: { readonly days: number; readonly renewDaysBefore: number };
  readonly onApproved: readonly Effect[];
  readonly onRejected: readonly Effect[];
  /** Instead of what holds for the site. */
  readonly delivery?: Delivery;
};

export type Definition = {
  readonly id: DefinitionId;
  readonly version: number;
  readonly name: string;
  readonly description: string;
  /** Who saved it last: told when an approval cannot go on. */
  readonly owner: AccountId;
  readonly scope: Scope;
  readonly steps: readonly StepDefinition[];
  /** Starts by itself on every subject in scope for which this comes true. */
  readonly startWhen?: Condition;
  readonly terms: Terms;
};

/** A definition before it was saved. */
export type Draft = Omit<Definition, 'id' | 'version' | 'owner'> & { readonly id?: DefinitionId };

/** An approval holds at most this many people, so that its record stays well under 240 KiB. */
export const MAX_PEOPLE = 100;
export const MAX_STEPS = 50;
export const MAX_OPTIONS = 20;
