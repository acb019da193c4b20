import { describe, expect, it } from 'vitest';
import { CLAIM_MS } from '../../src/ledger/claim';
import { inTasks } from '../../src/notifications/batches';
import type { Pauses } from '../../src/notifications/bring-all';
import { type AccountId, type Instant, toApprovalId, toSlackTeamId } from '../../src/shared/brand';
import { TransientError } from '../../src/shared/errors';
import { ADA, BEN, crowd, decision } from '../support/builders';
import { START } from '../support/fake-ports';
import { givenMessenger, MADE, passing, snapshotOf } from './messenger';

const TEAM = toSlackTeamId('T1');
const SITE = { mode: 'direct', workspaces: [{ team: TEAM }] } as const;
const alone = snapshotOf([ADA]);
const everybody = snapshotOf(crowd(11));

type Messenger = ReturnType<typeof givenMessenger>;

const comeBacks = ({ queue }: Messenger) =>
  queue.take('delivery').map(({ task, delaySeconds }) => ({ rows: [task.rows].flat().length, delaySeconds }));

/** What Slack has told: until when it takes no posts. */
function pausing(until: Instant) {
  const pause = { until, read: [] as string[] };
  const pauses: Pauses = {
    refs: (teams) => teams.map((team) => ({ key: `pause-of-${team}` })),
    learn: (_teams, values) => pause.read.push(...values.keys()),
    until: () => pause.until,
  };
  return { pause, pauses };
}

describe('those who have to wait', () => {
  it('until the same moment come back together, ten in a task', async () => {
    const messenger = givenMessenger({ snapshot: everybody, answers: { post: passing(42_000) } });

    await messenger.tell(everybody, [MADE]);

    expect(comeBacks(messenger)).toEqual([
      { rows: 10, delaySeconds: 42 },
      { rows: 1, delaySeconds: 42 },
    ]);
  });

  it('until different moments come back in a task for each', async () => {
    const snapshot = snapshotOf(crowd(4));
    const messenger = givenMessenger({
      snapshot,
      answers: { post: (_telling, nth) => passing(nth % 2 === 0 ? 10_000 : 20_000)() },
    });

    await messenger.tell(snapshot, [MADE]);

    expect(comeBacks(messenger)).toEqual([
      { rows: 2, delaySeconds: 20 },
      { rows: 2, delaySeconds: 10 },
    ]);
  });

  it('come back also when another of them fails in a way that nobody foresaw', async () => {
    const snapshot = snapshotOf([ADA, BEN]);
    const messenger = givenMessenger({
      snapshot,
      answers: { post: passing(42_000) },
      around: async ({ operation, keys }, effect) => {
        if (operation === 'createEntity' && keys.includes(messenger.keyFor(BEN))) throw new RangeError('a defect');
        return effect();
      },
    });

    await expect(messenger.tell(snapshot, [MADE])).rejects.toBeInstanceOf(RangeError);

    expect(comeBacks(messenger)).toEqual([{ rows: 1, delaySeconds: 42 }]);
  });
});

it('rows of several approvals are shared out over tasks of one approval each', () => {
  const [one, other] = [toApprovalId('apr-1'), toApprovalId('apr-2')];
  const due = Array.from({ length: 23 }, (_, n) => ({ key: `row-${n}`, approvalId: n % 2 === 0 ? one : other }));

  const tasks = inTasks(due);

  expect(tasks.map(({ approvalId, rows }) => [approvalId, rows.length])).toEqual([
    [one, 10],
    [one, 2],
    [other, 10],
    [other, 1],
  ]);
  expect(tasks.flatMap(({ rows }) => rows).toSorted()).toEqual(due.map(({ key }) => key).toSorted());
});

describe('somebody whom Slack does not say yet', () => {
  async function given(retryAfterMs: number) {
    const unresolved = (accountId: AccountId) => ({ accountId, slack: { type: 'unresolved', retryAfterMs } }) as const;
    const writes: string[] = [];
    const messenger = givenMessenger({
      snapshot: alone,
      personOf: unresolved,
      around: async ({ operation, keys }, effect) => {
        const isAda = keys.includes(messenger.keyFor(ADA));
        if (isAda && (operation === 'createEntity' || operation === 'commit')) writes.push(operation);
        return effect();
      },
    });
    await messenger.tell(alone, [MADE]);
    return { ...messenger, messenger, writes };
  }

  it('is put off by the write that makes the row: nothing is tried, and nothing counted as a try', async () => {
    const { messenger, writes, calls, rowOf } = await given(60_000);

    expect(writes).toEqual(['createEntity']);
    expect(calls).toEqual([]);
    const row = await rowOf(ADA);
    expect(row).toMatchObject({ progress: { status: 'pending' }, attempts: 0, retryAt: START + 60_000 });
    expect(row?.claim).toBeUndefined();
    expect(comeBacks(messenger)).toEqual([{ rows: 1, delaySeconds: 60 }]);
  });

  it('costs one write each time that they are asked about in vain, and none in between', async () => {
    const { messenger, writes, clock, wake } = await given(60_000);
    comeBacks(messenger);

    await wake(ADA);
    expect([writes.length, comeBacks(messenger).length]).toEqual([1, 0]);
    for (let time = 1; time <= 20; time += 1) {
      clock.advance(60_000);
      await wake(ADA);
      expect([writes.length, comeBacks(messenger).length]).toEqual([1 + time, 1]);
    }
    expect(messenger.calls).toEqual([]);
  });

  it('costs no write at all where it is known within seconds', async () => {
    const { messenger, writes, clock, wake } = await given(10_000);

    for (let time = 1; time <= 5; time += 1) {
      expect([writes, comeBacks(messenger)]).toEqual([['createEntity'], [{ rows: 1, delaySeconds: 10 }]]);
      clock.advance(10_000);
      await wake(ADA);
    }
  });
});

describe('a pause that Slack asked of somebody else', () => {
  it('is read with all the rest, and nothing is posted or claimed before it is over', async () => {
    const { pause, pauses } = pausing(START + 30_000);
    let reads = 0;
    const messenger = givenMessenger({
      snapshot: alone,
      site: SITE,
      pauses,
      around: async ({ operation, keys }, effect) => {
        if (operation === 'getMany' && keys.includes(`pause-of-${TEAM}`)) reads += 1;
        return effect();
      },
    });

    await messenger.tell(alone, [MADE]);
    expect([messenger.calls, reads]).toEqual([[], 1]);
    expect((await messenger.rowOf(ADA))?.claim).toBeUndefined();
    expect(comeBacks(messenger)).toEqual([{ rows: 1, delaySeconds: 30 }]);

    messenger.clock.advance(30_000);
    await messenger.wake(ADA);
    expect(messenger.calls).toEqual(['post ada 2']);
    expect(pause.read).toContain(messenger.keyFor(ADA));
  });

  it('holds updates as well', async () => {
    const { pause, pauses } = pausing(0);
    const messenger = givenMessenger({ snapshot: alone, site: SITE, pauses });
    await messenger.tell(alone, [MADE]);
    const later = snapshotOf([ADA], decision(ADA));
    messenger.moveTo(later);
    pause.until = START + 30_000;

    await messenger.tell(later, [MADE]);
    expect(messenger.calls).toEqual(['post ada 2']);
    messenger.clock.advance(30_000);
    await messenger.wake(ADA);

    expect(messenger.calls).toEqual(['post ada 2', `update ada ${later.sequence}`]);
  });

  it('that is learned on the way spares all who were not begun', async () => {
    const { pause, pauses } = pausing(0);
    const messenger = givenMessenger({
      snapshot: everybody,
      site: SITE,
      pauses,
      answers: {
        post() {
          pause.until = START + 30_000;
          passing(30_000)();
        },
      },
    });

    await messenger.tell(everybody, [MADE]);

    expect(messenger.calls.length).toBe(4);
    expect(comeBacks(messenger).map(({ rows }) => rows)).toEqual([10, 1]);
  });
});

it('rows whose turn comes late are left to another invocation, since this one has not time enough', async () => {
  const people = crowd(12);
  const snapshot = snapshotOf(people);
  const messenger = givenMessenger({ snapshot, answers: { post: () => messenger.clock.advance(4_000) } });
  await messenger.tell(snapshot, [MADE]);
  const [first] = messenger.queue.take('delivery');

  await messenger.runTask(first?.task);

  expect(messenger.calls.length).toBeLessThan(10);
  const left = comeBacks(messenger);
  expect(left).toEqual([{ rows: 10 - messenger.calls.length, delaySeconds: 1 }]);
  expect(messenger.all().every(({ claim }) => claim === undefined)).toBe(true);
});

describe('a post that arrived while the store takes no more writes', () => {
  async function given(refusals: number) {
    let left = refusals;
    const waits: number[] = [];
    const messenger = givenMessenger({
      snapshot: alone,
      wait: async (mostMs) => {
        waits.push(mostMs);
        messenger.clock.advance(mostMs);
      },
      around: async ({ operation, keys }, effect) => {
        if (operation === 'commit' && keys.includes(messenger.keyFor(ADA)) && --left >= 0) {
          throw new TransientError('store: TOO_MANY_REQUESTS', { retryAfterMs: 5_000 });
        }
        return effect();
      },
    });
    const told = await messenger.tell(alone, [MADE]).then(
      () => 'told',
      () => 'failed',
    );
    return { ...messenger, told, waits };
  }

  it('is stored as soon as it takes them again, and nobody gets an e-mail besides', async () => {
    const { calls, rowOf, told, waits } = await given(7);

    expect([told, calls]).toEqual(['told', ['post ada 2']]);
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    expect(await rowOf(ADA)).toMatchObject({ progress: { status: 'sent' }, shown: 2 });
  });

  it('is given up well before the claim ends, so that the invocation does not end in the middle', async () => {
    const { clock, calls, rowOf, told, waits } = await given(Number.POSITIVE_INFINITY);

    expect([told, calls]).toEqual(['failed', ['post ada 2']]);
    expect(clock.now() - START).toBeLessThan(35_001);
    expect(waits.length).toBeLessThanOrEqual(12);
    expect(await rowOf(ADA)).toMatchObject({ claim: { doing: 'post', until: START + CLAIM_MS } });
  });
});
