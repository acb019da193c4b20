import type { App } from './app-settings';
import { commandsIn } from './commands';
import type { Channel, SlackMessage, SlackScreen } from './model';
import type { SlackStore } from './store';
import { homeOf } from './views';

export function canSee(user: string, channel: Channel, message: SlackMessage): boolean {
  const isAddressed = message.ephemeralTo === undefined || message.ephemeralTo === user;
  return channel.members.includes(user) && message.deletedAt === undefined && isAddressed;
}

/** What one person sees; channels that another workspace shares with theirs come last. */
export function openScreen(store: SlackStore, app: App, { team, user }: { team: string; user: string }): SlackScreen {
  const workspace = store.workspaces.get(team);
  if (workspace === undefined) throw new Error(`no workspace ${team}`);
  const person = store.person(workspace, user);
  if (person === undefined) throw new Error(`nobody in ${team} is ${user}`);

  const seenIn = (channel: Channel) =>
    store
      .messages(channel.team)
      .filter((message) => message.channel === channel.id && canSee(user, channel, message))
      .sort((one, other) => Number(one.ts) - Number(other.ts));
  const isShared = (channel: Channel) => channel.team !== team && person.home.teamId === team;
  const channels = store.allChannels().filter(({ members }) => members.includes(user));
  const seen = [...channels.filter((each) => each.team === team), ...channels.filter(isShared)];
  const home = homeOf(store, team, user);
  return {
    team: { id: team, name: workspace.name },
    user: { id: user, name: person.name },
    conversations: seen.map((channel) => {
      const { id, name, kind, isPrivate, isArchived } = channel;
      return { id, team: channel.team, name, kind, isPrivate, isArchived, messages: seenIn(channel) };
    }),
    views: store.views.all().filter((view) => view.type === 'modal' && view.team === team && view.user === user),
    ...(home === undefined ? {} : { home }),
    commands: commandsIn(app, store, team),
    hasApp: workspace.app.installed !== false,
  };
}
