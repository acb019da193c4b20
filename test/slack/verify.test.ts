import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verify } from '../../src/slack/verify';
import { NOW, SECRET, signed } from '../support/slack-requests';

const accepted = { ok: true, value: true };
const refused = (error: string) => ({ ok: false, error });

/** The first is the example of Slack's own documentation; the others were computed with Python's hmac. */
const VECTORS = [
  [
    'the documented slash command',
    '8f742231b10e8888abcd99yyyzzz85a5',
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
    'a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  ],
  ['an empty body', 's3cr3t', '', 'c6c2ca46cf9d36fe523547c792733af8778096c5425da64ccc8002bd192ccec6'],
  [
    'a body beyond ASCII',
    's3cr3t',
    'payload={"title":"Größe – 合計 🚀"}',
    '4a617338b33036ca6a05f424a50773a86de6f82e996b96edf1741798ebde94cc',
  ],
  ['a secret beyond ASCII', 'ключ', 'a=1', '6208c46c866dad96bbb92a55672679d1340b6e647225f2a061e6450e7870ed61'],
] as const;

const VECTOR_AT = 1_531_420_618;

it.each(VECTORS)('accepts %s with the signature that others compute', (_name, secret, body, digest) => {
  const headers = { 'x-slack-request-timestamp': [String(VECTOR_AT)], 'x-slack-signature': [`v0=${digest}`] };

  expect(verify({ body, headers }, [secret], VECTOR_AT * 1_000)).toEqual(accepted);
});

it.each([
  ['accepts a request that is 300 seconds old', -300, accepted],
  ['refuses a request that is 301 seconds old', -301, refused('timestamp-stale')],
  ['accepts a request from 300 seconds ahead', 300, accepted],
  ['refuses a request from 301 seconds ahead', 301, refused('timestamp-stale')],
])('%s', (_claim, seconds, outcome) => {
  const request = signed('payload={}', { at: NOW + seconds * 1_000 });

  expect(verify(request, [SECRET], NOW)).toEqual(outcome);
});

it('counts the milliseconds of the present second', () => {
  const request = signed('payload={}', { at: NOW - 300_000 });

  expect(verify(request, [SECRET], NOW + 1)).toEqual(refused('timestamp-stale'));
});

describe('refuses headers that are not what Slack sends', () => {
  const { body, headers } = signed('payload={}');
  const [good = ''] = headers['x-slack-signature'] ?? [];
  const [time = ''] = headers['x-slack-request-timestamp'] ?? [];

  it.each([
    ['no headers', [], [], 'header-missing'],
    ['no signature', [time], [], 'header-missing'],
    ['no timestamp', [], [good], 'header-missing'],
    ['two signatures, one of them good', [time], [good, 'v0=junk'], 'header-malformed'],
    ['the same signature twice', [time], [good, good], 'header-malformed'],
    ['the same timestamp twice', [time, time], [good], 'header-malformed'],
    ['upper-case digits', [time], [`v0=${good.slice(3).toUpperCase()}`], 'header-malformed'],
    ['something after the signature', [time], [`${good}=junk`], 'header-malformed'],
    ['a line break after the signature', [time], [`${good}\n`], 'header-malformed'],
    ['a second signature in the same header', [time], [`${good},${good}`], 'header-malformed'],
    ['another version', [time], [good.replace('v0', 'v1')], 'header-malformed'],
    ['a signature that is cut', [time], [good.slice(0, -1)], 'header-malformed'],
    ['an empty signature', [time], [''], 'header-malformed'],
    ['a timestamp in words', ['now'], [good], 'header-malformed'],
    ['a timestamp in exponents', ['1e9'], [good], 'header-malformed'],
    ['a negative timestamp', [`-${time}`], [good], 'header-malformed'],
    ['a timestamp with a fraction', [`${time}.0`], [good], 'header-malformed'],
    ['an empty timestamp', [''], [good], 'header-malformed'],
    ['a timestamp after which more comes', [`${time}\n`], [good], 'header-malformed'],
  ])('%s', (_name, timestamps, signatures, reason) => {
    const request = { body, headers: { 'x-slack-request-timestamp': timestamps, 'x-slack-signature': signatures } };

    expect(verify(request, [SECRET], NOW)).toEqual(refused(reason));
  });

  it('a signature that was made for another timestamp', () => {
    const moved = { ...headers, 'x-slack-request-timestamp': [String(Number(time) + 1)] };

    expect(verify({ body, headers: moved }, [SECRET], NOW)).toEqual(refused('signature-wrong'));
  });
});

describe('while the secret is being changed', () => {
  it.each([
    ['accepts what is signed with the first of two', 'old', ['old', 'new'], accepted],
    ['accepts what is signed with the second of two', 'new', ['old', 'new'], accepted],
    ['refuses what is signed with neither', 'other', ['old', 'new'], refused('signature-wrong')],
    ['accepts an old one before it ends', 'old', [{ secret: 'old', validUntil: NOW + 1 }, { secret: 'new' }], accepted],
    [
      'refuses an old one from its end on',
      'old',
      [{ secret: 'old', validUntil: NOW }, { secret: 'new' }],
      refused('signature-wrong'),
    ],
    ['accepts the new one after the old one ended', 'new', [{ secret: 'old', validUntil: 0 }, 'new'], accepted],
    ['refuses everything while there is no secret', 'old', [], refused('signature-wrong')],
    ['refuses what anybody can sign, with no secret', '', ['', { secret: '' }], refused('signature-wrong')],
  ])('%s', (_claim, secret, secrets, outcome) => {
    expect(verify(signed('payload={}', { secret }), secrets, NOW)).toEqual(outcome);
  });
});

it('refuses a body of which any one character was changed', () => {
  const body = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });

  fc.assert(
    fc.property(body, fc.nat(), fc.string({ unit: 'binary', maxLength: 1 }), (text, position, other) => {
      const characters = [...text];
      const index = position % characters.length;
      fc.pre(characters[index] !== other);
      const changed = characters.with(index, other).join('');

      expect(verify({ ...signed(text), body: changed }, [SECRET], NOW)).toEqual(refused('signature-wrong'));
    }),
    { numRuns: 500 },
  );
});

it('neither throws at nor accepts whatever else may arrive', () => {
  const seconds = String(Math.floor(NOW / 1_000));
  const header = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom(seconds, `v0=${'0'.repeat(64)}`, 'v0=', '', '__proto__'),
    fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 }).map((hex) => `v0=${hex}`),
  );
  const headers = fc.record(
    {
      'x-slack-request-timestamp': fc.oneof(fc.constant([seconds]), fc.array(header, { maxLength: 3 })),
      'x-slack-signature': fc.array(header, { maxLength: 3 }),
    },
    { requiredKeys: [] },
  );
  const halves = fc.array(fc.nat(0xffff), { maxLength: 40 }).map((units) => String.fromCharCode(...units));
  const body = fc.oneof(fc.string({ unit: 'binary' }), halves);

  fc.assert(
    fc.property(body, headers, (text, given) => {
      expect(verify({ body: text, headers: { ...given } }, [SECRET, { secret: 'new' }], NOW).ok).toBe(false);
    }),
    { numRuns: 10_000 },
  );
});

it('refuses a real click of which any one byte was changed', () => {
  const body = 'payload=%7B%22type%22%3A%22block_actions%22%7D';
  const request = signed(body);

  const outcomes = [...body].map((character, index) => {
    const changed = [...body].with(index, character === 'x' ? 'y' : 'x').join('');
    return verify({ ...request, body: changed }, [SECRET], NOW).ok;
  });

  expect(new Set(outcomes)).toEqual(new Set([false]));
  expect(verify(request, [SECRET], NOW)).toEqual(accepted);
});
