import type { Sandbox } from '../../sandbox/sandbox';
import type { SlackMessage } from '../../sandbox/slack/slack';
import { CHANNELS, membersOf, slackOf, TEAM, TEAMS } from './cast';

type SeenButton = { readonly id: string; readonly value: string };

/** A message of the app as it stands in somebody's Slack, read without any help of the app. */
export type SeenMessage = {
  /** A request asks for a decision, or did; notices and reminders do not. */
  readonly isRequest: boolean;
  readonly plan: string;
  readonly step: string;
  readonly headline: string;
  readonly handle: string;
  readonly team: string;
  readonly channel: string;
  readonly ts: string;
  readonly postedAt: number;
  /** How much of the approval's log it shows; zero where it is no request. */
  readonly shown: number;
  /** Those that decide. */
  readonly choices: readonly SeenButton[];
  /** By which the app knows it again. */
  readonly token: string | undefined;
};

const isOfApp = ({ ephemeralTo, botId }: SlackMessage) => ephemeralTo === undefined && botId !== undefined;
const isInChannel = ({ channel }: Pick<SlackMessage, 'channel'>) => CHANNELS.some(({ id }) => id === channel);

export const messagesIn = (sandbox: Sandbox): readonly SeenMessage[] =>
  TEAMS.flatMap((team) => {
    const messages = sandbox.slack.messages(team).filter((each) => isOfApp(each) && !isInChannel(each));
    const owners = ownersOf(sandbox, team, new Set(messages.map(({ channel }) => channel)));
    return messages.map((message) => read(message, owners.get(message.channel) ?? 'nobody'));
  });

/** What is said under a message in a channel. */
export type SeenReply = Pick<SlackMessage, 'channel' | 'ts' | 'threadTs' | 'postedAt' | 'text'>;

/** What stands in the channels where people are asked together; it is nobody's own. */
export function inChannels(sandbox: Sandbox): {
  readonly requests: readonly SeenMessage[];
  readonly replies: readonly SeenReply[];
} {
  const all = sandbox.slack.messages(TEAM).filter((each) => isOfApp(each) && isInChannel(each));
  return {
    requests: all.filter(({ threadTs }) => threadTs === undefined).map((message) => read(message, 'nobody')),
    replies: all.filter(({ threadTs }) => threadTs !== undefined),
  };
}

/** Whose direct messages a channel holds never changes, so everybody's Slack is opened for a new channel only. */
const known = new WeakMap<Sandbox, Map<string, ReadonlyMap<string, string>>>();

function ownersOf(sandbox: Sandbox, team: string, channels: ReadonlySet<string>): ReadonlyMap<string, string> {
  const teams = known.get(sandbox) ?? new Map<string, ReadonlyMap<string, string>>();
  known.set(sandbox, teams);
  const before = teams.get(team);
  if (before !== undefined && [...channels].every((channel) => before.has(channel))) return before;

  const here = new Set(
    sandbox.slack
      .workspaces()
      .find(({ teamId }) => teamId === team)
      ?.members.map(userOf),
  );
  const owners = new Map(
    membersOf(team)
      .filter((handle) => here.has(slackOf(handle, team)))
      .flatMap((handle) => {
        const { conversations } = sandbox.slack.open({ team, user: slackOf(handle, team) });
        return conversations.filter(({ kind }) => kind === 'dm').map(({ id }) => [id, handle] as const);
      }),
  );
  teams.set(team, owners);
  return owners;
}

const userOf = ({ userId }: { userId: string }) => userId;

export const clickable = (messages: readonly SeenMessage[]) => messages.filter(({ choices }) => choices.length > 0);

const KINDS = ['approve', 'reject', 'request-changes', 'abstain', 'vote'];
export const kindOfChoice = (id: string) => id.replace(/-form$/, '');

function read(message: SlackMessage, handle: string): SeenMessage {
  const texts = message.blocks.flatMap(textsOf);
  const [title = ''] = texts;
  const at = title.lastIndexOf(': ');
  const buttons = message.blocks.flatMap(buttonsOf);
  const shown = message.blocks.flatMap(({ block_id }) => /^actions-(\d+)/.exec(block_id)?.[1] ?? [])[0];
  const choices = buttons.filter(({ id }) => KINDS.includes(kindOfChoice(id)) || id === 'withdraw');
  return {
    isRequest: shown !== undefined,
    shown: Number(shown ?? 0),
    headline: title.slice(0, at),
    plan: title.slice(at + 2),
    step: texts.find((text) => text.startsWith('Step: '))?.slice('Step: '.length) ?? '',
    handle,
    team: message.team,
    channel: message.channel,
    ts: message.ts,
    postedAt: message.postedAt,
    choices,
    token: buttons.find(({ value }) => value !== '')?.value,
  };
}

function textsOf(block: Record<string, unknown>): string[] {
  const elements = block.type === 'context' && Array.isArray(block.elements) ? block.elements : [block.text];
  return elements.flatMap((each: unknown) => textOf(each) ?? []);
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'object' && value !== null && 'text' in value ? value.text : undefined;
  return typeof text === 'string' ? text : undefined;
}

function buttonsOf(block: Record<string, unknown>): SeenButton[] {
  if (block.type !== 'actions' || !Array.isArray(block.elements)) return [];
  return block.elements.map((each: { action_id?: unknown; value?: unknown }) => ({
    id: String(each.action_id),
    value: String(each.value ?? ''),
  }));
}
