import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inChunks, inParallel } from '../../src/shared/parallel';

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
};

it('answers in the order of the items, whatever the order in which they end', async () => {
  const slowFirst = [30, 20, 10, 0];

  expect(await inParallel(4, slowFirst, async (count) => turns(count).then(() => count))).toEqual(slowFirst);
});

it.each([
  [1, 5, 1],
  [3, 5, 3],
  [10, 5, 5],
  [4, 0, 0],
])('runs at most %i of %i at a time', async (limit, count, most) => {
  let running = 0;
  let seen = 0;

  await inParallel(limit, Array.from({ length: count }), async () => {
    running += 1;
    seen = Math.max(seen, running);
    await turns(3);
    running -= 1;
  });

  expect(seen).toBe(most);
});

it('fails with what failed first, after what was under way has ended', async () => {
  const ended: number[] = [];

  const work = inParallel(2, [0, 1], async (item) => {
    if (item === 0) throw new Error('first');
    await turns(20);
    ended.push(item);
  });

  await expect(work).rejects.toThrow('first');
  expect(ended).toEqual([1]);
});

it('chunks are full but for the last, and lose nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 7 }), (items, size) => {
      const chunks = inChunks(size, items);

      expect(chunks.flat()).toEqual(items);
      expect(chunks.slice(0, -1).every((chunk) => chunk.length === size)).toBe(true);
      expect(chunks.every((chunk) => chunk.length > 0)).toBe(true);
    }),
  );
});
