import { describe, expect, it } from 'vitest';
import { auditKey, createAudit, toEntry } from '../../src/ledger/audit';
import { createRelay } from '../../src/ledger/relay';
import { ConflictError, TransientError, UnreadableError } from '../../src/shared/errors';
import { fakeLog, START } from '../support/fake-ports';
import { type Counters, type CounterWorld, command, count, givenCounter, type StoredCounter } from './counters';

type HandOn = (sequences: readonly number[], stored: StoredCounter) => Promise<void> | void;

type Prepare = (stored: StoredCounter) => Promise<StoredCounter>;

function relayOver(counters: Counters, handOn: HandOn = () => {}, prepare?: Prepare) {
  return createRelay({
    records: counters,
    ...(prepare === undefined ? {} : { prepare }),
    handOn: async (stored, events) =>
      handOn(
        events.map(({ sequence }) => sequence),
        stored,
      ),
    explain: ({ id }, owed) => toEntry(id, owed, 'ada'),
    log: fakeLog(),
  });
}

const auditOf = ({ memory }: CounterWorld) => [...memory.all('audit').keys()].sort();
const keys = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => auditKey('apr-1', from + n));

describe('a relay', () => {
  it('hands the owed events on, then writes the audit and strikes them off in one commit', async () => {
    const world = await givenCounter('apr-1', 2);
    const calls: unknown[] = [];
    const watched = world.through(async ({ operation, keys: named }, effect) => {
      calls.push([operation, ...named]);
      return effect();
    });

    await relayOver(watched, (sequences) => void calls.push(['handed on', ...sequences])).run('apr-1');

    expect(calls).toEqual([
      ['getEntity', 'apr-1'],
      ['handed on', 1, 2],
      ['commit', 'apr-1', ...keys(1, 2)],
    ]);
    expect(await world.counters.load('apr-1')).toMatchObject({
      owed: [],
      sequence: 2,
      version: 2,
      commands: ['first'],
    });
  });

  it('run twice hands on once, and leaves the audit as it is', async () => {
    const world = await givenCounter('apr-1', 2);
    const handed: number[] = [];
    const relay = relayOver(world.counters, (sequences) => void handed.push(...sequences));
    await relay.run('apr-1');
    const audit = new Map(world.memory.all('audit'));

    await relay.run('apr-1');

    expect(handed).toEqual([1, 2]);
    expect(world.memory.all('audit')).toEqual(audit);
  });

  it('that dies after handing on hands on again, and the audit has each event once', async () => {
    const world = await givenCounter('apr-1', 2);
    const handed: number[] = [];
    const handOn: HandOn = (sequences) => void handed.push(...sequences);
    const dying = world.through(async ({ operation }, effect) => {
      if (operation === 'commit') throw new TransientError('died');
      return effect();
    });
    await expect(relayOver(dying, handOn).run('apr-1')).rejects.toBeInstanceOf(TransientError);

    await relayOver(world.counters, handOn).run('apr-1');

    expect(handed).toEqual([1, 2, 1, 2]);
    expect(auditOf(world)).toEqual(keys(1, 2));
  });

  it('strikes nothing off and writes no audit while handing on fails', async () => {
    const world = await givenCounter('apr-1', 2);
    const relay = relayOver(world.counters, () => Promise.reject(new TransientError('queue: 500')));

    await expect(relay.run('apr-1')).rejects.toBeInstanceOf(TransientError);

    expect((await world.counters.load('apr-1'))?.owed.length).toBe(2);
    expect(auditOf(world)).toEqual([]);
  });

  it('takes more than twenty events in several commits, in their order', async () => {
    const world = await givenCounter('apr-1', 45);
    const handed: number[][] = [];

    await relayOver(world.counters, (sequences) => void handed.push([...sequences])).run('apr-1');

    expect(handed.map((each) => [each[0], each.at(-1)])).toEqual([
      [1, 20],
      [21, 40],
      [41, 45],
    ]);
    expect(auditOf(world)).toEqual(keys(1, 45));
    expect(await world.counters.load('apr-1')).toMatchObject({ owed: [], sequence: 45 });
  });

  it('keeps what a command added while it handed on, for the next run', async () => {
    const world = await givenCounter();

    await relayOver(world.counters, async () => {
      await world.counters.change('apr-1', command('second'), count());
    }).run('apr-1');

    const stored = await world.counters.load('apr-1');
    expect(stored).toMatchObject({ state: 2, commands: ['first', 'second'] });
    expect(stored?.owed.map(({ sequence }) => sequence)).toEqual([2]);
    expect(auditOf(world)).toEqual(keys(1, 1));
  });

  it('that finds its events struck off by another one is done', async () => {
    const world = await givenCounter();

    await relayOver(world.counters, () => relayOver(world.counters).run('apr-1')).run('apr-1');

    expect(await world.counters.load('apr-1')).toMatchObject({ owed: [], version: 2 });
  });

  it('gives up with a ConflictError when the record changes under each of its strikes', async () => {
    const world = await givenCounter();
    let n = 0;
    const racing = world.through(async ({ operation }, effect) => {
      if (operation === 'commit') await world.counters.change('apr-1', command(`n-${n++}`), count());
      return effect();
    });

    await expect(relayOver(racing).run('apr-1')).rejects.toBeInstanceOf(ConflictError);
  });

  it('for a record that does not exist has nothing to do', async () => {
    const world = await givenCounter();

    await expect(relayOver(world.counters).run('apr-9')).resolves.toBeUndefined();
  });
});

describe('what has to be known before anybody is told', () => {
  it('is found out first, and what follows from it is handed on in the same run', async () => {
    const world = await givenCounter();
    const handed: number[][] = [];
    const states: number[] = [];
    const prepare: Prepare = async (stored) => {
      await world.counters.change('apr-1', command('looked-up'), count(2), { current: stored });
      return (await world.counters.load('apr-1')) ?? stored;
    };
    const handOn: HandOn = (sequences, { state }) => {
      handed.push([...sequences]);
      states.push(state);
    };

    await relayOver(world.counters, handOn, prepare).run('apr-1');

    expect([handed, states]).toEqual([[[1, 2, 3]], [3]]);
    expect(await world.counters.load('apr-1')).toMatchObject({ owed: [], sequence: 3 });
    expect(auditOf(world)).toEqual(keys(1, 3));
  });

  it('keeps all owed when it cannot be found out and must be', async () => {
    const world = await givenCounter('apr-1', 2);
    const handed: number[] = [];
    const relay = relayOver(
      world.counters,
      (sequences) => void handed.push(...sequences),
      () => Promise.reject(new TransientError('jira-503')),
    );

    await expect(relay.run('apr-1')).rejects.toBeInstanceOf(TransientError);

    expect(handed).toEqual([]);
    expect((await world.counters.load('apr-1'))?.owed.length).toBe(2);
  });

  it('is not asked for where nothing is owed', async () => {
    const world = await givenCounter();
    await relayOver(world.counters).run('apr-1');
    let asked = 0;

    await relayOver(world.counters, undefined, async (stored) => {
      asked += 1;
      return stored;
    }).run('apr-1');

    expect(asked).toBe(0);
  });

  it('leaves nothing to hand on when somebody else has done it meanwhile', async () => {
    const world = await givenCounter();
    const handed: number[] = [];
    const prepare: Prepare = async (stored) => {
      await relayOver(world.counters).run('apr-1');
      return (await world.counters.load('apr-1')) ?? stored;
    };

    await relayOver(world.counters, (sequences) => void handed.push(sequences.length), prepare).run('apr-1');

    expect(handed).toEqual([]);
  });
});

describe('the audit log', () => {
  it.each([
    [1, 'apr-1#000001'],
    [123_456, 'apr-1#123456'],
  ])('has the key of event %d derived, in the order of the events', (sequence, key) => {
    expect(auditKey('apr-1', sequence)).toBe(key);
  });

  it('answers the entries that are asked for, with all that explains them', async () => {
    const world = await givenCounter('apr-1', 3);
    await relayOver(world.counters).run('apr-1');

    const found = await createAudit({ store: world.memory }).read('apr-1', [1, 3, 9]);

    expect([...found.keys()]).toEqual([1, 3]);
    expect(found.get(3)).toEqual({
      record: 'apr-1',
      sequence: 3,
      at: START,
      actor: 'ada',
      correlation: 'c-first',
      event: { type: 'counted', to: 3 },
    });
  });

  it('can be found by the day it was written, in UTC', async () => {
    const world = await givenCounter();
    await relayOver(world.counters).run('apr-1');

    expect(world.memory.all('audit').get(auditKey('apr-1', 1))).toMatchObject({ day: '2026-03-02', actor: 'ada' });
  });

  it('refuses an entry that is not one of its own', async () => {
    const { memory } = await givenCounter();
    await memory.createEntity('audit', auditKey('apr-1', 1), { record: 'apr-1', data: { v: 2 } });

    await expect(createAudit({ store: memory }).read('apr-1', [1])).rejects.toBeInstanceOf(UnreadableError);
  });
});
