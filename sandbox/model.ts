import type { Faults } from './faults';
import type { DrainReport } from './forge/agenda';
import type { AutomationCall, AutomationResult } from './forge/automation';
import type { AppModule } from './forge/functions';
import type { Turnstile } from './forge/gate';
import type { Invocation } from './forge/meter';
import type { ResolverCall } from './forge/resolvers';
import type { Parts, PartsDeps } from './parts';
import type { SandboxState } from './state';
import type { ProductEvent } from './twin';
import type { World } from './world/world';

export type SandboxOptions = {
  seed?: number;
  /** A path, or `:memory:`, which it is without one. */
  database?: string;
  clock?: 'manual' | 'running';
  startAt?: number;
  world?: World;
  /** Serves over loopback; 0 takes any free port. */
  port?: number;
  /** Environment variables of the app. */
  env?: Record<string, string>;
  /** Instead of src/, for tests of the host. */
  app?: AppModule;
  /** YAML, instead of manifest.yml. */
  manifest?: string;
  turnstile?: Turnstile;
  indexLagMs?: number;
  /** False leaves the app as it is after its installation. */
  prepare?: boolean;
  log?: (line: string) => void;
};

export type WebTriggerInit = { method?: string; headers?: Record<string, string | string[]>; body?: string };

export type Sandbox = Pick<Parts, 'jira' | 'confluence' | 'slack' | 'mail' | 'kvs' | 'world' | 'signingSecret'> & {
  url?: string;
  clock: PartsDeps['clock'];
  faults: Faults;
  /** What the bridge's `invoke` does. */
  invoke(call: ResolverCall): Promise<unknown>;
  webTrigger(url: string, init: WebTriggerInit): Promise<Response>;
  event(product: 'jira' | 'confluence' | 'forge', event: ProductEvent): void;
  /** Runs an action as a rule of Atlassian Automation would. */
  automate(call: AutomationCall): Promise<AutomationResult>;
  /** Runs queues and due schedules until still. */
  drain(): Promise<DrainReport>;
  /** Runs at most one due piece of work, chosen by the seed; false when nothing is due. */
  step(): Promise<boolean>;
  state(): SandboxState;
  invocations(): readonly Invocation[];
  reset(options?: { seed?: number; world?: World }): Promise<void>;
  close(): Promise<void>;
};
