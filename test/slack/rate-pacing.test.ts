import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoreRef } from '../../src/ports';
import { toSlackTeamId } from '../../src/shared/brand';
import { TransientError } from '../../src/shared/errors';
import { createPacing, type PacedCall } from '../../src/slack/rate-pacing';
import { fakeClock, fakeLog, START } from '../support/fake-ports';

const TEAM = toSlackTeamId('T0LIGHT01');
const OTHER_TEAM = toSlackTeamId('T0OTHER01');
const LOOKUP: PacedCall = { method: 'users.lookupByEmail', team: TEAM };
const POST: PacedCall = { method: 'chat.postMessage', team: TEAM, channel: 'C0RELEASES' };
const ELSEWHERE: PacedCall = { ...POST, channel: 'C0OTHER' };

function given(values = new Map<string, unknown>()) {
  const clock = fakeClock();
  const log = fakeLog();
  const reads: string[][] = [];
  const writes: { key: string; value: unknown; ttlSeconds: number }[] = [];
  const store = {
    async getMany(refs: readonly StoreRef[]) {
      reads.push(refs.map(({ key }) => key));
      return new Map(refs.flatMap(({ key }) => (values.has(key) ? [[key, values.get(key)] as const] : [])));
    },
    async setMany(entries: readonly { key: string; value: unknown }[], ttlSeconds: number) {
      writes.push(...entries.map((each) => ({ ...each, ttlSeconds })));
      for (const { key, value } of entries) values.set(key, value);
    },
  };
  return { clock, log, reads, writes, values, pacing: createPacing({ clock, store, log }) };
}

const times = (count: number, { before }: { before: (call: PacedCall) => unknown }, call: PacedCall) =>
  Array.from({ length: count }, () => before(call));

const allowed = ({ method, team, channel }: PacedCall) =>
  method === 'chat.postMessage'
    ? { key: `${team} ${channel}`, count: 1, windowMs: 1_000 }
    : { key: `${team} ${method}`, count: 20, windowMs: 60_000 };

describe('within one invocation', () => {
  it('as many look-ups go in a minute as Slack allows, and the next waits for the rest of it', () => {
    const { pacing, clock } = given();

    expect(new Set(times(50, pacing, LOOKUP))).toEqual(new Set(['go']));
    clock.advance(20_000);
    expect(pacing.before(LOOKUP)).toEqual({ waitMs: 40_000 });
    clock.advance(40_000);
    expect(pacing.before(LOOKUP)).toBe('go');
  });

  it('one message a second goes to a channel, whatever goes to others', () => {
    const { pacing, clock } = given();

    expect([pacing.before(POST), pacing.before(ELSEWHERE)]).toEqual(['go', 'go']);
    clock.advance(300);
    expect(pacing.before(POST)).toEqual({ waitMs: 700 });
    clock.advance(700);
    expect(pacing.before(POST)).toBe('go');
  });

  it.each([
    ['another workspace', { ...LOOKUP, team: OTHER_TEAM }],
    ['another method', { ...LOOKUP, method: 'users.info' }],
  ])('a full minute does not hold %s', (_what, other) => {
    const { pacing } = given();

    times(60, pacing, LOOKUP);

    expect(pacing.before(other)).toBe('go');
  });

  it('a method for which Slack names no number is not held', () => {
    const { pacing } = given();

    expect(new Set(times(500, pacing, { method: 'auth.test', team: TEAM }))).toEqual(new Set(['go']));
  });

  it('nothing is read or written to let a call go', () => {
    const { pacing, reads, writes } = given();

    times(60, pacing, LOOKUP);

    expect([reads, writes]).toEqual([[], []]);
  });

  it('no stretch of a minute has more calls than the tier, and no call is held without need', () => {
    const calls = fc.array(
      fc.record({
        gapMs: fc.oneof({ weight: 9, arbitrary: fc.nat(200) }, { weight: 1, arbitrary: fc.nat(30_000) }),
        method: fc.constantFrom('users.list', 'conversations.list', 'chat.postMessage'),
        team: fc.constantFrom(TEAM, TEAM, TEAM, OTHER_TEAM),
        channel: fc.constantFrom('C1', 'C2'),
      }),
      { minLength: 100, maxLength: 200, size: 'max' },
    );

    fc.assert(
      fc.property(calls, (asked) => {
        const { pacing, clock } = given();
        const gone = new Map<string, number[]>();
        for (const { gapMs, ...call } of asked) {
          clock.advance(gapMs);
          const { key, count, windowMs } = allowed(call);
          const past = gone.get(key) ?? [];
          const inWindow = past.filter((at) => at > clock.now() - windowMs).length;

          const went = pacing.before(call) === 'go';

          expect(went).toBe(inWindow < count);
          gone.set(key, went ? [...past, clock.now()] : past);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a pause that Slack asked for', () => {
  it('of a second in a channel holds that channel until it is over, and nothing else', async () => {
    const { pacing, clock } = given();

    await pacing.refused(POST, 1_000);

    expect(pacing.before(POST)).toEqual({ waitMs: 1_000 });
    expect(pacing.before(ELSEWHERE)).toBe('go');
    expect(pacing.before(LOOKUP)).toBe('go');
    clock.advance(1_000);
    expect(pacing.before(POST)).toBe('go');
  });

  it('that is longer than a channel needs holds the posts of the whole workspace, and nothing else', async () => {
    const { pacing, clock } = given();

    await pacing.refused(POST, 7_000);

    expect(pacing.before(POST)).toEqual({ waitMs: 7_000 });
    expect(pacing.before(ELSEWHERE)).toEqual({ waitMs: 7_000 });
    expect(pacing.pausedUntil({ method: 'chat.postMessage', team: TEAM })).toBe(START + 7_000);
    expect(pacing.before({ ...POST, team: OTHER_TEAM })).toBe('go');
    expect(pacing.before({ ...POST, method: 'chat.update' })).toBe('go');
    clock.advance(7_000);
    expect(pacing.before(ELSEWHERE)).toBe('go');
  });

  it('is told to others under a key of its own, with its end in the value', async () => {
    const { pacing, writes } = given();

    await pacing.refused(POST, 1_000);
    await pacing.refused(POST, 7_000);
    await pacing.refused({ ...LOOKUP, channel: 'C1' }, 90_000);

    expect(writes).toEqual([
      { key: 'slack-pause:T0LIGHT01:chat.postMessage:C0RELEASES', value: { until: START + 1_000 }, ttlSeconds: 60 },
      { key: 'slack-pause:T0LIGHT01:chat.postMessage', value: { until: START + 7_000 }, ttlSeconds: 60 },
      { key: 'slack-pause:T0LIGHT01:users.lookupByEmail', value: { until: START + 90_000 }, ttlSeconds: 90 },
    ]);
  });

  it('is not told where a longer one is known, and the longer one is kept to', async () => {
    const { pacing, writes } = given(
      new Map([['slack-pause:T0LIGHT01:users.lookupByEmail', { until: START + 60_000 }]]),
    );

    await pacing.refused(LOOKUP, 7_000);

    expect(writes).toEqual([]);
    expect(pacing.before(LOOKUP)).toEqual({ waitMs: 60_000 });
  });

  it('is known to another invocation that reads it with whatever else it reads', async () => {
    const first = given();
    await first.pacing.refused(POST, 1_000);
    await first.pacing.refused(LOOKUP, 7_000);
    const second = given(first.values);
    const calls = [POST, POST, ELSEWHERE, LOOKUP];

    expect(second.pacing.refs(calls).map(({ key }) => key)).toEqual([
      'slack-pause:T0LIGHT01:chat.postMessage:C0RELEASES',
      'slack-pause:T0LIGHT01:chat.postMessage',
      'slack-pause:T0LIGHT01:chat.postMessage:C0OTHER',
      'slack-pause:T0LIGHT01:users.lookupByEmail',
    ]);
    second.pacing.learn(calls, first.values);

    expect(second.pacing.before(POST)).toEqual({ waitMs: 1_000 });
    expect(second.pacing.before(ELSEWHERE)).toBe('go');
    expect(second.pacing.before(LOOKUP)).toEqual({ waitMs: 7_000 });
    expect(second.reads).toEqual([]);
  });

  it.each([
    ['is over', { until: START - 1 }, 'go'],
    ['cannot be read', { till: START + 9_000 }, 'go'],
    ['has no end in sight', { until: START + 1e12 }, { waitMs: 3_600_000 }],
  ])('of others that %s is believed no further than that', (_what, value, verdict) => {
    const { pacing } = given();

    pacing.learn([LOOKUP], new Map([['slack-pause:T0LIGHT01:users.lookupByEmail', value]]));

    expect(pacing.before(LOOKUP)).toEqual(verdict);
  });

  it('holds this invocation also when the store fails, which is noted', async () => {
    const clock = fakeClock();
    const log = fakeLog();
    const fails = () => Promise.reject(new TransientError('store: unreachable'));
    const pacing = createPacing({ clock, log, store: { getMany: fails, setMany: fails } });

    await pacing.refused(POST, 7_000);

    expect(pacing.before(POST)).toEqual({ waitMs: 7_000 });
    expect(log.lines).toMatchObject([{ event: 'slack-pause-not-shared', fields: { code: 'store: unreachable' } }]);
  });

  it('needs no store', async () => {
    const pacing = createPacing({ clock: fakeClock() });

    await pacing.refused(POST, 7_000);

    expect(pacing.before(POST)).toEqual({ waitMs: 7_000 });
  });

  it('has a key that the store takes, whatever the channel is called', async () => {
    const { pacing, writes } = given();

    await pacing.refused({ ...POST, channel: '#größe/1' }, 1_000);

    expect(writes[0]?.key).toMatch(/^[a-zA-Z0-9:._\s\-#]+$/);
  });
});
