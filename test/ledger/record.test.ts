import { describe, expect, it } from 'vitest';
import { ConflictError, TransientError } from '../../src/shared/errors';
import { START } from '../support/fake-ports';
import type { Around } from '../support/memory-store';
import { command, count, givenCounter } from './counters';

/** Before each of the first commits, somebody else is quicker. */
const overtaken = (times: number, byOther: () => Promise<unknown>): Around => {
  let left = times;
  return async ({ operation }, effect) => {
    if (operation === 'commit' && left > 0) {
      left -= 1;
      await byOther();
    }
    return effect();
  };
};

describe('a creation', () => {
  it('stores the state together with the events it owes, numbered from 1', async () => {
    const { counters } = await givenCounter('apr-1', 2);

    expect(await counters.load('apr-1')).toEqual({
      id: 'apr-1',
      version: 1,
      sequence: 2,
      state: 2,
      owed: [
        { sequence: 1, at: START, correlation: 'c-first', event: { type: 'counted', to: 1 } },
        { sequence: 2, at: START, correlation: 'c-first', event: { type: 'counted', to: 2 } },
      ],
      commands: ['first'],
    });
  });

  it('under an id that is taken answers what stands there, and changes nothing', async () => {
    const { counters } = await givenCounter();

    const again = await counters.create('apr-1', command('second'), { next: 99, events: [] });

    expect(again).toMatchObject({ repeated: true, stored: { state: 1, commands: ['first'] } });
    expect(await counters.load('apr-1')).toEqual(again.stored);
  });

  it('of which the answer was lost is found by the next try', async () => {
    const { through, counters } = await givenCounter();
    const lossy = through(async (_call, effect) => {
      effect();
      throw new TransientError('store: unreachable');
    });
    const decided = { next: 7, events: [] };

    await expect(lossy.create('apr-2', command('x'), decided)).rejects.toBeInstanceOf(TransientError);

    expect(await counters.create('apr-2', command('x'), decided)).toMatchObject({
      repeated: true,
      stored: { state: 7 },
    });
  });
});

describe('a change', () => {
  it('moves state, version, sequence and owed events on in one write', async () => {
    const { through, clock } = await givenCounter();
    const writes: string[] = [];
    const counters = through(async ({ operation }, effect) => {
      writes.push(operation);
      return effect();
    });
    clock.advance(5);

    const changed = await counters.change('apr-1', command('second'), count(2));

    expect(writes).toEqual(['getEntity', 'commit']);
    expect(changed).toMatchObject({
      ok: true,
      value: { repeated: false, stored: { version: 2, sequence: 3, state: 3, commands: ['first', 'second'] } },
    });
    const stored = await counters.load('apr-1');
    expect(stored?.owed.map(({ sequence, at, event }) => [sequence, at, event.to])).toEqual([
      [1, START, 1],
      [2, START + 5, 2],
      [3, START + 5, 3],
    ]);
  });

  it('tells the decision the instant and the number of its first event', async () => {
    const { counters, clock } = await givenCounter('apr-1', 4);
    clock.advance(9);

    await counters.change('apr-1', command('second'), (state, now) => {
      expect(now).toEqual({ at: START + 9, sequence: 5 });
      return count()(state);
    });

    expect.assertions(1);
  });

  it('of a record that does not exist answers undefined', async () => {
    const { counters } = await givenCounter();

    expect(await counters.change('apr-9', command('second'), count())).toBeUndefined();
  });

  it('that is refused writes nothing', async () => {
    const { counters } = await givenCounter();
    const before = await counters.load('apr-1');

    const refused = await counters.change('apr-1', command('second'), count(1_000));

    expect(refused).toEqual({ ok: false, error: 'too-high' });
    expect(await counters.load('apr-1')).toEqual(before);
  });

  it('with the id of an earlier command answers repeated, and does nothing', async () => {
    const { counters } = await givenCounter();
    await counters.change('apr-1', command('second'), count());

    const again = await counters.change('apr-1', command('second'), count());

    expect(again).toMatchObject({ ok: true, value: { repeated: true, stored: { state: 2, version: 2 } } });
  });

  it('of which the answer was lost is known again by its id', async () => {
    const { counters, through } = await givenCounter();
    const lossy = through(async ({ operation }, effect) => {
      const answer = effect();
      if (operation === 'commit') throw new TransientError('store: unreachable');
      return answer;
    });
    await expect(lossy.change('apr-1', command('second'), count())).rejects.toBeInstanceOf(TransientError);

    expect(await counters.change('apr-1', command('second'), count())).toMatchObject({ value: { repeated: true } });
    expect(await counters.load('apr-1')).toMatchObject({ state: 2, sequence: 2 });
  });

  it('remembers the last twenty commands', async () => {
    const { counters } = await givenCounter();
    for (let n = 1; n <= 20; n += 1) await counters.change('apr-1', command(`n-${n}`), count());

    const stored = await counters.load('apr-1');

    expect(stored?.commands).toEqual(Array.from({ length: 20 }, (_, n) => `n-${n + 1}`));
  });
});

describe('a lost race', () => {
  it('is decided again on the state that won', async () => {
    const { counters, through } = await givenCounter();
    const seen: number[] = [];
    const racing = through(overtaken(1, () => counters.change('apr-1', command('winner'), count(10))));

    const result = await racing.change('apr-1', command('loser'), (state) => {
      seen.push(state);
      return count()(state);
    });

    expect(seen).toEqual([1, 11]);
    expect(result).toMatchObject({
      ok: true,
      value: { stored: { state: 12, commands: ['first', 'winner', 'loser'] } },
    });
  });

  it('against the same command is a repetition', async () => {
    const { counters, through } = await givenCounter();
    const racing = through(overtaken(1, () => counters.change('apr-1', command('twin'), count())));

    expect(await racing.change('apr-1', command('twin'), count())).toMatchObject({ value: { repeated: true } });
    expect(await counters.load('apr-1')).toMatchObject({ state: 2 });
  });

  it('does not hide a failing store', async () => {
    const { through } = await givenCounter();
    const failing = through(async ({ operation }, effect) => {
      if (operation === 'commit') throw new TransientError('store: 500');
      return effect();
    });

    await expect(failing.change('apr-1', command('second'), count())).rejects.toBeInstanceOf(TransientError);
  });

  it.each([
    ['six times', undefined, 5, 6],
    ['as often as it is told', 2, 1, 2],
  ])('is tried %s before it is a ConflictError', async (_name, attempts, survived, fatal) => {
    const { counters, through } = await givenCounter();
    let n = 0;
    const other = () => counters.change('apr-1', command(`other-${n++}`), count());
    const tried = (times: number, id: string) =>
      through(overtaken(times, other)).change(
        'apr-1',
        command(id),
        count(),
        attempts === undefined ? {} : { attempts },
      );

    expect(await tried(survived, 'mine')).toMatchObject({ ok: true });
    await expect(tried(fatal, 'late')).rejects.toBeInstanceOf(ConflictError);
    expect((await counters.load('apr-1'))?.commands).not.toContain('late');
  });

  it('of a record that was read before costs one more read', async () => {
    const { counters, through } = await givenCounter();
    const current = await counters.load('apr-1');
    await counters.change('apr-1', command('winner'), count(10));
    const calls: string[] = [];
    const counted = through(async ({ operation }, effect) => {
      calls.push(operation);
      return effect();
    });

    const result = await counted.change('apr-1', command('second'), count(), { current });

    expect(result).toMatchObject({ value: { stored: { state: 12 } } });
    expect(calls).toEqual(['commit', 'getEntity', 'commit']);
  });
});
