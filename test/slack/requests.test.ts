import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SlackRequest } from '../../src/slack/requests';
import { button, clickPayload, formOf, NOW, signed } from '../support/slack-requests';
import { entered, envelope, givenBridge, homePayload, submission } from './given-bridge';

const WAYS = ['interactions', 'commands', 'events'] as const;
const bytes = (count: number, character = 'x') => character.repeat(count / Buffer.byteLength(character));

describe.each(WAYS)('what comes in by %s', (way) => {
  it.each([
    ['512 KB', bytes(512 * 1_024), 200],
    ['512 KB and one byte', bytes(512 * 1_024 + 1), 413],
    ['as many two-byte characters as one-byte ones would be allowed', 'ö'.repeat(512 * 1_024), 413],
  ])('is weighed in bytes: %s', async (_what, body, status) => {
    const { bridge } = givenBridge();

    expect(await bridge[way](signed(body))).toMatchObject({ status });
  });

  it('is weighed before anything is read', async () => {
    const { bridge, did } = givenBridge();

    await bridge[way](signed(bytes(512 * 1_024 + 1)));

    expect(did).toEqual([]);
  });

  it.each<[string, SlackRequest]>([
    ['no headers', { ...signed('a'), headers: {} }],
    ['another secret', signed('a', { secret: 'another' })],
    ['a changed body', { ...signed('a'), body: 'b' }],
    ['an old timestamp', signed('a', { at: NOW - 301_000 })],
    ['a timestamp ahead', signed('a', { at: NOW + 301_000 })],
  ])('is proved before anything but the secret is read: %s', async (_what, request) => {
    const { bridge, did } = givenBridge();

    expect(await bridge[way](request)).toMatchObject({ status: 401 });
    expect(did).toEqual(['secret']);
  });
});

/** Documented payloads, of which any member may be missing or something else. */
const whole: readonly Record<string, unknown>[] = [
  clickPayload(),
  clickPayload({ actions: [button({ action_id: 'reject-form' })] }),
  clickPayload({ actions: [button({ action_id: 'view' })] }),
  homePayload('approve', 'apr-1:x'),
  homePayload('remind', 'apr-1#0'),
  homePayload('settings', 's'),
  submission('decide-reject', { comment: { comment: entered.text('a') } }),
  submission('home-delegate', {
    person: { person: entered.person('U1') },
    'last-day': { 'last-day': entered.date('2026-10-20') },
  }),
  submission('home-settings', { 'quiet-from': { 'quiet-from': entered.time('20:00') } }),
  envelope({ type: 'app_home_opened', user: 'U1' }),
  envelope({ type: 'tokens_revoked', tokens: { bot: ['U1'] } }),
  { type: 'url_verification', challenge: 'c' },
];

const broken = fc
  .tuple(
    fc.constantFrom(...whole),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.oneof(fc.jsonValue(), fc.constant(undefined))), { maxLength: 4 }),
  )
  .map(([payload, changes]) => changes.reduce(damaged, payload));

/** Another value at some place inside. */
function damaged(value: unknown, [where, deeper, instead]: [number, number, unknown]): unknown {
  if (typeof value !== 'object' || value === null) return instead;
  const entries = Object.entries(value);
  const at = where % Math.max(1, entries.length);
  const [key, each] = entries[at] ?? ['a', undefined];
  const next = deeper % 3 === 0 ? instead : damaged(each, [deeper, Math.floor(deeper / 3), instead]);
  return Array.isArray(value) ? [...value.slice(0, at), next, ...value.slice(at + 1)] : { ...value, [key]: next };
}

const body = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  broken.map((payload) => JSON.stringify(payload) ?? ''),
  broken.map((payload) => formOf(payload)),
  fc
    .dictionary(fc.constantFrom('payload', 'command', 'text', 'team_id', 'user_id', 'a'), fc.string())
    .map((each) => new URLSearchParams(each).toString()),
);
const headers = fc.dictionary(
  fc.constantFrom('x-slack-signature', 'x-slack-request-timestamp', 'content-type', '__proto__'),
  fc.array(fc.oneof(fc.string(), fc.constant('v0='), fc.constant('1'))),
);

it('ends well whatever the body, signed or not', async () => {
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...WAYS), body, fc.option(headers), async (way, text, others) => {
      const { bridge } = givenBridge();
      const request = others === null ? signed(text) : { body: text, headers: others };

      const { status } = await bridge[way](request);

      statuses.add(status);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 10_000 },
  );
  expect([...statuses].sort()).toEqual([200, 401]);
}, 120_000);

it('reaches what lies behind with the payloads that it damages', async () => {
  for (const payload of whole.slice(0, 9)) {
    const { bridge, did } = givenBridge();

    await bridge.interactions(signed(formOf(payload)));

    expect(did.length).toBeGreaterThan(1);
  }
});
