import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hushed, quietUntil } from '../../src/notifications/core/quiet';
import { createPreferences } from '../../src/notifications/preferences';
import { ADA, notification } from '../support/builders';
import { fakeClock, START } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';

const NIGHT = { timeZone: 'Europe/Berlin', quietHours: { from: '20:00', to: '07:00' } };
const NOON = { timeZone: 'UTC', quietHours: { from: '12:00', to: '13:00' } };
const HOUR = 3_600_000;

describe('quiet hours', () => {
  it.each([
    ['begin at their first minute', NIGHT, '20:00', 11 * HOUR],
    ['go on after midnight', NIGHT, '00:30', 6.5 * HOUR],
    ['end at their last', NIGHT, '07:00', undefined],
    ['do not hold before they begin', NIGHT, '19:59', undefined],
    ['hold within one day', NOON, '12:45', 0.25 * HOUR],
    ['do not hold outside of it', NOON, '13:00', undefined],
    ['are none where none are set', { timeZone: 'UTC' }, '03:00', undefined],
  ])('%s', (_what, preferences, wallClock, wait) => {
    expect(quietUntil(preferences, wallClock, START)).toBe(wait === undefined ? undefined : START + wait);
  });

  it('never hold anything back for as long as a day', () => {
    const time = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((parts) => parts.map((n) => String(n).padStart(2, '0')).join(':'));

    fc.assert(
      fc.property(time, time, time, (from, to, now) => {
        const until = quietUntil({ timeZone: 'UTC', quietHours: { from, to } }, now, START);

        if (until !== undefined) expect(until - START).toBeLessThan(24 * HOUR);
        if (until !== undefined) expect(until).toBeGreaterThan(START);
      }),
    );
  });

  it('are those of the wall clock of the person', async () => {
    const clock = fakeClock(Date.UTC(2026, 0, 15, 19, 30));
    const preferences = createPreferences({ store: createMemoryStore({ clock }), clock });
    await preferences.change(ADA, () => NIGHT);
    const values = new Map([[ADA as string, { version: 1, data: { v: 1, ...NIGHT } }]]);

    expect(await preferences.load(ADA)).toEqual(NIGHT);
    expect(preferences.quietOf(ADA, values)).toBe(Date.UTC(2026, 0, 16, 6, 0));
    expect(preferences.quietOf(ADA, new Map())).toBeUndefined();
  });
});

describe('what comes in quiet hours', () => {
  const until = START + HOUR;

  it('waits until they are over', () => {
    expect(hushed(notification(), until).retryAt).toBe(until);
  });

  it.each([
    ['was tried already', notification({ attempts: 1 })],
    ['was sent already', notification({ progress: { status: 'sent' } })],
    ['falls back to e-mail', notification({ progress: { status: 'pending', fallback: 'no-slack-user' } })],
    ['somebody is at', notification({ claim: { doing: 'post', until: START } })],
    ['is due later anyway', notification({ retryAt: until + 1 })],
  ])('does not wait when it %s', (_what, row) => {
    expect(hushed(row, until)).toBe(row);
  });

  it('does not wait when there are none', () => {
    const row = notification();

    expect(hushed(row, undefined)).toBe(row);
  });
});
