import { describe, expect, it } from 'vitest';
import { toCurl } from '../../static/app/src/settings/automation/curl-example';
import {
  dayMinutes,
  inWords,
  shownIn,
  toDuration,
  toMinutes,
} from '../../static/app/src/settings/definitions/deadline/duration';
import { toSubject } from '../../static/app/src/settings/definitions/dry-run/subject-input';
import { withWords } from '../../static/app/src/settings/definitions/fields/words';
import { turnedInto } from '../../static/app/src/settings/definitions/quorum/quorum';
import { stepInWords } from '../../static/app/src/settings/definitions/steps/step-words';
import { asOnMonday, freshCalendar, spansOf, withSpan } from '../../static/app/src/settings/definitions/terms/calendar';
import { freshVote, withVote } from '../../static/app/src/settings/definitions/vote/vote';
import { peopleOf } from '../../static/app/src/starting/preview-groups';
import { step } from './settings-forms';

const WEEK = freshCalendar('Europe/Berlin');
const WORKING_DAY = 8 * 60;

describe('a duration', () => {
  it('counts a day as long as the working time of the longest day, or as all of it', () => {
    const split = {
      ...WEEK,
      hours: [
        { day: 1, from: '08:00', to: '12:00' },
        { day: 1, from: '13:00', to: '19:30' },
      ],
    };

    expect(dayMinutes(undefined)).toBe(24 * 60);
    expect(dayMinutes(WEEK)).toBe(WORKING_DAY);
    expect(dayMinutes(split)).toBe(10.5 * 60);
    expect(dayMinutes({ ...WEEK, hours: [] })).toBe(24 * 60);
  });

  it.each([
    [0, { amount: 0, unit: 'minutes' }],
    [45, { amount: 45, unit: 'minutes' }],
    [120, { amount: 2, unit: 'hours' }],
    [960, { amount: 2, unit: 'days' }],
    [1440, { amount: 3, unit: 'days' }],
  ])('says %i minutes in the largest unit without a fraction', (minutes, duration) => {
    expect(toDuration(minutes, WORKING_DAY)).toEqual(duration);
    expect(toMinutes(toDuration(minutes, WORKING_DAY), WORKING_DAY)).toBe(minutes);
  });

  it('stays in the unit that somebody chose while that fits', () => {
    expect(shownIn(WORKING_DAY, WORKING_DAY, 'hours')).toEqual({ amount: 8, unit: 'hours' });
    expect(shownIn(90, WORKING_DAY, 'hours')).toEqual({ amount: 90, unit: 'minutes' });
  });

  it('is one day, not 1 days', () => {
    expect([inWords(480, WORKING_DAY), inWords(960, WORKING_DAY)]).toEqual(['1 day', '2 days']);
  });
});

describe('working time', () => {
  it('lets a second span begin where the first one ends', () => {
    const spans = spansOf(withSpan(WEEK, 2), 2);

    expect(spans).toEqual([
      { index: 1, span: { day: 2, from: '09:00', to: '17:00' } },
      { index: 2, span: { day: 2, from: '17:00', to: '24:00' } },
    ]);
  });

  it('takes Monday’s hours for the week and leaves the weekend alone', () => {
    const hours = [
      { day: 1, from: '07:00', to: '15:00' },
      { day: 3, from: '10:00', to: '11:00' },
      { day: 6, from: '09:00', to: '10:00' },
    ];

    const same = asOnMonday({ ...WEEK, hours }).hours;

    expect(same.map(({ day, from }) => `${day} ${from}`)).toEqual([
      '1 07:00',
      '2 07:00',
      '3 07:00',
      '4 07:00',
      '5 07:00',
      '6 09:00',
    ]);
  });
});

describe('a quorum', () => {
  it('becomes the first of several rules and keeps the rejections that fail it', () => {
    expect(turnedInto({ type: 'number', pass: 3, fail: 2 }, 'any-of')).toEqual({
      type: 'any-of',
      rules: [{ type: 'number', pass: 3 }],
      fail: 2,
    });
  });

  it('keeps what was entered when the same kind is chosen again', () => {
    expect(turnedInto({ type: 'percent', percent: 66 }, 'percent')).toEqual({ type: 'percent', percent: 66 });
  });
});

describe('a vote', () => {
  it('takes away what has no meaning in it', () => {
    const voting = withVote(step({ quorum: { type: 'named', people: ['ada'], fail: 1 } }), freshVote());

    expect(voting).toMatchObject({ quorum: { type: 'all' }, allow: { requestChanges: false } });
    expect(voting.quorum).not.toHaveProperty('fail');
  });

  it('leaves the step as it is when it goes', () => {
    expect(withVote({ ...step(), vote: freshVote() }, undefined)).toEqual(step());
  });
});

describe('what a dry run is about', () => {
  it.each([
    ['SHOP-1', { kind: 'work-item', id: 'SHOP-1' }],
    [' shop-12 ', { kind: 'work-item', id: 'SHOP-12' }],
    ['https://acme.atlassian.net/browse/SHOP-7?focused=1', { kind: 'work-item', id: 'SHOP-7' }],
    ['98765', { kind: 'page', id: '98765' }],
    ['https://acme.atlassian.net/wiki/spaces/DOCS/pages/98765/How-2+do', { kind: 'page', id: '98765' }],
    ['the release', undefined],
    ['', undefined],
  ])('is found in “%s”', (entered, subject) => {
    expect(toSubject(entered)).toEqual(subject);
  });

  it('names the people, their delegates, the excluded and those asked later', () => {
    const run = {
      subject: { key: 'SHOP-1', title: '', url: '' },
      problems: [],
      automatic: { defined: false, applies: false },
      steps: [
        {
          name: 'One',
          group: 1,
          included: true,
          asks: '',
          where: '',
          quorum: '',
          people: [
            { id: 'ada', delegates: ['ben'], reachedBy: 'email' as const },
            { id: 'mailto:eve@partner.example', delegates: [], reachedBy: 'email' as const },
          ],
          excluded: [{ id: 'dora', because: '' }],
          reminders: [],
          escalations: [{ at: 1, to: 'cleo' }],
        },
      ],
    };

    expect(peopleOf(run)).toEqual(['ada', 'ben', 'mailto:eve@partner.example', 'dora', 'cleo']);
  });
});

it('takes a pasted list apart and adds each of it once', () => {
  expect(withWords(['a@x.example'], 'b@x.example; a@x.example,\n c@x.example ,')).toEqual([
    'a@x.example',
    'b@x.example',
    'c@x.example',
  ]);
});

it('says in a line what a step does', () => {
  const people = { nameOf: (id: string) => id.toUpperCase(), pictureOf: () => undefined };
  const asks = { type: 'user' as const, people: ['ada', 'ben', 'cleo', 'dora'] };

  expect(stepInWords(step({ asks, quorum: { type: 'any' } }), people, WORKING_DAY)).toBe(
    'ADA, BEN, CLEO and 1 more · any one person',
  );
});

it('quotes what it puts into a shell command, and leaves the token to the environment', () => {
  const curl = toCurl('https://x.example/a', { definition: "Ben's" });

  expect(curl).toContain(`-d '{"definition":"Ben'\\''s"}'`);
  expect(curl).toContain('"Authorization: Bearer $BATON_TOKEN"');
});
