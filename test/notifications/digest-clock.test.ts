import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadWallClock } from '../../src/notifications/digest/wall-clock';

const wallClock = await loadWallClock();
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const WEEKDAYS = [1, 2, 3, 4, 5];
const next = (at: string, days: readonly number[], zone: string, after: string) =>
  new Date(wallClock.nextAfter({ at, days }, zone, Date.parse(after))).toISOString();

describe('the next planned time', () => {
  it.each([
    [
      'is today, where it is still to come',
      '08:00',
      EVERY_DAY,
      'UTC',
      '2026-03-02T07:59:59Z',
      '2026-03-02T08:00:00.000Z',
    ],
    ['is tomorrow at the very moment', '08:00', EVERY_DAY, 'UTC', '2026-03-02T08:00:00Z', '2026-03-03T08:00:00.000Z'],
    ['leaves the weekend out', '08:00', WEEKDAYS, 'UTC', '2026-03-06T09:00:00Z', '2026-03-09T08:00:00.000Z'],
    ['is a week later for one day', '08:00', [1], 'UTC', '2026-03-02T08:00:00Z', '2026-03-09T08:00:00.000Z'],
    [
      'is of the clocks of the zone',
      '08:00',
      EVERY_DAY,
      'Asia/Kolkata',
      '2026-03-02T00:00:00Z',
      '2026-03-02T02:30:00.000Z',
    ],
    [
      'counts the weekday of the zone',
      '08:00',
      [2],
      'Pacific/Auckland',
      '2026-03-02T10:00:00Z',
      '2026-03-02T19:00:00.000Z',
    ],
    [
      'counts it also behind UTC',
      '20:00',
      [1],
      'America/Los_Angeles',
      '2026-03-03T00:00:00Z',
      '2026-03-03T04:00:00.000Z',
    ],
    ['moves with summer time', '08:00', EVERY_DAY, 'Europe/Berlin', '2026-03-28T08:00:00Z', '2026-03-29T06:00:00.000Z'],
    [
      'moves back with winter time',
      '08:00',
      EVERY_DAY,
      'Europe/Berlin',
      '2026-10-24T07:00:00Z',
      '2026-10-25T07:00:00.000Z',
    ],
    [
      'is the moment of the leap for a time that is leapt over',
      '02:30',
      EVERY_DAY,
      'Europe/Berlin',
      '2026-03-28T12:00:00Z',
      '2026-03-29T01:00:00.000Z',
    ],
    [
      'is the first of two of the same name',
      '02:30',
      EVERY_DAY,
      'Europe/Berlin',
      '2026-10-24T12:00:00Z',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'is not the second of them',
      '02:30',
      EVERY_DAY,
      'Europe/Berlin',
      '2026-10-25T00:30:00Z',
      '2026-10-26T01:30:00.000Z',
    ],
    [
      'knows midnight that does not exist',
      '00:00',
      EVERY_DAY,
      'America/Asuncion',
      '2023-09-30T12:00:00Z',
      '2023-10-01T04:00:00.000Z',
    ],
    [
      'knows half hours of summer time',
      '02:15',
      EVERY_DAY,
      'Australia/Lord_Howe',
      '2026-10-03T12:00:00Z',
      '2026-10-03T15:30:00.000Z',
    ],
  ])('%s', (_what, at, days, zone, after, expected) => {
    expect(next(at, days, zone, after)).toBe(expected);
  });

  it('is always ahead, on a chosen day, and at most eight days away', () => {
    const time = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((parts) => parts.map((n) => String(n).padStart(2, '0')).join(':'));
    const zone = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/Los_Angeles',
      'Pacific/Auckland',
      'Australia/Lord_Howe',
    );
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    const instant = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });
    fc.assert(
      fc.property(time, days, zone, instant, (at, chosen, timeZone, after) => {
        const found = wallClock.nextAfter({ at, days: chosen }, timeZone, after);

        expect(found).toBeGreaterThan(after);
        expect(found - after).toBeLessThanOrEqual(8 * 86_400_000);
        expect(wallClock.nextAfter({ at, days: chosen }, timeZone, found - 1)).toBe(found);
      }),
    );
  });
});

it.each([
  ['an ordinary day', 'Europe/Berlin', '2026-03-02T09:00:00Z', '2026-03-02T23:00:00.000Z'],
  ['a day of 23 hours', 'Europe/Berlin', '2026-03-29T00:00:00Z', '2026-03-29T22:00:00.000Z'],
  ['a day of 25 hours', 'Europe/Berlin', '2026-10-25T00:00:00Z', '2026-10-25T23:00:00.000Z'],
  ['a day far ahead of UTC', 'Pacific/Kiritimati', '2026-03-02T10:00:00Z', '2026-03-03T10:00:00.000Z'],
])('%s ends at midnight of the zone', (_what, zone, at, expected) => {
  expect(new Date(wallClock.endOfDay(zone, Date.parse(at))).toISOString()).toBe(expected);
});

it.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['Nowhere/Land', false],
  ['+02:00', false],
  ['', false],
  ['2026-01-01T00:00[Europe/Berlin]', false],
])('knows time zones by their names: %s', (name, expected) => {
  expect(wallClock.isTimeZone(name)).toBe(expected);
});
