import type { SandboxClock } from '../clock';
import type { Workspace } from '../world/world';
import type { Events } from './events';
import type { SlackStore } from './store';

type Deps = { store: SlackStore; clock: SandboxClock; events: Events };
export type Installs = ReturnType<typeof createInstalls>;

/** In which order Slack tells of an uninstallation; both happen. */
export type Order = 'tokens-first' | 'uninstalled-first';

/** The app in its workspaces: how it comes, and how it goes. */
export function createInstalls({ store, clock, events }: Deps) {
  function find(team: string): Workspace {
    const workspace = store.workspaces.get(team);
    if (workspace === undefined) throw new Error(`no workspace ${team}`);
    return workspace;
  }

  /** Again, the app keeps its token and its scopes become more; after it was gone, the token is a new one. */
  function install(team: string, scopes: readonly string[]): Workspace {
    const workspace = find(team);
    const { app } = workspace;
    const isAlive = app.installed !== false && store.revoked.get(app.token) === undefined;
    const token = isAlive ? app.token : `xoxb-${store.nextSecret()}`;
    const granted = isAlive ? [...new Set([...app.scopes, ...scopes])] : [...scopes];
    const installed = { ...workspace, app: { ...app, token, scopes: granted, installed: true } };
    store.workspaces.put(team, installed);
    return installed;
  }

  function kill(workspace: Workspace): void {
    store.revoked.put(workspace.app.token, { at: clock.now() });
  }

  /** The bot token is dead from now on; the app is still listed. */
  function revoke(team: string): void {
    const workspace = find(team);
    kill(workspace);
    tellRevoked(workspace, { bot: [workspace.app.botUserId], oauth: [] });
  }

  /** A person takes back a token of their own: none that the bot uses. */
  function revokeOfUser(team: string, user: string): void {
    tellRevoked(find(team), { bot: [], oauth: [user] });
  }

  const tellRevoked = (workspace: Workspace, tokens: { bot: string[]; oauth: string[] }) =>
    events.emit(workspace, { type: 'tokens_revoked', tokens });

  /** The bot leaves its channels. */
  function uninstall(team: string, order: Order = 'tokens-first'): void {
    const workspace = find(team);
    const { app } = workspace;
    if (app.installed === false) throw new Error(`the app is not installed in ${team}`);
    kill(workspace);
    store.workspaces.put(team, { ...workspace, app: { ...app, installed: false } });
    for (const channel of store.channels(team).filter(({ kind }) => kind === 'channel')) {
      store.putChannel({ ...channel, members: channel.members.filter((member) => member !== app.botUserId) });
    }

    const told = [
      () => tellRevoked(workspace, { bot: [app.botUserId], oauth: [] }),
      () => events.emit(workspace, { type: 'app_uninstalled' }),
    ];
    for (const tell of order === 'tokens-first' ? told : told.reverse()) tell();
  }

  return { install, revoke, revokeOfUser, uninstall };
}
