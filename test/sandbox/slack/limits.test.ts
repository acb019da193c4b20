import { expect, it } from 'vitest';
import { ADA, BEN, button, givenSlack } from './given-slack';

const section = (text: string) => ({ type: 'section', text: { type: 'plain_text', text } });
const actions = (elements: object[]) => ({ type: 'actions', elements });
const many = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n));

it.each([
  ['51 blocks', many(51, () => ({ type: 'divider' })), 'no more than 50 items allowed [json-pointer:/blocks]'],
  [
    'a long section',
    [section('x'.repeat(3001))],
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    '26 buttons',
    [{ type: 'divider' }, actions(many(26, (n) => button(`b${n}`)))],
    'no more than 25 items allowed [json-pointer:/blocks/1/elements]',
  ],
  [
    'a long value',
    [actions([button('a', { value: 'x'.repeat(2001) })])],
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  [
    'a long label',
    [actions([{ type: 'button', text: { type: 'plain_text', text: 'x'.repeat(76) } }])],
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  ['empty text', [section('')], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
  [
    'a long header',
    [{ ...section('x'.repeat(151)), type: 'header' }],
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'an unknown field',
    [{ type: 'divider', colour: 'red' }],
    'invalid additional property: colour [json-pointer:/blocks/0]',
  ],
  ['an unknown type', [{ type: 'banner' }], 'unsupported type [json-pointer:/blocks/0/type]'],
  [
    'the same block_id twice',
    [
      { type: 'divider', block_id: 'x' },
      { type: 'divider', block_id: 'x' },
    ],
    'block_id "x" already exists [json-pointer:/blocks/1/block_id]',
  ],
  [
    'the same action_id twice in a block',
    [actions([button('x'), button('x')])],
    'action_id "x" already exists [json-pointer:/blocks/0/elements/1/action_id]',
  ],
  [
    'a modal-only block',
    [{ type: 'alert', text: { type: 'plain_text', text: 'x' } }],
    'unsupported type [json-pointer:/blocks/0/type]',
  ],
])('refuses a message with %s', async (_name, blocks, problem) => {
  const { api, slack } = givenSlack();

  const answer = await api('chat.postMessage', { channel: ADA, text: 'x', blocks });

  expect(answer).toMatchObject({
    ok: false,
    error: 'invalid_blocks',
    errors: [problem],
    response_metadata: { messages: [`[ERROR] ${problem}`] },
  });
  expect(slack.messages('T1')).toEqual([]);
});

it.each([
  ['takes 12,000 characters in all blocks together', 0, undefined],
  ['refuses more than 12,000 characters in all blocks together', 1, 'msg_blocks_too_long'],
])('%s', async (_name, more, error) => {
  const { api } = givenSlack();

  const blocks = [...many(4, () => section('x'.repeat(2999))), section('x'.repeat(4 + more))];
  const answer = await api('chat.postMessage', { channel: ADA, blocks });

  expect(answer.error).toBe(error);
});

it('cuts a post at 40,000 characters and says so', async () => {
  const { api } = givenSlack();

  const answer = await api('chat.postMessage', { channel: ADA, text: 'x'.repeat(40_001) });

  expect(answer).toMatchObject({ ok: true, warning: 'message_truncated' });
  expect(answer.message.text).toHaveLength(40_000);
});

it.each([
  ['takes an update of 4,000 characters', 4_000, undefined],
  ['refuses an update of more', 4_001, 'msg_too_long'],
])('%s', async (_name, length, error) => {
  const { api } = givenSlack();
  const { channel, ts } = await api('chat.postMessage', { channel: ADA, text: 'x' });

  expect((await api('chat.update', { channel, ts, text: 'x'.repeat(length) })).error).toBe(error);
});

it('limits one method in one workspace for a minute, and nothing else', async () => {
  const { call, clock, form, api } = givenSlack();
  const { channel, ts } = await api('chat.postMessage', { channel: ADA, text: 'x' });
  for (const _ of many(50, () => 0)) await api('chat.update', { channel, ts, text: 'y' });
  clock.advance(20_500);

  const limited = await call('chat.update', { channel, ts, text: 'y' });
  const others = [(await form('users.info', { user: ADA })).ok, (await api('auth.test', {}, 'xoxb-2')).ok];
  clock.advance(39_499);
  const stillLimited = await call('chat.update', { channel, ts, text: 'y' });
  clock.advance(1);
  const later = await call('chat.update', { channel, ts, text: 'y' });

  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '40']);
  expect(await limited.json()).toEqual({ ok: false, error: 'ratelimited' });
  expect(others).toEqual([true, true]);
  expect([stillLimited.status, stillLimited.headers.get('retry-after')]).toEqual([429, '1']);
  expect(later.status).toBe(200);
});

it('limits the posts to one channel to sixty a minute', async () => {
  const { call } = givenSlack();
  for (const _ of many(60, () => 0)) await call('chat.postMessage', { channel: ADA, text: 'x' });

  const more = await call('chat.postMessage', { channel: ADA, text: 'x' });
  const elsewhere = await call('chat.postMessage', { channel: BEN, text: 'x' });

  expect([more.status, elsewhere.status]).toEqual([429, 200]);
});
