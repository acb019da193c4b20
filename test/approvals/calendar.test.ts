import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadWorkingTime, type WorkingTime } from '../../src/approvals/calendar';
import type { Calendar } from '../../src/approvals/core/definition';
import { DAY_MS, MINUTE_MS } from '../support/builders';

const WORKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [...WORKDAYS, 6, 7];

const calendar = (
  timeZone: string,
  spans: readonly (readonly [from: string, to: string])[] = [['09:00', '17:00']],
  { days = WORKDAYS, holidays = [] }: { days?: readonly number[]; holidays?: readonly string[] } = {},
): Calendar => ({
  timeZone,
  hours: days.flatMap((day) => spans.map(([from, to]) => ({ day, from, to }))),
  holidays,
});

const BERLIN = calendar('Europe/Berlin');
const NEW_YORK = calendar('America/New_York');
const AUCKLAND = calendar('Pacific/Auckland');
const LUNCH = calendar('Europe/Berlin', [
  ['13:00', '17:00'],
  ['09:00', '12:00'],
]);
const KOLKATA = calendar('Asia/Kolkata', [['10:00', '18:30']], { days: [...WORKDAYS, 6] });
const EASTER = calendar('Europe/Berlin', undefined, { holidays: ['2026-04-03', '2026-04-06'] });
const THANKSGIVING = calendar('America/New_York', undefined, { holidays: ['2026-11-26'] });
const sundays = (timeZone: string, from: string, to: string) => calendar(timeZone, [[from, to]], { days: [7] });

let time: WorkingTime;

beforeAll(async () => {
  time = await loadWorkingTime();
});

const isoAfter = (given: Calendar | undefined, from: string, minutes: number) =>
  new Date(time.after(given, Date.parse(from), minutes)).toISOString().replace(':00.000Z', 'Z');

describe('working time', () => {
  it.each<[string, Calendar | undefined, string, number, string]>([
    ['without a calendar is every minute', undefined, '2026-03-28T23:00Z', 2_880, '2026-03-30T23:00Z'],
    ['goes on within the hours', BERLIN, '2026-03-02T08:00Z', 90, '2026-03-02T09:30Z'],
    ['ends with the hours, not when they begin again', BERLIN, '2026-03-27T08:00Z', 480, '2026-03-27T16:00Z'],
    ['goes on the next morning', BERLIN, '2026-03-02T08:00Z', 481, '2026-03-03T08:01Z'],
    ['starts with the hours for who comes early', BERLIN, '2026-03-02T04:00Z', 60, '2026-03-02T09:00Z'],
    ['starts the next day for who comes late', BERLIN, '2026-03-02T19:00Z', 60, '2026-03-03T09:00Z'],
    ['starts on Monday for who comes on Saturday', BERLIN, '2026-03-28T11:00Z', 60, '2026-03-30T08:00Z'],
    ['of no minutes starts with the hours', BERLIN, '2026-03-28T11:00Z', 0, '2026-03-30T07:00Z'],
    ['of no minutes stays at the end of the hours', BERLIN, '2026-03-27T16:00Z', 0, '2026-03-27T16:00Z'],
    ['loses no hour in Berlin in spring', BERLIN, '2026-03-27T15:00Z', 120, '2026-03-30T08:00Z'],
    ['gains no hour in Berlin in autumn', BERLIN, '2026-10-23T14:00Z', 120, '2026-10-26T09:00Z'],
    ['loses no hour in New York in spring', NEW_YORK, '2026-03-06T21:00Z', 120, '2026-03-09T14:00Z'],
    ['gains no hour in New York in autumn', NEW_YORK, '2026-10-30T20:00Z', 120, '2026-11-02T15:00Z'],
    ['gains no hour in Auckland in autumn', AUCKLAND, '2026-04-03T03:00Z', 120, '2026-04-05T22:00Z'],
    ['loses no hour in Auckland in spring', AUCKLAND, '2026-09-25T04:00Z', 120, '2026-09-27T21:00Z'],
    ['knows half hours and Saturdays in Kolkata', KOLKATA, '2026-03-07T12:30Z', 60, '2026-03-09T05:00Z'],
    ['leaves holidays out', EASTER, '2026-04-02T14:30Z', 60, '2026-04-07T07:30Z'],
    ['leaves out a holiday within the week', THANKSGIVING, '2026-11-25T21:59Z', 2, '2026-11-27T14:01Z'],
    ['leaves the lunch out', LUNCH, '2026-03-02T10:30Z', 60, '2026-03-02T12:30Z'],
    ['starts after lunch for who comes then', LUNCH, '2026-03-02T11:20Z', 10, '2026-03-02T12:10Z'],
    [
      'of a day of 23 hours is 23 hours',
      sundays('Europe/Berlin', '00:00', '24:00'),
      '2026-03-28T12:00Z',
      1_440,
      '2026-04-04T23:00Z',
    ],
    [
      'of a day of 25 hours is 25 hours',
      sundays('Europe/Berlin', '00:00', '24:00'),
      '2026-10-24T12:00Z',
      1_500,
      '2026-10-25T23:00Z',
    ],
    [
      'counts an hour that comes twice twice',
      sundays('America/New_York', '01:00', '03:00'),
      '2026-10-31T12:00Z',
      180,
      '2026-11-01T08:00Z',
    ],
    [
      'starts at the leap where the clocks leap over its start',
      sundays('Europe/Berlin', '02:30', '04:00'),
      '2026-03-28T12:00Z',
      30,
      '2026-03-29T01:30Z',
    ],
    [
      'has no hours that the clocks leap over',
      sundays('Europe/Berlin', '02:00', '03:00'),
      '2026-03-28T12:00Z',
      30,
      '2026-04-05T00:30Z',
    ],
    [
      'that ends at midnight stays there',
      calendar('Asia/Kolkata', [['00:00', '24:00']], { days: [5] }),
      '2026-03-06T18:30Z',
      0,
      '2026-03-06T18:30Z',
    ],
    [
      'goes on over midnight',
      calendar('Asia/Kolkata', [['00:00', '24:00']], { days: EVERY_DAY }),
      '2026-03-06T18:00Z',
      60,
      '2026-03-06T19:00Z',
    ],
    [
      'counts hours that overlap once',
      calendar('Europe/Berlin', [
        ['09:00', '15:00'],
        ['10:00', '17:00'],
      ]),
      '2026-03-27T08:00Z',
      481,
      '2026-03-30T07:01Z',
    ],
    ['goes back over the weekend', BERLIN, '2026-03-30T08:00Z', -120, '2026-03-27T15:00Z'],
    ['goes back from outside the hours', BERLIN, '2026-03-29T10:00Z', -60, '2026-03-27T15:00Z'],
    ['goes back to the beginning of the hours', BERLIN, '2026-03-30T08:00Z', -60, '2026-03-30T07:00Z'],
    ['goes back over the lunch', LUNCH, '2026-03-02T12:30Z', -60, '2026-03-02T10:30Z'],
    ['goes back without a calendar', undefined, '2026-03-02T12:30Z', -60, '2026-03-02T11:30Z'],
  ])('%s', (_name, given, from, minutes, expected) => {
    expect(isoAfter(given, from, minutes)).toBe(expected);
  });

  it.each<[string, Calendar]>([
    ['has none', calendar('Europe/Berlin', [])],
    ['has none that end after they begin', calendar('Europe/Berlin', [['17:00', '09:00']])],
  ])('is every minute where a calendar %s', (_name, given) => {
    expect(isoAfter(given, '2026-03-28T23:00Z', 60)).toBe('2026-03-29T00:00Z');
  });

  it.each([1, -1])('ends some day where there is hardly any (%i)', (direction) => {
    const from = Date.parse('2026-03-28T23:00Z');
    const reached = time.after(sundays('Europe/Berlin', '00:00', '00:01'), from, direction * 500_000);

    expect(Math.abs(reached - from)).toBe(4_000 * DAY_MS);
  });
});

describe('a time zone', () => {
  it.each(['Europe/Berlin', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+5'])('may be %s', (name) => {
    expect(time.isTimeZone(name)).toBe(true);
  });

  it.each(['', 'Berlin', 'Europe/Berlin ', '+05:30', '2026-03-02T00:00Z[Europe/Berlin]'])('may not be %j', (name) => {
    expect(time.isTimeZone(name)).toBe(false);
  });
});

/** Whether people work, as the wall clock says; by another library than the one under test. */
function worksAt(given: Calendar) {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: given.timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return (at: number) => {
    const [date = '', clock = ''] = format.format(at).split(' ');
    const day = new Date(`${date}T00:00Z`).getUTCDay() || 7;
    const open = given.hours.some((each) => each.day === day && each.from <= clock && clock < each.to);
    return open && !given.holidays.includes(date);
  };
}

describe('whatever the calendar and the start', () => {
  const CLOCK = ['00:00', '04:00', '06:30', '09:00', '12:15', '17:00', '22:00', '24:00'];
  const someSpan = fc
    .tuple(fc.nat(CLOCK.length - 2), fc.integer({ min: 1, max: 7 }))
    .map(([first, more]) => [CLOCK[first] ?? '', CLOCK[Math.min(first + more, CLOCK.length - 1)] ?? ''] as const);
  const someCalendar = fc
    .record({
      zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'),
      spans: fc.array(someSpan, { minLength: 1, maxLength: 3 }),
      days: fc.subarray(EVERY_DAY, { minLength: 2 }),
      holidays: fc.subarray(['2026-03-09', '2026-03-29', '2026-04-06', '2026-10-26', '2026-11-02']),
    })
    .map(({ zone, spans, days, holidays }) => calendar(zone, spans, { days, holidays }));
  /** On a whole minute, in the weeks in which clocks are changed. */
  const someStart = fc
    .tuple(fc.constantFrom('2026-03-05', '2026-09-22', '2026-10-20'), fc.nat(20 * 1_440))
    .map(([date, minutes]) => Date.parse(`${date}T00:00Z`) + minutes * MINUTE_MS);
  const someMinutes = fc.nat(4_000);

  it('it is as many minutes of the wall clock as were asked for', () => {
    fc.assert(
      fc.property(someCalendar, someStart, fc.integer({ min: 1, max: 1_200 }), (given, from, minutes) => {
        const works = worksAt(given);
        let at = from;
        for (let counted = 0; counted < minutes; at += MINUTE_MS) if (works(at)) counted += 1;

        expect(time.after(given, from, minutes)).toBe(at);
      }),
      { numRuns: 30 },
    );
  });

  it('it is as many minutes backwards', () => {
    fc.assert(
      fc.property(someCalendar, someStart, fc.integer({ min: 1, max: 1_200 }), (given, from, minutes) => {
        const works = worksAt(given);
        let at = from;
        for (let counted = 0; counted < minutes; at -= MINUTE_MS) if (works(at - MINUTE_MS)) counted += 1;

        expect(time.after(given, from, -minutes)).toBe(at);
      }),
      { numRuns: 30 },
    );
  });

  it('more minutes never end earlier, and two stretches are as long as one', () => {
    fc.assert(
      fc.property(someCalendar, someStart, someMinutes, someMinutes, (given, from, one, more) => {
        const first = time.after(given, from, one);

        expect(time.after(given, from, one + more)).toBe(time.after(given, first, more));
        expect(time.after(given, from, one + more)).toBeGreaterThanOrEqual(first);
        expect(first).toBeGreaterThanOrEqual(from);
      }),
    );
  });

  it('it ends in working time, or when that ends', () => {
    fc.assert(
      fc.property(someCalendar, someStart, someMinutes, (given, from, minutes) => {
        const works = worksAt(given);
        const end = time.after(given, from, minutes);

        expect(works(end) || works(end - 1)).toBe(true);
      }),
    );
  });
});
