import { beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { recordConsole } from '../support/app-log';
import { type Story, tell } from '../support/story';

const row = z.object({ key: z.string(), value: z.looseObject({ data: z.looseObject({}) }) });

let story: Story;
let written: ReturnType<typeof recordConsole>;

/** An approval that a later version of Baton wrote, and that still owes something, found by this one. */
beforeEach(async () => {
  written = recordConsole();
  story = await tell();
  await story.start('Release approval');
  const [approval] = z.array(row).parse(story.stored('approval'));
  await rewrite(approval?.key, { ...approval?.value, owedSince: 1, data: { ...approval?.value.data, v: 2 } });
});

async function rewrite(key: string | undefined, value: unknown): Promise<void> {
  const { kvs, world } = story.sandbox;
  const answer = await kvs.handle(world.site.installationId, '/api/v1/entity/set', {
    entityName: 'approval',
    key,
    value,
  });
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
}

const everything = () => {
  const { kvs, world } = story.sandbox;
  return kvs.dump(world.site.installationId);
};

it('answers a click with the truth, and changes nothing', async () => {
  const before = everything();

  const outcome = await story.press('ben', 'approve');

  expect(outcome).toMatchObject({
    status: 200,
    told: expect.stringContaining('Baton cannot read this approval at the moment'),
  });
  expect(everything()).toEqual(before);
  expect(written.lines().at(-1)).toMatchObject({ level: 'error', event: 'click-failed', error: 'UnreadableError' });
});

it('is neither shown nor decided on the panel, and stays as it is', async () => {
  const before = everything();
  const [approval] = z.array(row).parse(story.stored('approval'));
  const input = { approvalId: approval?.key, decision: 'approve', requestId: 'request-abc' };

  const answers = [await story.onItem('approvals/list', 'ben'), await story.onItem('approvals/decide', 'ben', input)];

  const words = expect.stringContaining('Baton cannot read this stored approval. Nothing was changed');
  expect(answers).toMatchObject([
    { ok: false, error: words },
    { ok: false, error: words },
  ]);
  expect(everything()).toEqual(before);
});

it('is left alone by the relay, which comes again and says which field it cannot read', async () => {
  const before = everything();

  story.sandbox.clock.advance(300_000);
  const report = await story.sandbox.drain();

  expect(report).toMatchObject({ ran: { sweep: 1, 'relay-consumer': 1 }, waiting: 1 });
  expect(everything()).toEqual(before);
  const line = written.lines().find(({ event }) => event === 'task-to-be-retried');
  expect(line).toMatchObject({ level: 'error', error: 'UnreadableError', fields: ['data.v'] });
});
