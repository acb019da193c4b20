import type { Sandbox } from '../../sandbox/sandbox';
import type { SlackMessage } from '../../sandbox/slack/slack';
import { everybody, hasSlack, type Plan, slackOf, TEAM } from './cast';

/** A request as it stands in somebody's Slack, read without any help of the app. */
export type SeenRequest = {
  readonly plan: string;
  readonly step: string;
  readonly headline: string;
  readonly facts: readonly string[];
  readonly handle: string;
  readonly channel: string;
  readonly ts: string;
  readonly postedAt: number;
  /** What the buttons of the message carry; absent where it has none. */
  readonly token: string | undefined;
};

export function requestsIn(sandbox: Sandbox): readonly SeenRequest[] {
  const messages = sandbox.slack.messages(TEAM).filter(({ ephemeralTo }) => ephemeralTo === undefined);
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

export const clickable = (requests: readonly SeenRequest[]) => requests.filter(({ token }) => token !== undefined);

export const isAbout =
  ({ name }: Plan, step: string, handle: string) =>
  (seen: SeenRequest) =>
    seen.plan === name && seen.step === step && seen.handle === handle;

function read(message: SlackMessage, handle: string): SeenRequest {
  const texts = message.blocks.flatMap(textsOf);
  const [title = ''] = texts;
  const at = title.lastIndexOf(': ');
  return {
    headline: title.slice(0, at),
    plan: title.slice(at + 2),
    step: texts.find((text) => text.startsWith('Step: '))?.slice('Step: '.length) ?? '',
    facts: texts,
    handle,
    channel: message.channel,
    ts: message.ts,
    postedAt: message.postedAt,
    token: message.blocks.flatMap(buttonsOf).find(({ id }) => id === 'approve' || id === 'reject')?.value,
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

function buttonsOf(block: Record<string, unknown>): { id: string; value: string }[] {
  if (block.type !== 'actions' || !Array.isArray(block.elements)) return [];
  return block.elements.map((each: { action_id?: unknown; value?: unknown }) => ({
    id: String(each.action_id),
    value: String(each.value ?? ''),
  }));
}
