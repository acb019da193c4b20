import { describe, expect, it } from 'vitest';
import { seatOf } from '../../src/approvals/core/seat';
import type { Digest } from '../../src/notifications/core/digest';
import { type DigestContent, groupedByDue } from '../../src/notifications/core/digest-content';
import type { QuietHours } from '../../src/notifications/core/quiet';
import { createDigests } from '../../src/notifications/digest/digests';
import { createOwnSettings } from '../../src/notifications/digest/settings';
import { loadWallClock } from '../../src/notifications/digest/wall-clock';
import { createPreferences } from '../../src/notifications/preferences';
import { PermanentError, TransientError, UnknownOutcomeError } from '../../src/shared/errors';
import { BEN } from '../support/builders';
import { fakeClock, fakeLog, START } from '../support/fake-ports';
import { type Around, createMemoryStore } from '../support/memory-store';
import { approvalOf } from '../support/running-approvals';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** It is Monday, 9:00. */
const plan = { at: '10:00', days: [1, 2, 3, 4, 5, 6, 7] };

type Setting = {
  /** What becomes of each post and of each mail, in turn; the rest arrive. */
  posts?: readonly Error[];
  mails?: readonly Error[];
  active?: boolean;
  asked?: boolean;
  quietHours?: QuietHours;
  around?: Around;
  /** Done while the message is being posted. */
  meanwhile?: () => Promise<unknown>;
};

/** Ben wants a digest at ten, and it is ten. */
async function given(setting: Setting = {}) {
  const { active = true, asked = true, quietHours, around } = setting;
  const clock = fakeClock(START);
  const log = fakeLog();
  const memory = createMemoryStore({ clock });
  const store = around === undefined ? memory : memory.through(around);
  const preferences = createPreferences({ store: memory, clock });
  const settings = createOwnSettings({ clock, preferences, loadWallClock });
  const posts = [...(setting.posts ?? [])];
  const mails = [...(setting.mails ?? [])];
  const did: string[] = [];
  const world = { active, asked };

  const contentFor = async (): Promise<DigestContent> => {
    const approval = approvalOf();
    const seat = seatOf(approval, BEN);
    const items = world.asked && seat.ok ? [{ approval, seat: seat.value }] : [];
    return {
      account: BEN,
      at: clock.now(),
      timeZone: 'UTC',
      ...groupedByDue(items, START + DAY),
      started: { count: 0, atLeast: false },
      people: new Map(),
      pageUrl: 'https://lighthouse.example/jira/apps',
    };
  };
  const digests = () =>
    createDigests({
      clock,
      log,
      preferences: createPreferences({ store, clock }),
      loadWallClock,
      isActive: async () => world.active,
      contentFor,
      async post() {
        did.push('post');
        await setting.meanwhile?.();
        const error = posts.shift();
        if (error !== undefined) throw error;
      },
      async email(_content, key) {
        did.push(`mail ${key}`);
        const error = mails.shift();
        if (error !== undefined) throw error;
      },
    });

  if (quietHours !== undefined) await settings.setQuietHours(BEN, { timeZone: 'UTC', quietHours });
  await settings.setDigest(BEN, { timeZone: 'UTC', plan });
  clock.advance(HOUR);
  const stored = async (): Promise<Digest | undefined> => (await preferences.load(BEN))?.digest;
  const due = async () => (await preferences.digestsDue(clock.now())).accounts;
  return { clock, log, did, world, settings, stored, due, run: () => digests().run(BEN) };
}

const refused = (code: string) => new PermanentError(code);
const KEY = `digest-${BEN}-${START + HOUR}`;

describe('a digest that is due', () => {
  it('is found by its time, sent, and planned for the next day', async () => {
    const { due, run, did, stored, clock } = await given();
    expect(await due()).toEqual([BEN]);

    await run();

    expect(did).toEqual(['post']);
    expect(await stored()).toEqual({
      status: 'planned',
      plan,
      nextAt: START + HOUR + DAY,
      last: { at: clock.now(), status: 'sent' },
    });
    expect(await due()).toEqual([]);
  });

  it('is not found before its time, nor when none is wanted', async () => {
    const { due, clock, settings } = await given();

    clock.advance(-1);
    expect(await due()).toEqual([]);
    clock.advance(1);
    await settings.setDigest(BEN, { timeZone: 'UTC', plan: undefined });
    expect(await due()).toEqual([]);
  });

  it('is sent once, however many take it up at the same time', async () => {
    const { run, did, stored } = await given();

    await Promise.all([run(), run(), run()]);
    await run();

    expect(did).toEqual(['post']);
    expect(await stored()).toMatchObject({ last: { status: 'sent' } });
  });

  it('is left to whoever is sending it', async () => {
    const all = await given({ meanwhile: () => all.run() });

    await all.run();

    expect(all.did).toEqual(['post']);
    expect(await all.stored()).toMatchObject({ last: { status: 'sent' } });
  });

  it('is sent once where days were missed', async () => {
    const { run, did, stored, clock } = await given();
    clock.advance(3 * DAY);

    await run();
    await run();

    expect(did).toEqual(['post']);
    expect(await stored()).toMatchObject({ nextAt: START + HOUR + 4 * DAY });
  });

  it('that finds nothing to tell is not sent, and the next one is planned', async () => {
    const { run, did, stored, log } = await given({ asked: false });

    await run();

    expect(did).toEqual([]);
    expect(await stored()).toMatchObject({
      status: 'planned',
      nextAt: START + HOUR + DAY,
      last: { status: 'nothing-to-tell' },
    });
    expect(log.events()).toEqual(['digest-ended']);
  });

  it('waits until quiet hours are over, and is found then', async () => {
    const { run, did, due, clock, stored } = await given({ quietHours: { from: '09:30', to: '11:00' } });

    await run();
    expect(did).toEqual([]);
    expect(await due()).toEqual([]);
    expect(await stored()).toMatchObject({ nextAt: START + HOUR + DAY });

    clock.advance(HOUR);
    expect(await due()).toEqual([BEN]);
    await run();
    expect(did).toEqual(['post']);
  });

  it('comes at once where the quiet hours that it waited for are taken away', async () => {
    const { run, did, due, settings } = await given({ quietHours: { from: '09:30', to: '11:00' } });
    await run();

    await settings.setQuietHours(BEN, { timeZone: 'UTC', quietHours: undefined });

    expect(await due()).toEqual([BEN]);
    await run();
    expect(did).toEqual(['post']);
  });
});

describe('a digest that Slack does not take', () => {
  it.each([
    ['is mailed where the person is not known there', refused('no-slack-user'), 'no-slack-user'],
    ['is mailed where the workspace is not connected', refused('not-connected'), 'not-connected'],
    [
      'is mailed, and not posted again, where no answer was seen',
      new UnknownOutcomeError('timeout'),
      'answer-not-seen',
    ],
  ])('%s', async (_what, error, reason) => {
    const { run, did, stored, due } = await given({ posts: [error] });

    await run();

    expect(did).toEqual(['post', `mail ${KEY}`]);
    expect(await stored()).toMatchObject({ status: 'planned', last: { status: 'fallen-back', reason } });
    expect(await due()).toEqual([]);
  });

  it('is tried again at once where it may pass, and later where Slack says when', async () => {
    const limited = new TransientError('ratelimited', { retryAfterMs: 30_000 });
    const { run, did, clock, due } = await given({ posts: [new TransientError('503'), limited] });

    await run();
    expect(did).toEqual(['post', 'post']);
    expect(await due()).toEqual([]);

    clock.advance(30_000);
    expect(await due()).toEqual([BEN]);
    await run();
    expect(did).toEqual(['post', 'post', 'post']);
  });

  it.each([
    ['the workspace is not connected', 'not-connected', 'no-mail-api'],
    ['the mail service refuses', 'no-slack-user', 'mail-key-refused'],
  ])(
    'nor can be mailed is recorded with both reasons, and comes again the next day: %s',
    async (_what, reason, mail) => {
      const { run, stored, due, log } = await given({ posts: [refused(reason)], mails: [refused(mail)] });

      await run();

      expect(await stored()).toMatchObject({
        status: 'planned',
        nextAt: START + HOUR + DAY,
        last: { status: 'not-sent', reason, mail },
      });
      expect(await due()).toEqual([]);
      expect(log.lines.at(-1)).toMatchObject({ event: 'digest-ended', fields: { status: 'not-sent', reason, mail } });
    },
  );

  it('for whom there is no way at all is suspended with its reason, until they choose it anew', async () => {
    const { run, did, stored, due, clock, settings } = await given({
      posts: [refused('no-slack-user')],
      mails: [refused('no-mail-api')],
    });

    await run();
    expect(await stored()).toMatchObject({
      status: 'suspended',
      reason: 'no-slack-user',
      last: { status: 'not-sent' },
    });
    clock.advance(7 * DAY);
    expect(await due()).toEqual([]);
    await run();
    expect(did).toHaveLength(2);

    await settings.setQuietHours(BEN, { timeZone: 'UTC', quietHours: { from: '20:00', to: '06:00' } });
    expect(await stored()).toMatchObject({ status: 'suspended' });
    await settings.setDigest(BEN, { timeZone: 'UTC', plan });
    expect(await stored()).toMatchObject({ status: 'planned', nextAt: clock.now() + DAY });
  });

  it('and whose mail was not answered may have arrived, and is not sent again', async () => {
    const { run, did, stored } = await given({
      posts: [refused('no-slack-user')],
      mails: [new UnknownOutcomeError('mail-unanswered')],
    });

    await run();
    await run();

    expect(did).toHaveLength(2);
    expect(await stored()).toMatchObject({ status: 'planned', last: { status: 'not-seen' } });
  });

  it('nor was seen to arrive, and cannot be mailed, may have arrived', async () => {
    const { run, stored } = await given({
      posts: [new UnknownOutcomeError('timeout')],
      mails: [refused('no-mail-api')],
    });

    await run();

    expect(await stored()).toMatchObject({ status: 'planned', last: { status: 'not-seen' } });
  });
});

it('sends nothing to whom Jira no longer knows as active, and tries no more', async () => {
  const { run, did, stored, due, clock } = await given({ active: false });

  await run();

  expect(did).toEqual([]);
  expect(await stored()).toMatchObject({ status: 'suspended', reason: 'deactivated' });
  clock.advance(DAY);
  expect(await due()).toEqual([]);
});

describe('whoever dies', () => {
  const dead = new Error('killed');
  /** The first commits are carried out; from then on nothing is. */
  const dyingAfter = (commits: number): Around => {
    let left = commits;
    return async (call, effect) => {
      if (call.operation === 'commit') left -= 1;
      if (left < 0) throw dead;
      return effect();
    };
  };

  it('between claim and outcome has it mailed by whoever comes next, and never posted again', async () => {
    let store: Around = dyingAfter(1);
    const { run, did, due, clock, stored } = await given({ around: (call, effect) => store(call, effect) });

    await expect(run()).rejects.toBe(dead);
    expect(did).toEqual(['post']);
    expect(await due()).toEqual([]);
    store = async (_call, effect) => effect();
    clock.advance(MINUTE);
    expect(await due()).toEqual([BEN]);
    await run();
    await run();

    expect(did).toEqual(['post', `mail ${KEY}`]);
    expect(await stored()).toMatchObject({ last: { status: 'fallen-back', reason: 'answer-not-seen' } });
  });

  it('while it is mailed leaves one that may have arrived, and is not mailed again', async () => {
    let store: Around = dyingAfter(3);
    const { run, did, clock, stored, log, due } = await given({
      posts: [refused('no-slack-user')],
      around: (call, effect) => store(call, effect),
    });

    await expect(run()).rejects.toBe(dead);
    store = async (_call, effect) => effect();
    clock.advance(MINUTE);
    expect(await due()).toEqual([BEN]);
    await run();
    await run();

    expect(did).toEqual(['post', `mail ${KEY}`]);
    expect(await stored()).toMatchObject({ status: 'planned', last: { status: 'not-seen', reason: 'no-slack-user' } });
    expect(await due()).toEqual([]);
    expect(log.events()).toContain('digest-ended');
  });

  it('only seemed to, and comes back late, leaves what is owed to whoever took over', async () => {
    const all = await given({
      mails: [new TransientError('mail-rate-limited', { retryAfterMs: 30_000 })],
      async meanwhile() {
        all.clock.advance(MINUTE);
        await all.run();
      },
    });

    await all.run();

    expect(all.did).toEqual(['post', `mail ${KEY}`]);
    expect(await all.stored()).toMatchObject({
      run: { fallback: 'answer-not-seen', retryAt: all.clock.now() + 30_000 },
      last: { status: 'sent' },
    });
  });

  it('before the claim leaves everything to the next', async () => {
    let store: Around = dyingAfter(0);
    const { run, did, due } = await given({ around: (call, effect) => store(call, effect) });

    await expect(run()).rejects.toBe(dead);
    expect(did).toEqual([]);
    store = async (_call, effect) => effect();
    expect(await due()).toEqual([BEN]);
    await run();

    expect(did).toEqual(['post']);
  });

  it('is not mistaken for a store that fails for a moment', async () => {
    let failures = 2;
    let commits = 0;
    const { run, did, stored, log } = await given({
      async around(call, effect) {
        if (call.operation === 'commit') commits += 1;
        if (call.operation === 'commit' && commits > 1 && failures > 0) {
          failures -= 1;
          throw new TransientError('store: 503');
        }
        return effect();
      },
    });

    await run();

    expect(did).toEqual(['post']);
    expect(await stored()).toMatchObject({ last: { status: 'sent' } });
    expect(log.events()).toEqual(['digest-outcome-not-stored', 'digest-outcome-not-stored', 'digest-ended']);
  });
});

describe('choosing another time while it is being sent', () => {
  it('keeps the choice and how it ended, and nothing comes twice that day', async () => {
    const later = { at: '12:00', days: plan.days };
    const all = await given({ meanwhile: () => all.settings.setDigest(BEN, { timeZone: 'UTC', plan: later }) });

    await all.run();
    all.clock.advance(2 * HOUR);
    await all.run();

    expect(all.did).toEqual(['post']);
    expect(await all.stored()).toEqual({
      status: 'planned',
      plan: later,
      nextAt: START + 3 * HOUR + DAY,
      last: { at: START + HOUR, status: 'sent' },
    });
  });

  it('keeps it off where it was turned off', async () => {
    const all = await given({ meanwhile: () => all.settings.setDigest(BEN, { timeZone: 'UTC', plan: undefined }) });

    await all.run();

    expect(await all.stored()).toEqual({ status: 'off', last: { at: START + HOUR, status: 'sent' } });
  });
});

it('refuses a time zone that nobody knows, and saves nothing', async () => {
  const { settings, stored } = await given();
  const before = await stored();

  expect(await settings.setDigest(BEN, { timeZone: 'Nowhere/Land', plan })).toEqual({
    ok: false,
    error: 'unknown-time-zone',
  });

  expect(await stored()).toEqual(before);
});

it('reads what was set before there were digests', async () => {
  const clock = fakeClock();
  const store = createMemoryStore({ clock });
  const quietHours = { from: '20:00', to: '07:00' };
  await store.createEntity('preference', BEN, { version: 1, data: { v: 1, timeZone: 'UTC', quietHours } });
  const preferences = createPreferences({ store, clock });
  const settings = createOwnSettings({ clock, preferences, loadWallClock });

  expect(await preferences.load(BEN)).toEqual({ timeZone: 'UTC', quietHours });
  await settings.setDigest(BEN, { timeZone: 'UTC', plan });

  expect(await preferences.load(BEN)).toMatchObject({ quietHours, digest: { status: 'planned' } });
});

it('keeps both when two people write at once', async () => {
  const clock = fakeClock();
  const preferences = createPreferences({ store: createMemoryStore({ clock }), clock });
  const settings = createOwnSettings({ clock, preferences, loadWallClock });

  await Promise.all([
    settings.setQuietHours(BEN, { timeZone: 'UTC', quietHours: { from: '20:00', to: '07:00' } }),
    settings.setDigest(BEN, { timeZone: 'UTC', plan }),
  ]);

  expect(await preferences.load(BEN)).toMatchObject({ quietHours: { from: '20:00' }, digest: { status: 'planned' } });
});
