import { z } from 'zod';
import type { World } from './world';

type Invoke = (call: { module: string; functionKey: string; accountId: string; payload: unknown }) => Promise<unknown>;

type Deps = {
  invoke: Invoke;
  signingSecret: string;
  /** Told instead of failing: a Slack other than the sandbox's own may not know its token. */
  slackRefused?: (reason: string) => void;
};

const answer = z.union([z.object({ ok: z.literal(true) }), z.object({ ok: z.literal(false), error: z.string() })]);

const DEFINITIONS = [
  { name: 'Release approval', step: 'Release managers', approvers: ['Ben', 'Cleo'] },
  // Dev has no Slack user, so an e-mail goes out.
  { name: 'Purchase', step: 'Purchase', approvers: ['Ben', 'Dev'] },
];

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
  for (const { name, step, approvers } of DEFINITIONS) {
    const people = approvers.flatMap((first) => world.people.filter((person) => person.name.startsWith(`${first} `)));
    if (people.length < approvers.length) continue;
    const ids = people.map((person) => person.accountId);
    await call('definitions/save', { name, steps: [{ name: step, approvers: ids, quorum: 'all' }] });
  }
}
