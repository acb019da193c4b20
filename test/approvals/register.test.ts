import { describe, expect, it } from 'vitest';
import type { Approval } from '../../src/approvals/core/model';
import { createRegister } from '../../src/approvals/register';
import { approvalCodec } from '../../src/approvals/store';
import { toApprovalId, toDefinitionId } from '../../src/shared/brand';
import { ConflictError, UnreadableError } from '../../src/shared/errors';
import { page, workItem } from '../support/builders';
import { fakeClock, noWait, START } from '../support/fake-ports';
import { type Around, createMemoryStore } from '../support/memory-store';
import { closedApproval, startedApproval } from '../support/running-approvals';

const SUBJECT = workItem();
const approval = (n: number) => toApprovalId(`apr-${n}`);
const match = (holds: boolean, times: number, definition = 'def-1') => ({
  definition: toDefinitionId(definition),
  holds,
  times,
});

function given(around: Around = async (_call, effect) => effect()) {
  const memory = createMemoryStore({ clock: fakeClock() });
  return {
    memory,
    register: createRegister({ store: memory.through(around), wait: noWait }),
    quiet: createRegister({ store: memory, wait: noWait }),
  };
}

describe('the register of a subject', () => {
  it('is empty before anything began there', async () => {
    expect(await given().register.load(SUBJECT)).toEqual({ version: 0, approvals: [], matches: [] });
  });

  it('holds its approvals, oldest first, each once', async () => {
    const { register } = given();
    for (const n of [1, 2, 1]) await register.enter(SUBJECT, approval(n));

    expect((await register.load(SUBJECT)).approvals).toEqual(['apr-1', 'apr-2']);
  });

  it('is another one for a page of the same id', async () => {
    const { register } = given();
    await register.enter(SUBJECT, approval(1));

    expect((await register.load(page({ id: SUBJECT.id }))).approvals).toEqual([]);
  });

  it.each([
    ['into one that is empty', []],
    ['into one that is not', [approval(9)]],
  ])('takes both of two starts at the same instant: %s', async (_where, before) => {
    const { memory, register } = given();
    for (const id of before) await register.enter(SUBJECT, id);
    const readers = gate(2);
    // Each reads before the other writes.
    const slow = () =>
      createRegister({
        store: memory.through(async ({ operation }, effect) => {
          const answer = effect();
          if (operation === 'getEntity') await readers.pass();
          return answer;
        }),
        wait: noWait,
      });

    await Promise.all([slow().enter(SUBJECT, approval(1)), slow().enter(SUBJECT, approval(2))]);

    expect([...(await register.load(SUBJECT)).approvals].sort()).toEqual(['apr-1', 'apr-2', ...before]);
  });

  it('takes all of ten starts at the same instant, of which each round of writing lets one through', async () => {
    const { memory, register } = given();
    const ids = Array.from({ length: 10 }, (_, n) => approval(n));
    const rounds = meetings(ids.length);
    const starts = ids.map(async (id) => {
      const store = memory.through(async ({ operation }, effect) => {
        const answer = effect();
        if (operation === 'getEntity') await rounds.meet();
        return answer;
      });
      await createRegister({ store, wait: noWait }).enter(SUBJECT, id);
      rounds.leave();
    });

    await Promise.all(starts);

    expect([...(await register.load(SUBJECT)).approvals].sort()).toEqual([...ids].sort());
  });

  it('waits longer each time that somebody else was first, and not too long for whoever looks on', async () => {
    const { memory } = given();
    const quiet = createRegister({ store: memory, wait: noWait });
    const waits: number[] = [];
    let n = 0;
    const store = memory.through(async ({ operation }, effect) => {
      n += 1;
      if (operation !== 'getEntity') await quiet.enter(SUBJECT, approval(n));
      return effect();
    });
    const register = createRegister({ store, wait: async (mostMs) => void waits.push(mostMs) });

    await expect(register.enter(SUBJECT, approval(99))).rejects.toBeInstanceOf(ConflictError);

    expect(waits.slice(0, 6)).toEqual([50, 100, 200, 400, 800, 800]);
    expect(waits.reduce((all, each) => all + each, 0)).toBeLessThan(15_000);
  });

  it('remembers the last hundred', async () => {
    const { register } = given();
    for (let n = 0; n <= 100; n += 1) await register.enter(SUBJECT, approval(n));

    const { approvals } = await register.load(SUBJECT);

    expect([approvals.length, approvals[0], approvals.at(-1)]).toEqual([100, 'apr-1', 'apr-100']);
  });

  describe('that is full', () => {
    const over = (n: number, settled: boolean) =>
      closedApproval({ id: approval(n), settled, finalAt: settled ? START : START + 1 });
    const running = (n: number) => startedApproval(undefined, { id: approval(n) }).next;

    async function full(...others: readonly Approval[]) {
      const { memory, register } = given();
      for (let n = 0; n < 100; n += 1) {
        const state = others.find(({ id }) => id === approval(n)) ?? over(n, true);
        await register.enter(SUBJECT, state.id);
        const stored = { id: state.id, version: 1, sequence: 1, state, owed: [], commands: [] };
        await memory.createEntity('approval', state.id, { ...approvalCodec.write(stored), version: 1 });
      }
      return register;
    }

    it('lets go of the oldest that is settled, and of none that can still change', async () => {
      const register = await full(running(0), over(1, false), running(3));
      await register.enter(SUBJECT, approval(100));
      await register.enter(SUBJECT, approval(101));

      const { approvals } = await register.load(SUBJECT);

      expect([approvals.length, ...approvals.slice(0, 4)]).toEqual([100, 'apr-0', 'apr-1', 'apr-3', 'apr-5']);
    });

    it('grows where every one is pending', async () => {
      const register = await full(...Array.from({ length: 100 }, (_, n) => running(n)));
      await register.enter(SUBJECT, approval(100));

      expect((await register.load(SUBJECT)).approvals).toHaveLength(101);
    });
  });

  it('remembers of each condition how it was last, beside the approvals', async () => {
    const { register } = given();
    await register.enter(SUBJECT, approval(1));
    await register.remember(SUBJECT, match(true, 1));
    await register.remember(SUBJECT, match(true, 1, 'def-2'));
    await register.remember(SUBJECT, match(false, 1));

    expect(await register.load(SUBJECT)).toMatchObject({
      approvals: ['apr-1'],
      matches: [match(true, 1, 'def-2'), match(false, 1)],
    });
  });

  it('that others write each time ends in a ConflictError', async () => {
    let n = 0;
    const { register, quiet } = given(async ({ operation }, effect) => {
      if (operation === 'commit' || operation === 'createEntity') {
        n += 1;
        await quiet.enter(SUBJECT, approval(n));
      }
      return effect();
    });

    await expect(register.enter(SUBJECT, approval(99))).rejects.toBeInstanceOf(ConflictError);
    expect(n).toBe(20);
  });

  it('of a later version is not read, and not overwritten', async () => {
    const { memory, register } = given();
    const value = { version: 1, data: { v: 2, approvals: 'all' } };
    await memory.createEntity('subject', 'work-item:10001', value);

    await expect(register.enter(SUBJECT, approval(1))).rejects.toBeInstanceOf(UnreadableError);
    expect(await memory.getEntity('subject', 'work-item:10001')).toEqual(value);
  });
});

/** All that are still there meet each time, before any of them goes on. */
function meetings(count: number) {
  let expected = count;
  let waiting: (() => void)[] = [];
  const begin = () => {
    if (waiting.length < expected) return;
    const present = waiting;
    waiting = [];
    for (const go of present) go();
  };
  return {
    meet: () =>
      new Promise<void>((go) => {
        waiting.push(go);
        begin();
      }),
    leave() {
      expected -= 1;
      begin();
    },
  };
}

/** Opens for good when so many stand before it. */
function gate(count: number) {
  const waiting: (() => void)[] = [];
  return {
    async pass(): Promise<void> {
      if (waiting.length >= count) return;
      const opened = new Promise<void>((go) => waiting.push(go));
      if (waiting.length === count) for (const go of waiting) go();
      await opened;
    },
  };
}
