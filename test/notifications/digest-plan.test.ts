import { describe, expect, it } from 'vitest';
import type { Digest, DigestRun, Planned } from '../../src/notifications/core/digest';
import { digestAfter, waitsUntil } from '../../src/notifications/core/digest-plan';
import { loadWallClock } from '../../src/notifications/digest/wall-clock';

const wallClock = await loadWallClock();
const at = (text: string) => Date.parse(`2026-03-${text}:00Z`);
/** A Monday. */
const NOW = at('02T09:00');
const plan = { at: '08:00', days: [1, 2, 3, 4, 5] };
const planned = (more: Partial<Planned> = {}): Planned => ({
  status: 'planned',
  plan,
  nextAt: at('03T08:00'),
  ...more,
});
const run = (more: Partial<DigestRun> = {}): DigestRun => ({
  since: at('02T08:00'),
  attempts: 0,
  retryAt: NOW,
  ...more,
});
const choose = (digest: Digest | undefined, chosen: { timeZone?: string; plan?: typeof plan | undefined } = { plan }) =>
  digestAfter(
    { timeZone: 'UTC', ...(digest === undefined ? {} : { digest }) },
    { timeZone: 'UTC', plan: undefined, ...chosen },
    { at: NOW, wallClock },
  );
const told = { last: { at: at('02T08:00'), status: 'sent' as const } };

describe('choosing a digest', () => {
  it.each([
    ['plans the next time of the day', undefined, { at: '10:00', days: [1] }, at('02T10:00')],
    ['plans another day where the time is over', undefined, plan, at('03T08:00')],
    ['takes up what was suspended', { status: 'suspended', plan, reason: 'no-slack-user' }, plan, at('03T08:00')],
    ['waits for tomorrow, where one was sent today', planned(told), { at: '10:00', days: plan.days }, at('03T10:00')],
    [
      'waits for tomorrow also when it was off between',
      { status: 'off', ...told },
      { at: '10:00', days: plan.days },
      at('03T10:00'),
    ],
    [
      'comes today, where nothing was sent today',
      planned({ last: { at: at('02T08:00'), status: 'nothing-to-tell' } }),
      { at: '10:00', days: plan.days },
      at('02T10:00'),
    ],
    [
      'comes today, where the last was yesterday',
      planned({ last: { at: at('01T08:00'), status: 'sent' } }),
      { at: '10:00', days: plan.days },
      at('02T10:00'),
    ],
    ['drops the old time that is due', planned({ nextAt: NOW }), { at: '10:00', days: plan.days }, at('02T10:00')],
  ] as const)('%s', (_what, before, chosen, nextAt) => {
    const digest = choose(before, { plan: { at: chosen.at, days: [...chosen.days] } });

    expect(digest).toMatchObject({ status: 'planned', nextAt });
    expect(digest).not.toHaveProperty('run');
  });

  it('changes nothing where it is chosen once more, also when it is due', () => {
    const due = planned({ nextAt: at('02T08:00'), ...told });

    expect(choose(due)).toEqual(due);
  });

  it('moves what is planned to the clocks of another zone', () => {
    expect(choose(planned(), { plan, timeZone: 'Asia/Kolkata' })).toMatchObject({ nextAt: at('03T02:30') });
  });

  it('lets what is under way come to its end, and plans for another day', () => {
    const held = run({ attempts: 1, claim: { doing: 'post', until: NOW + 1 } });

    expect(choose(planned({ run: held }), { plan: { at: '10:00', days: [1, 2] } })).toMatchObject({
      nextAt: at('03T10:00'),
      run: held,
    });
  });

  it('looks again at what waits for quiet hours, which may be others now', () => {
    expect(choose(planned({ run: run({ retryAt: at('02T11:00') }) }))).toMatchObject({ run: { retryAt: NOW } });
  });

  it('keeps how the last one ended when it is turned off', () => {
    expect(choose(planned({ ...told, run: run() }), { plan: undefined })).toEqual({ status: 'off', ...told });
    expect(choose(undefined, { plan: undefined })).toBeUndefined();
  });
});

it.each([
  ['within them', { from: '07:00', to: '09:00' }, '09:00'],
  ['over midnight', { from: '20:00', to: '08:30' }, '08:30'],
  ['at their end', { from: '20:00', to: '08:00' }, undefined],
  ['at other times', { from: '12:00', to: '13:00' }, undefined],
])('says until when it waits for quiet hours: %s', (_what, quietHours, expected) => {
  expect(waitsUntil({ timeZone: 'UTC', quietHours }, plan)).toBe(expected);
});
