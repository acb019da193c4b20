import { InvocationError } from '@forge/events';
import { expect, it } from 'vitest';
import { ADA, fakeSandbox } from './fake-app';

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
