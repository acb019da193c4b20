import { describe, expect, it } from 'vitest';
import { createUserDigest } from '../../src/admin/user-digest';
import type { Preferences } from '../../src/notifications/core/quiet';
import { createOwnSettings } from '../../src/notifications/digest/settings';
import { loadWallClock } from '../../src/notifications/digest/wall-clock';
import { createPreferences } from '../../src/notifications/preferences';
import { InvalidInputError } from '../../src/shared/errors';
import { BEN, CLEO, DAY_MS } from '../support/builders';
import { fakeClock, START } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';
import { viewer } from './given-user-api';

/** It is Monday, 9:00 UTC. */
async function given(before?: Preferences) {
  const clock = fakeClock();
  const preferences = createPreferences({ store: createMemoryStore({ clock }), clock });
  if (before !== undefined) await preferences.change(BEN, () => before);
  const ownSettings = createOwnSettings({ clock, preferences, loadWallClock });
  return { calls: createUserDigest({ ownSettings }), preferences };
}

const input = { at: '09:30', days: [5, 1], timeZone: 'UTC' };
const plan = { at: '09:30', days: [1, 5] };

describe('the viewer’s digest', () => {
  it('is none at first', async () => {
    const { calls } = await given();

    expect(await calls['digest/get'](viewer(), {})).toEqual({ ok: true, value: {} });
  });

  it('is saved for the viewer alone, and says when it comes', async () => {
    const { calls, preferences } = await given();

    expect(await calls['digest/save'](viewer(), { ...input, accountId: CLEO })).toEqual({
      ok: true,
      value: { timeZone: 'UTC', plan, nextAt: START + 30 * 60_000 },
    });
    expect(await preferences.load(BEN)).toMatchObject({ digest: { plan } });
    expect(await preferences.load(CLEO)).toBeUndefined();
  });

  it('says that it waits for quiet hours, which it leaves as they are', async () => {
    const quietHours = { from: '20:00', to: '10:00' };
    const { calls } = await given({ timeZone: 'UTC', quietHours });

    expect(await calls['digest/save'](viewer(), input)).toMatchObject({
      value: { quietHours, note: 'Your quiet hours hold then, so it comes when they end, at 10:00.' },
    });
  });

  it('is turned off, and keeps how the last one ended', async () => {
    const last = { at: START - DAY_MS, status: 'sent' } as const;
    const { calls } = await given({ timeZone: 'UTC', digest: { status: 'planned', plan, nextAt: START, last } });

    expect(await calls['digest/turn-off'](viewer(), {})).toEqual({
      ok: true,
      value: { timeZone: 'UTC', last: { at: last.at, ok: true, text: 'Sent in Slack.' } },
    });
  });

  it('shows that it is paused, why, and how the last one ended', async () => {
    const last = { at: START, status: 'not-sent', reason: 'no-slack-user', mail: 'no-mail-api' } as const;
    const { calls } = await given({
      timeZone: 'UTC',
      digest: { status: 'suspended', plan, reason: 'no-slack-user', last },
    });

    expect(await calls['digest/get'](viewer(), {})).toEqual({
      ok: true,
      value: {
        timeZone: 'UTC',
        plan,
        paused: expect.stringContaining('save the digest again'),
        last: { at: START, ok: false, text: expect.stringContaining('could not be sent') },
      },
    });
  });

  it.each([
    ['a time that is none', { at: '24:00' }, 'at'],
    ['no time', { at: '' }, 'at'],
    ['no day', { days: [] }, 'days'],
    ['a day that is none', { days: [1, 8] }, 'days[1]'],
    ['half a day', { days: [1.5] }, 'days[0]'],
    ['a day twice', { days: [1, 1] }, 'days'],
    ['a time zone without end', { timeZone: 'x'.repeat(101) }, 'timeZone'],
  ])('is refused with %s, by its field', async (_what, wrong, field) => {
    const { calls, preferences } = await given();

    const refused = await calls['digest/save'](viewer(), { ...input, ...wrong }).catch((error: unknown) => error);

    expect(refused).toBeInstanceOf(InvalidInputError);
    expect(refused).toMatchObject({ issues: [{ field, problem: expect.stringMatching(/^must/) }] });
    expect(await preferences.load(BEN)).toBeUndefined();
  });

  it('is refused with a time zone that nobody knows, by its field', async () => {
    const { calls } = await given();

    expect(await calls['digest/save'](viewer(), { ...input, timeZone: 'Nowhere/Land' })).toEqual({
      ok: false,
      error: expect.stringContaining('Europe/Berlin'),
      field: 'timeZone',
    });
  });
});
