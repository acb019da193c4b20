import type { Place } from './cast';

/** What an administrator writes, in people's short names, and in types of our own: the app's are not believed. */
export type PlannedRule = {
  readonly type: 'all' | 'any' | 'number' | 'percent' | 'all-responded' | 'named';
  readonly pass?: number;
  readonly percent?: number;
  readonly people?: readonly string[];
};
export type PlannedQuorum = (PlannedRule | { readonly type: 'any-of'; readonly rules: readonly PlannedRule[] }) & {
  readonly fail?: number;
};
export type PlannedVote = {
  readonly options: readonly { readonly name: string; readonly rejects: boolean }[];
  readonly choice: 'single' | 'multiple';
  readonly tie: 'first' | 'reject' | 'moderator' | 'deadlock';
  readonly moderator?: string;
};
export type PlannedDeadline = {
  readonly dueInMinutes: number;
  readonly remindBeforeMinutes: readonly number[];
  readonly escalate: readonly { readonly afterMinutes: number; readonly to: string }[];
  readonly onExpiry: 'expire' | 'approve' | 'reject';
};
export type Asks =
  | { readonly type: 'user' | 'external'; readonly people: readonly string[] }
  | { readonly type: 'group'; readonly group: number }
  | { readonly type: 'field' | 'role' }
  | { readonly type: 'space-permission'; readonly permission: 'administer-space' | 'create-page' };
export type Exclusion = 'requester' | 'assignee' | 'reporter' | 'last-editor';

/** Where people are asked in Slack. */
export type PlannedDelivery = {
  readonly mode: 'direct' | 'channel' | 'both';
  readonly workspace: string;
  readonly channel?: { readonly id: string; readonly name: string };
};

export type PlannedStep = {
  readonly name: string;
  readonly together: boolean;
  readonly asks: Asks;
  readonly quorum: PlannedQuorum;
  readonly vote?: PlannedVote;
  readonly allow: { readonly requestChanges: boolean; readonly abstain: boolean };
  readonly comment: 'never' | 'on-reject' | 'always';
  readonly exclude: readonly Exclusion[];
  /** A condition, and whether it holds where the approval is started. */
  readonly when?: { readonly condition: unknown; readonly holds: boolean };
  readonly deadline?: PlannedDeadline;
  readonly delivery?: PlannedDelivery;
};

/**
 * An approval that somebody means to start. Its definition is its own, so that whatever is written anywhere can be told
 * apart by the definition's name.
 */
export type Plan = {
  readonly name: string;
  readonly steps: readonly PlannedStep[];
  readonly place: Place;
  readonly requester: string;
  readonly requestId: string;
  /** Starts by itself where this label is put on its subject. */
  readonly label?: string;
  readonly terms: {
    readonly undoMinutes: number;
    readonly onChange: 'ignore' | 'tell' | 'mark' | 'ask-again';
    readonly ignoreMinorEdits: boolean;
    readonly validity?: { readonly days: number; readonly renewDaysBefore: number };
    readonly effects: boolean;
    readonly officeHours: boolean;
    readonly delivery?: PlannedDelivery;
  };
};
