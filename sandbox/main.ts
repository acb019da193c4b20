import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createSandbox, type Sandbox } from './sandbox';

const { PORT = '8787', SANDBOX_DB = '.sandbox/baton.sqlite' } = process.env;
/** Handed on to the app or to its Slack, where they are set. */
const HANDED_ON = ['SLACK_API_URL', 'SLACK_SIGNING_SECRET', 'SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'];

function toPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  return fail(`PORT must be a port number, not ${text}.`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

async function open(port: number): Promise<Sandbox> {
  if (SANDBOX_DB !== ':memory:') mkdirSync(dirname(SANDBOX_DB), { recursive: true });
  return await createSandbox({
    database: SANDBOX_DB,
    clock: 'running',
    port,
    env: Object.fromEntries(HANDED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
  });
}

function explain(error: unknown): string {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (taken) return `Port ${PORT} is taken. Choose another: PORT=8788 npm start`;
  return `The sandbox did not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

const sandbox = await open(toPort(PORT)).catch((error: unknown) => fail(explain(error)));

async function close(): Promise<void> {
  await sandbox.close();
  process.exit(0);
}
process.once('SIGINT', () => void close());
process.once('SIGTERM', () => void close());

console.log(`Baton runs at ${sandbox.url}

  Open it in a browser. In Jira, on ${sandbox.world.workItems[0]?.key ?? 'a work item'}, choose "Release approval" and start it;
  then look into Slack as Ben and press Approve.

  Client id of the Slack app        ${sandbox.slack.app().clientId}
  Its client secret                 ${sandbox.slack.app().clientSecret}
  Its signing secret                ${sandbox.signingSecret}
  State of the sandbox              ${sandbox.url}/sandbox/state
  Kept in                           ${SANDBOX_DB}`);
