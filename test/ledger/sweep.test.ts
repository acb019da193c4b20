import { describe, expect, it } from 'vitest';
import { createSweep, type Leftover } from '../../src/ledger/sweep';
import { TransientError } from '../../src/shared/errors';
import { fakeClock, fakeLog, START } from '../support/fake-ports';

type Page = Awaited<ReturnType<Leftover<string>['find']>>;

/** Pages by cursor; the first has none. */
function given(pages: Readonly<Record<string, Page>>, takeUp: (item: string) => Promise<void> = async () => {}) {
  const log = fakeLog();
  const sweep = createSweep({ clock: fakeClock(), log });
  const asked: unknown[] = [];
  const taken: string[] = [];
  const leftover: Leftover<string> = {
    name: 'owed-events',
    graceMs: 30_000,
    async find(before, cursor = 'first') {
      asked.push([before, cursor]);
      return pages[cursor] ?? { items: [] };
    },
    async takeUp(item) {
      taken.push(item);
      await takeUp(item);
    },
  };
  return { run: () => sweep(leftover), asked, taken, log };
}

describe('a sweep', () => {
  it('asks for what has lain longer than its grace', async () => {
    const { run, asked } = given({});

    expect(await run()).toBe(0);
    expect(asked).toEqual([[START - 30_000, 'first']]);
  });

  it('follows the cursor, also past a page that is empty', async () => {
    const { run, taken, log } = given({
      first: { items: ['a', 'b'], cursor: 'second' },
      second: { items: [], cursor: 'third' },
      third: { items: ['c'] },
    });

    expect(await run()).toBe(3);
    expect(taken).toEqual(['a', 'b', 'c']);
    expect(log.lines).toEqual([{ level: 'warn', event: 'swept', fields: { leftover: 'owed-events', found: 3 } }]);
  });

  it('is silent where nothing was left', async () => {
    const { run, log } = given({ first: { items: [] } });

    await run();

    expect(log.lines).toEqual([]);
  });

  it('leaves what is beyond twenty pages to the next one', async () => {
    const { run, asked } = given({ first: { items: ['x'], cursor: 'first' } });

    expect(await run()).toBe(20);
    expect(asked.length).toBe(20);
  });

  it('takes up the others of a page when one cannot be taken up, and then fails', async () => {
    const items = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const { run, taken } = given({ first: { items } }, async (item) => {
      if (item === 'b') throw new TransientError('queue: 500');
    });

    await expect(run()).rejects.toBeInstanceOf(TransientError);
    expect(taken.sort()).toEqual(items);
  });
});
