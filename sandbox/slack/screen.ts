import type { Channel, SlackMessage, SlackScreen } from './model';
import type { SlackStore } from './store';

export function canSee(user: string, channel: Channel, message: SlackMessage): boolean {
  const isAddressed = message.ephemeralTo === undefined || message.ephemeralTo === user;
  return channel.members.includes(user) && message.deletedAt === undefined && isAddressed;
}

export function openScreen(store: SlackStore, { team, user }: { team: string; user: string }): SlackScreen {
  const workspace = store.workspaces.get(team);
  if (workspace === undefined) throw new Error(`no workspace ${team}`);
  const person = store.person(workspace, user);
  if (person === undefined) throw new Error(`nobody in ${team} is ${user}`);

  const messages = store.messages(team);
  const seenIn = (channel: Channel) =>
    messages
      .filter((message) => message.channel === channel.id && canSee(user, channel, message))
      .sort((one, other) => Number(one.ts) - Number(other.ts));
  return {
    team: { id: team, name: workspace.name },
    user: { id: user, name: person.name },
    conversations: store
      .channels(team)
      .filter(({ members }) => members.includes(user))
      .map((channel) => ({ id: channel.id, name: channel.name, kind: channel.kind, messages: seenIn(channel) })),
    views: store.views.all().filter((view) => view.team === team && view.user === user),
  };
}
