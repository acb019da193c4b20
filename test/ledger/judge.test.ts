import { describe, expect, it } from 'vitest';
import { CLAIM_MS, isHeld, takeClaim } from '../../src/ledger/claim';
import { judge, type Verdict } from '../../src/ledger/judge';
import { PermanentError, TransientError, UnknownOutcomeError } from '../../src/shared/errors';

const NOW = 1_000_000;
const passing = new TransientError('502');
const asking = (retryAfterMs: number) => new TransientError('ratelimited', { retryAfterMs });
const later = (ms: number): Verdict => ({ type: 'later', dueAt: NOW + ms, failed: true });
const waits = (ms: number): Verdict => ({ type: 'later', dueAt: NOW + ms, failed: false });
const gaveUp: Verdict = { type: 'give-up', reason: 'too-many-attempts' };

describe('judge', () => {
  it.each<[string, unknown, number, Verdict]>([
    ['a passing fault is tried again at once', passing, 1, { type: 'again' }],
    ['and once more', passing, 2, { type: 'again' }],
    ['after three tries it goes back for five seconds', passing, 3, later(5_000)],
    ['and then for twice as long', passing, 4, later(10_000)],
    ['and on the seventh for 80 seconds', passing, 7, later(80_000)],
    ['the eighth is the last', passing, 8, gaveUp],
    ['a bug of ours is retried like a passing fault', new TypeError('x is undefined'), 1, { type: 'again' }],
    ['and given up like one', new TypeError('x is undefined'), 8, gaveUp],
    ['what was thrown may be no error at all', 'thrown', 3, later(5_000)],
    ['a wish to wait is followed on the first try and is no failure', asking(30_000), 1, waits(30_000)],
    ['a wish of nothing still waits for a second', asking(0), 1, waits(1_000)],
    ['a wish to wait is followed however often it comes', asking(30_000), 99, waits(30_000)],
    ['a refusal for good gives its code', new PermanentError('channel_not_found'), 1, giveUp('channel_not_found')],
    [
      'a refusal for good outweighs the last try',
      new PermanentError('channel_not_found'),
      8,
      giveUp('channel_not_found'),
    ],
    ['an answer that was not seen is unknown', new UnknownOutcomeError('timeout'), 1, { type: 'unknown' }],
    ['and stays so on the last try', new UnknownOutcomeError('timeout'), 8, { type: 'unknown' }],
  ])('%s', (_name, error, attempts, verdict) => {
    expect(judge(error, attempts, NOW)).toEqual(verdict);
  });

  it('never waits longer than a queue can: fifteen minutes, unless it is asked to', () => {
    const own = [3, 4, 5, 6, 7].map((attempts) => judge(passing, attempts, 0));

    expect(own.every((verdict) => verdict.type === 'later' && verdict.dueAt <= 900_000)).toBe(true);
    expect(judge(asking(3_600_000), 1, 0)).toEqual({ type: 'later', dueAt: 3_600_000, failed: false });
  });
});

describe('a claim', () => {
  it.each([
    ['is held at once', 0, true],
    ['is held for a minute', CLAIM_MS - 1, true],
    ['is free when its minute is over', CLAIM_MS, false],
  ])('%s', (_name, after, held) => {
    expect(isHeld(takeClaim('post', NOW), NOW + after)).toBe(held);
  });

  it('that nobody took is free', () => {
    expect(isHeld(undefined, NOW)).toBe(false);
  });

  it('outlasts every invocation, which ends within 55 seconds', () => {
    expect(CLAIM_MS).toBeGreaterThan(55_000);
  });
});

function giveUp(reason: string): Verdict {
  return { type: 'give-up', reason };
}
