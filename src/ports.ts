import type { Instant } from './shared/brand';

/** What the outside must provide. Two hosts do: Forge, and the sandbox that answers as Forge does. */

export interface Clock {
  now(): Instant;
}

/**
 * Waits for half of it at least and all of it at most, as chance has it, so that those who were in each other's way do
 * not come back together. An invocation is not given more time for it.
 */
export type Wait = (mostMs: number) => Promise<void>;

export interface Ids {
  /** A fresh id such as `def-4f0b…`, made of letters, digits and `-`. */
  next(prefix: string): string;
}

export type EntityName =
  | 'approval'
  | 'notification'
  | 'audit'
  | 'definition'
  | 'subject'
  | 'delegation'
  | 'preference'
  | 'lease'
  | 'link';

/** A stored entity: indexed attributes, and `data`, which carries a version number of its own inside. */
export type EntityValue = { readonly data: unknown } & Readonly<Record<string, unknown>>;

/** One write of a commit. `ifVersion` demands that the stored attribute `version` still has this value. */
export type EntityWrite = {
  readonly entity: EntityName;
  readonly key: string;
  readonly value: EntityValue;
  readonly ifVersion?: number;
};

/** A plain key where no entity is named. */
export type StoreRef = { readonly key: string; readonly entity?: EntityName };

export type EntityQuery = {
  readonly entity: EntityName;
  readonly index: string;
  readonly partition?: readonly string[];
  readonly range?: { readonly from: number; readonly to: number };
  readonly descending?: boolean;
  /** At most 100. */
  readonly limit: number;
  readonly cursor?: string;
};

export type EntityPage = {
  readonly rows: readonly { readonly key: string; readonly value: unknown }[];
  readonly cursor?: string;
};

/**
 * Shaped by what Forge's key-value store promises, not by what a Map can do: single keys are read exactly, queries lag
 * behind, a time to live is a minimum, and a commit is all or nothing over at most 25 keys.
 * https://developer.atlassian.com/platform/forge/runtime-reference/storage-api/
 */
export interface Store {
  getEntity(entity: EntityName, key: string): Promise<unknown>;
  /** Plain keys and entities together, by key; what does not exist is missing from the map. */
  getMany(refs: readonly StoreRef[]): Promise<ReadonlyMap<string, unknown>>;
  /** Plain keys only; they are a cache, so each has a time to live. */
  setMany(entries: readonly { readonly key: string; readonly value: unknown }[], ttlSeconds: number): Promise<void>;
  getSecret(key: string): Promise<unknown>;
  setSecret(key: string, value: unknown): Promise<void>;

  /** Writes only where nothing stands yet. */
  createEntity(entity: EntityName, key: string, value: EntityValue): Promise<'created' | 'exists'>;
  /** All or nothing; `conflict` when any `ifVersion` no longer holds. */
  commit(writes: readonly EntityWrite[]): Promise<'committed' | 'conflict'>;
  /** Rows in index order; a page may be empty and still have a cursor. */
  query(query: EntityQuery): Promise<EntityPage>;
}

export type QueueName = 'commands' | 'relay' | 'delivery';

export interface TaskQueue {
  /** Delivered at least once, in any order, after `delaySeconds` (at most 900). */
  push(queue: QueueName, task: Readonly<Record<string, unknown>>, delaySeconds?: number): Promise<void>;
}

/** The network, for Slack. A rejection means that no answer was seen. */
export type HttpFetch = (url: string, init?: RequestInit) => Promise<Response>;

export type ProductRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Segments are encoded one by one, so that no value can leave its place. */
  readonly path: readonly string[];
  readonly query?: readonly (readonly [string, string])[];
  readonly body?: unknown;
};

export type ProductResponse = {
  readonly status: number;
  readonly retryAfterSeconds?: number;
  readonly body: unknown;
};

/** A product's REST API, as the app or as the person of the present invocation. */
export interface ProductApi {
  asApp(request: ProductRequest): Promise<ProductResponse>;
  asUser(request: ProductRequest): Promise<ProductResponse>;
}

/** One structured line each. Fields carry ids and codes, never tokens, e-mail addresses or message text. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** What the outside world can call, by the keys of the manifest. */
export type WebTriggerKey =
  | 'slack-interactions'
  | 'slack-commands'
  | 'slack-events'
  | 'slack-oauth'
  | 'external-approval'
  | 'approvals-api';

export type Ports = {
  /** Names this invocation in logs and, for what it decides, in the audit log. */
  readonly correlation: string;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly ids: Ids;
  readonly store: Store;
  readonly queue: TaskQueue;
  readonly http: HttpFetch;
  readonly jira: ProductApi;
  /** Answers 404 where Confluence is not installed. */
  readonly confluence: ProductApi;
  readonly log: Log;
  /** The public URL of one of the app's web triggers. */
  readonly webTriggerUrl: (key: WebTriggerKey) => Promise<string>;
  /** Below the site's address: where Jira shows the app's own page, My approvals. */
  readonly globalPagePath: () => string;
};
