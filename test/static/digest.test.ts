import { expect, it } from 'vitest';
import { toDraft, toggled } from '../../static/app/src/mine/digest-draft';

it('offers what was saved, else what most people want on the clocks of whoever looks', () => {
  expect(toDraft({}, 'Asia/Tokyo')).toEqual({ at: '08:00', days: [1, 2, 3, 4, 5], timeZone: 'Asia/Tokyo' });
  expect(toDraft({ timeZone: 'UTC', plan: { at: '17:00', days: [6] } }, 'Asia/Tokyo')).toEqual({
    at: '17:00',
    days: [6],
    timeZone: 'UTC',
  });
});

it('turns a day on and off, in the order of the week', () => {
  expect(toggled([1, 5], 3)).toEqual([1, 3, 5]);
  expect(toggled([1, 3, 5], 3)).toEqual([1, 5]);
});
