import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { installPlatform } from './platform';
import type { Recorded } from './recording';

/**
 * One cold process: loads one bundle, hands it one request, and says when it was acknowledged. Everything that a
 * platform would have ready is made before the first clock is read.
 */
const [, , kind, bundle = '', file = ''] = process.argv;
type Given = { secret: string; request: Recorded; headers: Record<string, string> };
const { secret, request, headers }: Given = JSON.parse(readFileSync(file, 'utf8'));
const require = createRequire(import.meta.url);
const { body } = request;

type Acknowledged = { statusCode: number };

async function baton(): Promise<Acknowledged> {
  const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  return await require(bundle)[request.handler]({ body, headers: lists });
}

async function bolt(): Promise<Acknowledged> {
  return await require(bundle).handler({ body, headers, isBase64Encoded: false }, {});
}

const { calls, play } = installPlatform();
play(request.store);
const failures: unknown[] = [];
console.error = (line) => failures.push(line);
// The platform's runtime has long been using fetch when the first request comes.
await new Response('warm').text();
process.env.SLACK_SIGNING_SECRET = secret;
const spent = process.cpuUsage();
const began = performance.now();
const { statusCode } = await (kind === 'baton' ? baton() : bolt());
const ended = performance.now();
const { user, system } = process.cpuUsage(spent);
const cpuMs = (user + system) / 1_000;
process.stdout.write(JSON.stringify({ statusCode, calls, failures, loadedMs: ended - began, cpuMs, processMs: ended }));
process.exit(0);
