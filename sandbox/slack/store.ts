import { createHash } from 'node:crypto';
import type { SandboxClock } from '../clock';
import type { Documents } from '../documents';
import type { Workspace } from '../world/world';
import type { Channel, SlackMessage, SlackView } from './model';
import type { AppSettings, Code, OrganisationInstall, ResponseUrl, Trigger, WaitingEvent } from './records';

export type Member = Workspace['members'][number];
/** A member of this workspace, or of another one who shares a channel with the app. */
export type Person = Member & { home: Workspace };

export type SlackStore = ReturnType<typeof createStore>;

export function createStore(documents: Documents, clock: SandboxClock) {
  const workspaces = documents.collection<Workspace>('slack-workspace');
  const revoked = documents.collection<{ at: number }>('slack-revoked-token');
  const channels = documents.collection<Channel>('slack-channel');
  const directMessages = documents.collection<{ id: string }>('slack-direct-message');
  const rates = documents.collection<{ since: number; calls: number }>('slack-rate');
  const counts = documents.collection<number>('slack-count');
  const views = documents.collection<SlackView>('slack-view');
  const triggers = documents.collection<Trigger>('slack-trigger');
  const responseUrls = documents.collection<ResponseUrl>('slack-response-url');
  const organisations = documents.collection<OrganisationInstall>('slack-organisation');
  const codes = documents.collection<Code>('slack-code');
  const events = documents.collection<WaitingEvent>('slack-event');
  const formerSecrets = documents.collection<{ until: number }>('slack-former-secret');
  const settings = documents.collection<Partial<AppSettings>>('slack-app');
  const messagesOf = (team: string) => documents.collection<SlackMessage>(`slack-message:${team}`);

  const nextId = (prefix: string) =>
    `${prefix}0${documents.next(`slack-${prefix}`).toString(36).toUpperCase().padStart(8, '0')}`;

  /** Unguessable in the real Slack; here it only looks so, and a run can be repeated. */
  const nextSecret = () =>
    createHash('sha256')
      .update(`secret ${documents.next('slack-secret')}`)
      .digest('hex')
      .slice(0, 32);

  const nextHash = () => `${Math.floor(clock.now() / 1000)}.${documents.next('slack-hash')}`;

  function seed(workspace: Workspace): void {
    workspaces.put(workspace.teamId, workspace);
    for (const { id, name, members, private: hidden, archived = false } of workspace.channels) {
      const newest = channels.get(`${workspace.teamId}/${id}`)?.newest ?? 0;
      const isPrivate = hidden ?? id.startsWith('G');
      putChannel({
        id,
        team: workspace.teamId,
        kind: 'channel',
        name,
        isPrivate,
        isArchived: archived,
        members,
        newest,
      });
    }
  }

  const putChannel = (channel: Channel) => channels.put(`${channel.team}/${channel.id}`, channel);

  function reset(): void {
    for (const { teamId } of workspaces.all()) messagesOf(teamId).clear();
    const all = [
      ...[workspaces, organisations, revoked, channels, directMessages, rates, counts],
      ...[views, triggers, responseUrls, codes, events, settings, formerSecrets],
    ];
    for (const collection of all) collection.clear();
  }

  /** Unique and increasing within its channel, also while the clock stands still. */
  function nextTs(channel: Channel): string {
    const present = channels.get(`${channel.team}/${channel.id}`) ?? channel;
    const newest = Math.max(clock.now() * 1000, present.newest + 1);
    putChannel({ ...present, newest });
    return `${Math.floor(newest / 1e6)}.${String(newest % 1e6).padStart(6, '0')}`;
  }

  function directMessage(workspace: Workspace, user: string): { channel: Channel; created: boolean } {
    const team = workspace.teamId;
    const known = channels.get(`${team}/${directMessages.get(`${team}/${user}`)?.id}`);
    if (known !== undefined) return { channel: known, created: false };

    const id = nextId('D');
    const members = [user, workspace.app.botUserId];
    const channel: Channel = { id, team, kind: 'dm', name: '', isPrivate: true, isArchived: false, members, newest: 0 };
    putChannel(channel);
    directMessages.put(`${team}/${user}`, { id });
    return { channel, created: true };
  }

  function person(workspace: Workspace, userId: string): Person | undefined {
    const member = workspace.members.find((each) => each.userId === userId);
    if (member !== undefined) return { ...member, home: workspace };

    const shared = channels.all().some(({ team, members }) => team === workspace.teamId && members.includes(userId));
    return shared ? stranger(userId) : undefined;
  }

  function stranger(userId: string): Person | undefined {
    for (const home of workspaces.all()) {
      const member = home.members.find((each) => each.userId === userId);
      if (member !== undefined) return { ...member, home };
    }
    return undefined;
  }

  return {
    workspaces,
    revoked,
    views,
    triggers,
    responseUrls,
    organisations,
    codes,
    events,
    settings,
    formerSecrets,
    putChannel,
    rates,
    counts,
    nextId,
    nextSecret,
    nextHash,
    seed,
    reset,
    nextTs,
    directMessage,
    person,
    channels: (team: string) => channels.all().filter((channel) => channel.team === team),
    channel: (team: string, id: string) => channels.get(`${team}/${id}`),
    message: (team: string, channel: string, ts: string) => messagesOf(team).get(`${channel}/${ts}`),
    putMessage: (message: SlackMessage) => messagesOf(message.team).put(`${message.channel}/${message.ts}`, message),
    messages: (team: string) => messagesOf(team).all(),
    allChannels: () => channels.all(),
    byToken: (token: string) => workspaces.all().find(({ app }) => app.installed !== false && app.token === token),
  };
}
