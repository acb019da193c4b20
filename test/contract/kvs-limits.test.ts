import { describe, expect, it } from 'vitest';
import { givenKvs, outcome } from '../support/kvs';

const LARGE = 'x'.repeat(65_000);
const UNLIMITED = Number.POSITIVE_INFINITY;
const NO_LIMITS = { requestsPerSecond: UNLIMITED, readUnitsPerMinute: UNLIMITED, writeUnitsPerMinute: UNLIMITED };

async function repeat(count: number, call: () => Promise<unknown>) {
  for (let n = 0; n < count; n++) await call();
}

describe('the rate limit', () => {
  it('lets one installation make 1000 requests in a second', async () => {
    const { kvs, clock, as } = givenKvs();
    await repeat(1000, () => kvs.get('k'));

    expect(await outcome(kvs.get('k'))).toBe('429 RATE_LIMIT_EXCEEDED');
    as('installation-2');
    expect(await outcome(kvs.get('k'))).toBe('accepted');
    as('installation-1');
    clock.advance(1000);
    expect(await outcome(kvs.get('k'))).toBe('accepted');
  });

  it('counts writes in units of 10 KB, and transactions name it differently', async () => {
    const { kvs, clock } = givenKvs({ rates: { ...NO_LIMITS, writeUnitsPerMinute: 14 } });
    await repeat(2, () => kvs.set('k', LARGE));

    expect(await outcome(kvs.set('k', 1))).toBe('429 RATE_LIMIT_EXCEEDED');
    expect(await outcome(kvs.transact().set('k', 1).execute())).toBe('429 TOO_MANY_REQUESTS');
    expect(await outcome(kvs.get('k'))).toBe('accepted');
    clock.advance(60_000);
    expect(await outcome(kvs.set('k', 1))).toBe('accepted');
  });

  it('counts reads in units of 10 KB, and a batch by its total', async () => {
    const { kvs } = givenKvs({ rates: { ...NO_LIMITS, readUnitsPerMinute: 8 } });
    await kvs.set('k', LARGE);
    await kvs.get('k');

    const keys = Array.from({ length: 25 }, (_, n) => ({ key: `k${n}` }));
    expect(await outcome(kvs.batchGet(keys))).toBe('accepted');
    expect(await outcome(kvs.get('small'))).toBe('429 RATE_LIMIT_EXCEEDED');
  });

  it('is 4000 units in a minute for each of reading and writing', async () => {
    const { kvs, clock } = givenKvs();
    for (let second = 0; second < 4; second++) {
      await repeat(1000, () => kvs.delete('k'));
      clock.advance(1000);
    }

    expect(await outcome(kvs.delete('k'))).toBe('429 RATE_LIMIT_EXCEEDED');
    expect(await outcome(kvs.get('k'))).toBe('accepted');
  });
});

describe('the usage of a request', () => {
  it('is one read or one write, with the bytes that were moved', async () => {
    const { kvs, usages } = givenKvs();
    await kvs.set('k', 'abc');
    await kvs.get('k');
    await kvs.get('missing');
    await kvs
      .query()
      .cursor(String(undefined))
      .getMany()
      .catch(() => undefined);
    await kvs.transact().set('a', 1).set('b', 1).execute();

    expect(usages).toEqual([
      { reads: 0, writes: 1, readBytes: 0, writeBytes: Buffer.byteLength('{"key":"k","value":"abc"}') },
      { reads: 1, writes: 0, readBytes: Buffer.byteLength('{"key":"k","value":"abc"}'), writeBytes: 0 },
      { reads: 1, writes: 0, readBytes: 1024, writeBytes: 0 },
      { reads: 1, writes: 0, readBytes: 0, writeBytes: 0 },
      {
        reads: 0,
        writes: 1,
        readBytes: 0,
        writeBytes: Buffer.byteLength('{"set":[{"key":"a","value":1},{"key":"b","value":1}]}'),
      },
    ]);
  });

  it('counts an empty query and a batch that found nothing as 1 KB', async () => {
    const { kvs, usages } = givenKvs();
    await kvs.query().getMany();
    await kvs.batchGet([{ key: 'k' }]);

    expect(usages.map(({ readBytes }) => readBytes)).toEqual([1024, 1024]);
  });
});

describe('a fault', () => {
  it('rate-limited is a 429, and nothing is stored', async () => {
    const { kvs, faults } = givenKvs();
    faults.add([{ at: 'kvs:set', kind: 'rate-limited' }]);

    expect(await outcome(kvs.set('k', 1))).toBe('429 RATE_LIMIT_EXCEEDED');
    expect(await kvs.get('k')).toBeUndefined();
  });

  it('server-error says no more than its status', async () => {
    const { kvs, faults } = givenKvs();
    faults.add([
      { at: 'kvs:secret/get', kind: 'server-error' },
      { at: 'kvs:batch/*', kind: 'server-error', status: 503 },
    ]);

    expect(await outcome(kvs.getSecret('k'))).toBe('500 UNKNOWN_ERROR');
    expect(await outcome(kvs.batchDelete([{ key: 'k' }]))).toBe('503 UNKNOWN_ERROR');
  });

  it('conflict waits for a write that can conflict', async () => {
    const { kvs, employees, faults } = givenKvs();
    faults.add([
      { at: 'kvs:entity/set', kind: 'conflict' },
      { at: 'kvs:transaction', kind: 'conflict' },
    ]);

    expect(await outcome(employees.set('k', {}))).toBe('accepted');
    expect(await outcome(employees.set('new', {}, { keyPolicy: 'FAIL_IF_EXISTS' }))).toBe('409 KEY_CONFLICT');
    expect(await outcome(kvs.transact().set('k', 1).execute())).toBe('400 CONDITIONAL_CHECK_FAILED');
    expect(await kvs.get('k')).toBeUndefined();
  });

  it('of the kinds that the host plays is left to the host', async () => {
    const { kvs, faults } = givenKvs();
    faults.add([{ at: 'kvs:get', kind: 'timeout', effect: 'before' }]);

    expect(await outcome(kvs.get('k'))).toBe('accepted');
    expect(faults.list()).toHaveLength(1);
  });
});

describe('what is not modelled', () => {
  it.each([
    ['another path', 'entity/scan', {}],
    ['a body of another shape', 'get', { key: 1 }],
    ['an option nobody knows', 'set', { key: 'k', value: 1, options: { lock: true } }],
    ['a page of nothing', 'query', { limit: 0 }],
  ])('%s is said to be so', async (_name, operation, body) => {
    const { post } = givenKvs();

    await expect(post(operation, body)).rejects.toThrow(/^not emulated: /);
  });
});
