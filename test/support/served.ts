import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';

const screen = z.looseObject({
  conversations: z.array(z.looseObject({ messages: z.array(z.looseObject({ channel: z.string(), ts: z.string() })) })),
});
const listed = z.object({
  value: z.object({
    definitions: z.array(z.object({ id: z.string(), name: z.string() })),
    approvals: z.array(z.looseObject({ id: z.string(), state: z.string() })),
  }),
});
const root = new URL('../..', import.meta.url);

/** `npm start` without the build: a process of its own, which can be killed and started again over the same file. */
export type Served = Awaited<ReturnType<typeof serveFrom>>;

export async function serveFrom(database: string, more: Record<string, string> = {}) {
  let child: ChildProcess | undefined;
  let url = '';

  async function start(): Promise<void> {
    const env = { ...process.env, PORT: '0', SANDBOX_DB: database, ...more };
    const started = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts'], { cwd: root, env });
    child = started;
    url = await new Promise((resolve, reject) => {
      let said = '';
      const hear = (chunk: Buffer) => {
        said += String(chunk);
        const found = /Baton runs at (http:\S+)/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      };
      started.stdout.on('data', hear);
      started.stderr.on('data', hear);
      started.once('exit', () => reject(new Error(`the sandbox did not start: ${said}`)));
    });
  }

  /** As when the power goes: nothing is closed, nothing is said. */
  async function kill(): Promise<void> {
    if (child === undefined || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async function post(path: string, body: unknown): Promise<unknown> {
    const answer = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
    return await answer.json();
  }
  const get = async (path: string): Promise<unknown> => (await fetch(`${url}${path}`)).json();

  const onItem = (functionKey: string, accountId: string, payload: unknown = {}) =>
    post('/sandbox/invoke', {
      module: 'approval-panel',
      functionKey,
      accountId,
      payload,
      context: { extension: { issue: { id: '10001' } } },
    });

  await start();
  return {
    start,
    kill,
    post,
    get,
    onItem,
    panel: async (accountId: string) => listed.parse(await onItem('approvals/list', accountId)).value,
    async messages(team: string, user: string) {
      const seen = screen.parse(await post('/sandbox/slack/open', { team, user }));
      return seen.conversations.flatMap(({ messages }) => messages);
    },
  };
}
