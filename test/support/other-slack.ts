import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PEOPLE, TEAM } from './story';

type Call = { path: string; authorization: string | undefined; body: string };

export type OtherSlack = Awaited<ReturnType<typeof otherSlack>>;

const USERS = new Map(Object.entries(PEOPLE).map(([name, { slack }]) => [`${name}@lighthouse.example`, slack]));

function answerOf({ path, body }: Call): object {
  const args = new URLSearchParams(body);
  switch (path) {
    case '/api/auth.test':
      return { ok: true, team_id: TEAM, team: 'Other', user_id: 'U0BATON01' };
    case '/api/users.lookupByEmail':
      return { ok: true, user: { id: USERS.get(args.get('email') ?? '') } };
    case '/api/chat.postMessage':
      return { ok: true, channel: `D-${args.get('channel')}`, ts: '1791792000.000100' };
    case '/api/chat.update':
      return { ok: true, channel: args.get('channel'), ts: args.get('ts') };
    default:
      return { ok: true };
  }
}

/** A tiny Slack of somebody else, in this process: it notes what it is asked. `before` may make it wait, or worse. */
export async function otherSlack(before: (path: string) => Promise<void> = async () => {}) {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', async () => {
      const call = { path: request.url ?? '', authorization: request.headers.authorization, body };
      calls.push(call);
      await before(call.path);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answerOf(call)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    calls,
    origin: `http://127.0.0.1:${port}`,
    of: (path: string) => calls.filter((call) => call.path === path),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
