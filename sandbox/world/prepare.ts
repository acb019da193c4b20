import { z } from 'zod';
import { SANDBOX_MAIL_KEY } from '../mail/api';
import { DEFINITIONS } from './definitions';
import type { World } from './world';

type Invoke = (call: { module: string; functionKey: string; accountId: string; payload: unknown }) => Promise<unknown>;

type Deps = {
  invoke: Invoke;
  signingSecret: string;
  /** Told instead of failing: a Slack other than the sandbox's own may not know its token. */
  slackRefused?: (reason: string) => void;
};

const answer = z.union([z.object({ ok: z.literal(true) }), z.object({ ok: z.literal(false), error: z.string() })]);

/** What an administrator does once after the installation, through the same calls as the settings page. */
export async function prepare(world: World, { invoke, signingSecret, slackRefused }: Deps): Promise<void> {
  const admin = world.people.find((person) => person.admin);
  if (admin === undefined) return;
  const { accountId } = admin;

  async function call(functionKey: string, payload: unknown): Promise<void> {
    const told = answer.parse(await invoke({ module: 'settings', functionKey, accountId, payload }));
    if (!told.ok) throw new Error(`${functionKey} was refused: ${told.error}`);
  }

  const botToken = world.workspaces[0]?.app.token;
  const connect = () => call('slack/connect', { botToken, signingSecret });
  if (botToken !== undefined && slackRefused === undefined) await connect();
  else if (botToken !== undefined) await connect().catch((error: unknown) => slackRefused?.(String(error)));
  await call('mail/save', {
    provider: 'resend',
    apiKey: SANDBOX_MAIL_KEY,
    from: 'Baton <approvals@lighthouse.example>',
  });

  const accountOf = (first: string) => world.people.find(({ name }) => name.startsWith(`${first} `))?.accountId;
  for (const { name, people, form } of DEFINITIONS) {
    if (people.some((first) => accountOf(first) === undefined)) continue;
    await call('definitions/save', { definition: { name, ...form((first) => accountOf(first) ?? first) } });
  }
}
