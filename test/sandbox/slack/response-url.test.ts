import { expect, it } from 'vitest';
import { ADA, BEN, givenSlack, payloadOf, question, TEAM } from './given-slack';

async function givenResponseUrl() {
  const given = givenSlack();
  const { channel, ts } = await given.api('chat.postMessage', { channel: 'CIN', text: 'Release?', blocks: question });
  const click = { team: TEAM, channel, ts, user: ADA, actionId: 'approve' };
  const url = payloadOf(given.slack.requestOfClick(click).body).response_url;
  const respond = (body: object) => given.slack.fetch(new Request(url, { method: 'POST', body: JSON.stringify(body) }));
  const seenBy = (user: string) =>
    given.slack.open({ team: TEAM, user }).conversations.find(({ id }) => id === 'CIN')?.messages ?? [];
  return { ...given, ts, respond, seenBy };
}

it('answers only the person who clicked, unless told otherwise', async () => {
  const { respond, seenBy } = await givenResponseUrl();

  const response = await respond({ text: 'Your vote is counted' });

  expect([response.status, await response.text()]).toEqual([200, 'ok']);
  expect(seenBy(ADA).map(({ text }) => text)).toEqual(['Release?', 'Your vote is counted']);
  expect(seenBy(BEN).map(({ text }) => text)).toEqual(['Release?']);
});

it('answers the whole channel when told so', async () => {
  const { respond, seenBy } = await givenResponseUrl();

  await respond({ text: 'Ada approved', response_type: 'in_channel' });

  expect(seenBy(BEN).map(({ text }) => text)).toEqual(['Release?', 'Ada approved']);
});

it('replaces the message that was clicked', async () => {
  const { slack, ts, respond } = await givenResponseUrl();

  await respond({ text: 'Approved', replace_original: true });

  expect(slack.messages(TEAM)).toMatchObject([{ ts, text: 'Approved', blocks: [], history: [{ text: 'Release?' }] }]);
});

it('deletes the message that was clicked', async () => {
  const { slack, clock, respond, seenBy } = await givenResponseUrl();

  await respond({ delete_original: true });

  expect(seenBy(ADA)).toEqual([]);
  expect(slack.messages(TEAM)).toMatchObject([{ text: 'Release?', deletedAt: clock.now() }]);
});

it('works five times', async () => {
  const { respond, seenBy } = await givenResponseUrl();

  const statuses = [];
  for (const n of [1, 2, 3, 4, 5, 6]) statuses.push((await respond({ text: `answer ${n}` })).status);

  expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  expect(seenBy(ADA).at(-1)?.text).toBe('answer 5');
});

it.each([
  ['works just before thirty minutes are over', 30 * 60_000 - 1, 200],
  ['is dead when thirty minutes are over', 30 * 60_000, 404],
])('%s', async (_name, afterMs, status) => {
  const { clock, respond } = await givenResponseUrl();
  clock.advance(afterMs);

  expect((await respond({ text: 'late' })).status).toBe(status);
});

it('refuses blocks that are too long, as a post does', async () => {
  const { respond } = await givenResponseUrl();
  const long = { type: 'section', text: { type: 'plain_text', text: 'x'.repeat(3001) } };

  expect(await (await respond({ blocks: [long] })).json()).toMatchObject({ ok: false, error: 'invalid_blocks' });
});

it('counts its uses', async () => {
  const { slack, respond } = await givenResponseUrl();

  await respond({ text: 'once' });

  expect(slack.counts()).toMatchObject({ 'chat.postMessage': 1, response_url: 1 });
});
