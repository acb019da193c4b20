import { expect, it } from 'vitest';
import { createSandbox } from '../../sandbox/sandbox';
import { recordConsole } from '../support/app-log';

const SECRET_TEXT = 'between us';

/** The app with its own consumers, woken by tasks that nobody of ours would push. */
async function given(queue: string, body: unknown) {
  const { Queue } = await import('@forge/events');
  const app = await import('../../src/index');
  const written = recordConsole();
  const slackInteractions = async () => {
    await new Queue({ key: queue }).push({ body: JSON.parse(JSON.stringify(body)) });
    return { statusCode: 200 };
  };
  const sandbox = await createSandbox({ app: { ...app, slackInteractions }, prepare: false, log: () => {} });
  const [trigger] = sandbox.state().webTriggers;
  await sandbox.webTrigger(trigger?.url ?? '', { body: '' });
  return { sandbox, written };
}

it.each([
  ['relay', { name: SECRET_TEXT }, 'id'],
  ['relay', { id: 7, name: SECRET_TEXT }, 'id'],
  ['delivery', { rows: [SECRET_TEXT] }, 'approvalId'],
  ['delivery', { approvalId: 'apr-1', planned: [{ kind: SECRET_TEXT, step: 0 }] }, 'planned[0].kind'],
])('a task in %s that cannot be read is let go with one line: %j', async (queue, body, field) => {
  const { sandbox, written } = await given(queue, body);

  const report = await sandbox.drain();

  expect(report).toMatchObject({ ran: { [`${queue}-consumer`]: 1 }, waiting: 0 });
  expect(written.lines()).toEqual([
    {
      level: 'error',
      event: 'task-unreadable',
      correlation: expect.any(String),
      error: 'InvalidInputError',
      fields: expect.arrayContaining([field]),
    },
  ]);
  expect(written.text()).not.toContain(SECRET_TEXT);
});

it.each([
  { approvalId: 'apr-1', what: { type: 'decide', by: 'ada', kind: 'maybe', comment: SECRET_TEXT } },
  { v: 2, note: SECRET_TEXT },
])('a task in commands that is none of those known is let go with one line: %j', async (body) => {
  const { sandbox, written } = await given('commands', body);

  const report = await sandbox.drain();

  expect(report).toMatchObject({ ran: { 'commands-consumer': 1 }, waiting: 0 });
  expect(written.lines()).toEqual([{ level: 'error', event: 'task-unknown', correlation: expect.any(String) }]);
  expect(written.text()).not.toContain(SECRET_TEXT);
});

it.each([
  ['relay', { id: 'apr-unknown' }],
  ['delivery', { approvalId: 'apr-unknown' }],
])('a task in %s about an approval that is not there ends quietly', async (queue, body) => {
  const { sandbox } = await given(queue, body);

  expect(await sandbox.drain()).toMatchObject({ waiting: 0 });
  expect(sandbox.state().dropped).toEqual([]);
});
