import type { Events } from './events';
import { toApiUser } from './people';
import type { SlackStore } from './store';
import { actorOf } from './who';

type Deps = { store: SlackStore; events: Events };

export type Person = { team: string; user: string; deactivated: boolean };

/** What people change about their workspace, beside the app. */
export function createWorkplace({ store, events }: Deps) {
  function workspaceOf(team: string) {
    const workspace = store.workspaces.get(team);
    if (workspace === undefined) throw new Error(`no workspace ${team}`);
    return workspace;
  }

  function channelOf(team: string, id: string) {
    const channel = store.channel(team, id);
    if (channel === undefined || channel.kind !== 'channel') throw new Error(`no channel ${id} in ${team}`);
    return channel;
  }

  return {
    /** Somebody in the channel brings the bot in. */
    invite({ team, channel: id, user }: { team: string; channel: string; user: string }): void {
      const { workspace } = actorOf(store, team, user);
      const channel = channelOf(team, id);
      const bot = workspace.app.botUserId;
      if (!channel.members.includes(user)) throw new Error(`${user} is not in a channel ${id}`);
      if (channel.isArchived) throw new Error(`${id} is archived`);
      if (workspace.app.installed === false) throw new Error(`the app is not installed in ${team}`);
      if (!channel.members.includes(bot)) store.putChannel({ ...channel, members: [...channel.members, bot] });
    },
    /** A person comes into a channel. */
    join({ team, channel: id, user }: { team: string; channel: string; user: string }): void {
      const channel = channelOf(team, id);
      if (!channel.members.includes(user)) store.putChannel({ ...channel, members: [...channel.members, user] });
    },
    /** A person goes out of a channel, or is taken out of it; so may the bot. */
    leave({ team, channel: id, user }: { team: string; channel: string; user: string }): void {
      const channel = channelOf(team, id);
      store.putChannel({ ...channel, members: channel.members.filter((each) => each !== user) });
    },
    archive({ team, channel, archived }: { team: string; channel: string; archived: boolean }): void {
      store.putChannel({ ...channelOf(team, channel), isArchived: archived });
    },
    /** Its owners close the workspace, or open it again. */
    disable({ team, disabled }: { team: string; disabled: boolean }): void {
      store.workspaces.put(team, { ...workspaceOf(team), disabled });
    },
    /** An administrator deactivates an account, or brings it back. */
    deactivate({ team, user, deactivated }: Person): void {
      const workspace = workspaceOf(team);
      const found = workspace.members.find(({ userId }) => userId === user);
      if (found === undefined) throw new Error(`nobody in ${team} is ${user}`);
      const changed = { ...found, deactivated };
      const members = workspace.members.map((member) => (member.userId === user ? changed : member));
      store.workspaces.put(team, { ...workspace, members });

      const { scopes } = workspace.app;
      if (!scopes.includes('users:read')) return;
      const person = toApiUser({ ...changed, home: workspace }, scopes.includes('users:read.email'));
      events.emit(workspace, { type: 'user_change', user: person });
    },
  };
}
