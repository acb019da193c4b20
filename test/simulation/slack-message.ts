import type { Sandbox } from '../../sandbox/sandbox';
import type { SlackMessage } from '../../sandbox/slack/slack';
import { everybody, hasSlack, slackOf, TEAM } from './cast';

type SeenButton = { readonly id: string; readonly value: string };

/** A message of the app as it stands in somebody's Slack, read without any help of the app. */
export type SeenMessage = {
  /** A request asks for a decision, or did; notices and reminders do not. */
  readonly isRequest: boolean;
  readonly plan: string;
  readonly step: string;
  readonly headline: string;
  readonly handle: string;
  readonly channel: string;
  readonly ts: string;
  readonly postedAt: number;
  /** Those that decide. */
  readonly choices: readonly SeenButton[];
  /** By which the app knows it again. */
  readonly token: string | undefined;
};

export function messagesIn(sandbox: Sandbox): readonly SeenMessage[] {
  const messages = sandbox.slack
    .messages(TEAM)
    .filter(({ ephemeralTo, botId }) => ephemeralTo === undefined && botId !== undefined);
  const owners = ownersOf(
    sandbox,
    messages.map(({ channel }) => channel),
  );
  return messages.map((message) => read(message, owners.get(message.channel) ?? 'nobody'));
}

/** Whose direct messages a channel holds never changes, so everybody's Slack is opened for a new channel only. */
const known = new WeakMap<Sandbox, ReadonlyMap<string, string>>();

function ownersOf(sandbox: Sandbox, channels: readonly string[]): ReadonlyMap<string, string> {
  const before = known.get(sandbox);
  if (before !== undefined && channels.every((channel) => before.has(channel))) return before;

  const owners = new Map(
    everybody.filter(hasSlack).flatMap((handle) => {
      const { conversations } = sandbox.slack.open({ team: TEAM, user: slackOf(handle) });
      return conversations.filter(({ kind }) => kind === 'dm').map(({ id }) => [id, handle] as const);
    }),
  );
  known.set(sandbox, owners);
  return owners;
}

export const clickable = (messages: readonly SeenMessage[]) => messages.filter(({ choices }) => choices.length > 0);

const KINDS = ['approve', 'reject', 'request-changes', 'abstain', 'vote'];
export const kindOfChoice = (id: string) => id.replace(/-form$/, '');

function read(message: SlackMessage, handle: string): SeenMessage {
  const texts = message.blocks.flatMap(textsOf);
  const [title = ''] = texts;
  const at = title.lastIndexOf(': ');
  const buttons = message.blocks.flatMap(buttonsOf);
  const choices = buttons.filter(({ id }) => KINDS.includes(kindOfChoice(id)) || id === 'withdraw');
  return {
    isRequest: message.blocks.some(({ block_id }) => block_id.startsWith('actions-')),
    headline: title.slice(0, at),
    plan: title.slice(at + 2),
    step: texts.find((text) => text.startsWith('Step: '))?.slice('Step: '.length) ?? '',
    handle,
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
