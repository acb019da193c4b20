import { describe, expect, it } from 'vitest';
import { createRegister } from '../../src/approvals/register';
import { toApprovalId, toDefinitionId } from '../../src/shared/brand';
import { ConflictError, UnreadableError } from '../../src/shared/errors';
import { page, workItem } from '../support/builders';
import { fakeClock } from '../support/fake-ports';
import { type Around, createMemoryStore } from '../support/memory-store';

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
    register: createRegister({ store: memory.through(around) }),
    quiet: createRegister({ store: memory }),
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
      });

    await Promise.all([slow().enter(SUBJECT, approval(1)), slow().enter(SUBJECT, approval(2))]);

    expect([...(await register.load(SUBJECT)).approvals].sort()).toEqual(['apr-1', 'apr-2', ...before]);
  });

  it('remembers the last hundred', async () => {
    const { register } = given();
    for (let n = 0; n <= 100; n += 1) await register.enter(SUBJECT, approval(n));

    const { approvals } = await register.load(SUBJECT);

    expect([approvals.length, approvals[0], approvals.at(-1)]).toEqual([100, 'apr-1', 'apr-100']);
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
    expect(n).toBe(6);
  });

  it('of a later version is not read, and not overwritten', async () => {
    const { memory, register } = given();
    const value = { version: 1, data: { v: 2, approvals: 'all' } };
    await memory.createEntity('subject', 'work-item:10001', value);

    await expect(register.enter(SUBJECT, approval(1))).rejects.toBeInstanceOf(UnreadableError);
    expect(await memory.getEntity('subject', 'work-item:10001')).toEqual(value);
  });
});

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
