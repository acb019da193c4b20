import { type Deps as AccessDeps, createAdminAccess } from './admin-access';
import { type Deps as ChoiceDeps, createAdminChoices } from './admin-choices';
import { type Administrator, createAdminDefinitions, type Deps as DefinitionDeps } from './admin-definitions';
import { createAdminDryRun, type Deps as DryRunDeps } from './admin-dry-run';
import { createAdminHistory, type Deps as HistoryDeps } from './admin-history';
import { createAdminPeople, type Deps as PeopleDeps } from './admin-people';
import { createAdminSlack, type Deps as SlackDeps } from './admin-slack';
import { type Refused, refused, type Served, type Told } from './answer';
import type { AdminApi } from './contract';
import { createReadDraft, type Deps as DraftDeps } from './draft-input';
import { NOT_ADMIN } from './words-refused';

type Deps = { isAdmin: () => Promise<boolean> } & SlackDeps &
  DraftDeps &
  Omit<DefinitionDeps & DryRunDeps, 'readDraft'> &
  ChoiceDeps &
  HistoryDeps &
  AccessDeps &
  PeopleDeps;

type Calls = Served<AdminApi, Administrator>;

/** The calls of the settings page. Whoever can load a page can call its resolver, so each asks Jira who the caller is. */
export function createAdminApi(deps: Deps) {
  const parts = { ...deps, readDraft: createReadDraft(deps) };
  const calls: Calls = {
    ...createAdminSlack(parts),
    ...createAdminDefinitions(parts),
    ...createAdminDryRun(parts),
    ...createAdminChoices(parts),
    ...createAdminHistory(parts),
    ...createAdminAccess(parts),
    ...createAdminPeople(parts),
  };

  /** The only way in: before it nothing is parsed, and nothing is read. */
  return async function administer<Call extends keyof AdminApi>(
    call: Call,
    caller: Administrator,
    payload: unknown,
  ): Promise<Told<AdminApi[Call]> | Refused> {
    return (await deps.isAdmin()) ? calls[call](caller, payload) : refused(NOT_ADMIN);
  };
}
