import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CHANNEL_LIMITS, METHOD_LIMITS, recent, waitFor } from '../../src/slack/rate-limit';
import { readContract } from '../support/contracts';

const contract = readContract('slack/rate_limit_tiers.json');
const PER_MINUTE: Record<string, number> = { Tier1: 1, Tier2: 20, Tier3: 50, Tier4: 100 };

describe.skipIf(contract === undefined)('the limits', () => {
  const tiers = contract === undefined ? {} : z.record(z.string(), z.string()).parse(contract);

  it.each([...METHOD_LIMITS])('of %s are those of its tier', (method, limit) => {
    expect(limit).toEqual({ count: PER_MINUTE[tiers[method] ?? ''], windowMs: 60_000 });
  });

  it.each([...CHANNEL_LIMITS.keys()])('of %s are special', (method) => {
    expect(tiers[method]).toMatch(/^SpecialTier_/);
    expect(METHOD_LIMITS.has(method)).toBe(false);
  });
});

it.each([
  ['lets the first call go', [], 1_000, 0],
  ['lets the last call of the window go', [1_000], 1_001, 0],
  ['holds one too many until the oldest is out of the window', [1_000, 1_400], 1_500, 500],
  ['lets go what comes just when the oldest is out', [1_000, 1_400], 2_000, 0],
  ['counts the newest calls', [0, 1_000, 1_400], 1_500, 500],
  ['never holds longer than the window, whatever the clock did', [90_000, 90_000], 10, 1_000],
])('%s', (_claim, past, now, waitMs) => {
  expect(waitFor({ count: 2, windowMs: 1_000 }, past, now)).toBe(waitMs);
});

it('remembers no more calls than can matter', () => {
  expect(recent({ count: 2, windowMs: 1_000 }, [1, 2, 3])).toEqual([2, 3]);
});

it('lets as many calls through as the limit says in every window, and not one more', () => {
  const limits = fc.record({ count: fc.integer({ min: 1, max: 6 }), windowMs: fc.integer({ min: 1, max: 1_000 }) });
  const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 80 });

  fc.assert(
    fc.property(limits, gaps, (limit, pauses) => {
      let now = 0;
      const gone: number[] = [];
      for (const gap of pauses) {
        now += gap;
        const inWindow = gone.filter((at) => at > now - limit.windowMs).length;
        const waitMs = waitFor(limit, recent(limit, gone), now);

        expect(waitMs === 0).toBe(inWindow < limit.count);
        if (waitMs > 0) expect(waitFor(limit, recent(limit, gone), now + waitMs)).toBe(0);
        if (waitMs > 0) expect(waitFor(limit, recent(limit, gone), now + waitMs - 1)).toBe(1);
        if (waitMs === 0) gone.push(now);
      }
    }),
    { numRuns: 500 },
  );
});
