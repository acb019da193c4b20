import { InvocationError } from '@forge/events';
import { expect, it } from 'vitest';
import type { Caller } from '../../../sandbox/twin';
import { ADA, fakeSandbox, MANIFEST } from './fake-app';

const NEW_ITEM = { project: { key: 'SHOP' }, issuetype: { name: 'Task' }, summary: 'New' };
const DELETED = { eventType: 'avi:jira:deleted:issue', issue: { id: '10001' } };

it('delivers what a person does in Jira to the triggers that ask for it', async () => {
  const seen: unknown[] = [];
  const sandbox = await fakeSandbox({ event: (event: unknown) => void seen.push(event) });

  sandbox.jira.delete('SHOP-1', ADA);
  const before = seen.length;
  await sandbox.drain();

  expect(before).toBe(0);
  expect(seen).toEqual([expect.objectContaining({ eventType: 'avi:jira:deleted:issue', atlassianId: ADA })]);
});

it.each([
  ['of another type', { ...DELETED, eventType: 'avi:jira:updated:issue' }],
  ['that the app made itself, when the trigger ignores those', { ...DELETED, selfGenerated: true }],
  ['over 200 kB', { ...DELETED, text: 'x'.repeat(200_000) }],
])('delivers no event %s', async (_title, event) => {
  const sandbox = await fakeSandbox({});

  sandbox.event('jira', event);

  expect((await sandbox.drain()).ran).toEqual({});
});

it.each([
  ['POST', '/issue', { fields: NEW_ITEM }, ['created:issue']],
  ['PUT', '/issue/SHOP-1', { fields: { summary: 'New' } }, ['updated:issue']],
  ['PUT', '/issue/SHOP-1/assignee', { accountId: null }, ['assigned:issue', 'updated:issue']],
  ['DELETE', '/issue/SHOP-1', undefined, ['deleted:issue']],
])('delivers what %s %s does, by a person and not by the app itself', async (method, path, body, expected) => {
  const seen: string[] = [];
  const events = ['created', 'updated', 'assigned', 'deleted'].map((each) => `'avi:jira:${each}:issue'`).join(', ');
  const manifest = MANIFEST.replace("events: ['avi:jira:deleted:issue']", `events: [${events}]`);
  const handlers = { event: ({ eventType }: { eventType: string }) => void seen.push(eventType) };
  const sandbox = await fakeSandbox(handlers, { manifest });
  const url = `${sandbox.world.site.url}/rest/api/3${path}`;
  const ask = (caller: Caller) =>
    sandbox.jira.fetch(new Request(url, { method, ...(body && { body: JSON.stringify(body) }) }), caller);

  if (method !== 'DELETE') await ask({ type: 'app', scopes: ['write:jira-work'] });
  await sandbox.drain();
  const byTheApp = [...seen];
  await sandbox.reset();
  await ask({ type: 'user', accountId: ADA });
  await sandbox.drain();

  expect(byTheApp).toEqual([]);
  expect(seen).toEqual(expected.map((name) => `avi:jira:${name}`));
});

it('delivers an event at most four times more when the trigger asks for it', async () => {
  const counts: unknown[] = [];
  const event = ({ retryContext }: { retryContext?: { retryCount: number } }) => {
    counts.push(retryContext?.retryCount);
    return new InvocationError({ retryAfter: 10, retryReason: 'FUNCTION_RETRY_REQUEST' as never, retryData: {} });
  };
  const sandbox = await fakeSandbox({ event });

  sandbox.event('jira', DELETED);
  for (let n = 0; n < 6; n += 1) {
    await sandbox.drain();
    sandbox.clock.advance(10_000);
  }

  expect(counts).toEqual([undefined, 1, 2, 3, 4]);
  expect(sandbox.state().dropped).toMatchObject([{ failure: 'asked for more than 4 retries' }]);
});

it('does not deliver an event again when its trigger threw', async () => {
  let runs = 0;
  const event = () => {
    runs += 1;
    throw new Error('broken');
  };
  const sandbox = await fakeSandbox({ event });

  sandbox.event('jira', DELETED);
  await sandbox.drain();
  sandbox.clock.advance(60_000);
  await sandbox.drain();

  expect(runs).toBe(1);
  expect(sandbox.state().dropped).toMatchObject([{ module: 'on-deleted', failure: 'broken' }]);
});

it('delivers an event twice when that is asked for', async () => {
  const sandbox = await fakeSandbox({});
  sandbox.faults.add([{ at: 'event:avi:jira:*', kind: 'duplicate' }]);

  sandbox.event('jira', DELETED);

  expect((await sandbox.drain()).ran).toEqual({ 'on-deleted': 2 });
});
