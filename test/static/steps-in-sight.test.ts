import { describe, expect, it } from 'vitest';
import { firstOf, inSight, toGroups } from '../../static/app/src/approval/step-groups';
import { step } from './views';

const row = (length: number, isDone: (number: number) => boolean) =>
  toGroups(
    Array.from({ length }, (_, index) => step(`${index + 1}`, { state: isDone(index + 1) ? 'approved' : 'waiting' })),
  );

const names = (groups: readonly (readonly { number: number }[])[]) => groups.flat().map(({ number }) => number);

describe('the steps of an approval', () => {
  it('are all in sight while they are few', () => {
    const { before, shown, after } = inSight(row(7, (number) => number < 4));

    expect(names(shown)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect([...before, ...after]).toEqual([]);
  });

  it('are folded around the one that runs and the next ones where they are many', () => {
    const { before, shown, after } = inSight(row(50, (number) => number < 25));

    expect(names(shown)).toEqual([25, 26, 27]);
    expect([names(before).length, names(after).length]).toEqual([24, 23]);
  });

  it('begin with the first where all of many are past', () => {
    const { before, shown, after } = inSight(row(9, () => true));

    expect([names(before), names(shown), names(after)]).toEqual([[], [1, 2, 3], [4, 5, 6, 7, 8, 9]]);
  });
});

describe('the steps of a definition', () => {
  it.each([
    ['are all in sight while they are few', 7, 7, 0],
    ['are folded after the first where they are many', 50, 3, 47],
  ])('%s', (_claim, many, shown, folded) => {
    const steps = Array.from({ length: many }, (_, index) => index + 1);
    const found = firstOf(steps);

    expect([found.shown.length, found.after.length]).toEqual([shown, folded]);
    expect([...found.shown, ...found.after]).toEqual(steps);
  });
});
