import type { SandboxClock } from '../clock';
import type { Workspace } from '../world/world';
import type { Arguments } from './arguments';
import type { Installs } from './installs';
import type { Json } from './model';
import type { Limit } from './rates';
import type { AppSettings } from './records';
import { SlackRefusal } from './refusal';
import type { SlackStore } from './store';

/** One call of the Web API, known to come from the app as it is installed in `workspace`. */
export type Call = {
  method: string;
  args: Arguments;
  workspace: Workspace;
  /** The token stands for the whole organisation of the workspace. */
  isOrganisation: boolean;
  app: AppSettings;
  isClientSecret(secret: string): boolean;
  installs: Installs;
  store: SlackStore;
  clock: SandboxClock;
  limit: Limit;
};

/** Answers what goes beside `ok: true`, or throws a SlackRefusal. */
export type Run = (call: Call) => Json;

export function requireScope({ app }: Workspace, needed: string): void {
  if (!app.scopes.includes(needed)) {
    throw new SlackRefusal('missing_scope', { needed, provided: app.scopes.join(',') });
  }
}
