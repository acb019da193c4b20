import type { Workspace } from '../world/world';
import type { SlackView } from './model';
import type { Person, SlackStore } from './store';

/** People only do what they can: anything else is a mistake of the caller, and thrown. */
export function actorOf(store: SlackStore, team: string, user: string): { workspace: Workspace; person: Person } {
  const workspace = store.workspaces.get(team);
  if (workspace === undefined) throw new Error(`no workspace ${team}`);
  const person = store.person(workspace, user);
  if (person === undefined || person.deactivated === true) throw new Error(`nobody active is ${user}`);
  if (person.bot === true) throw new Error(`${user} is a bot`);
  return { workspace, person };
}

export function ownerOf(store: SlackStore, viewId: string, user: string) {
  const view: SlackView | undefined = store.views.get(viewId);
  if (view === undefined || view.user !== user) throw new Error(`${user} has no open view ${viewId}`);
  return { view, ...actorOf(store, view.team, user) };
}
