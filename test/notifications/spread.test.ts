import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/ledger/judge';
import type { Doing } from '../../src/notifications/core/model';
import { spread } from '../../src/notifications/core/spread';
import { notification } from '../support/builders';
import { START } from '../support/fake-ports';

const asked = (at: number): Verdict => ({ type: 'later', dueAt: at + 1_000, failed: false });
const mail = (key: string, doing: Doing = 'email') => notification({ key, claim: { doing, until: START + 60_000 } });
const dueAfter = (key: string, waitedMs: number, doing?: Doing) => {
  const at = START + waitedMs;
  const verdict = spread(mail(key, doing), asked(at), at);
  return verdict.type === 'later' ? verdict.dueAt - at : undefined;
};

describe('mails that a service told to wait', () => {
  it.each<[string, string, number, number]>([
    ['come back when it said, at first', 'apr-1:000000000000000000800000', 0, 1_000],
    ['wait their share of what they have waited', 'apr-1:000000000000000000800000', 10_000, 6_000],
    ['wait a minute more at most', 'apr-1:000000000000000000ffffff', 3_600_000, 60_999],
    ['wait no longer where their share is none', 'apr-1:ffffffffffffffffff000000', 3_600_000, 1_000],
  ])('%s', (_what, key, waitedMs, dueMs) => {
    expect(dueAfter(key, waitedMs)).toBe(dueMs);
  });

  it('spread over the minute, so that few come back at the same time', () => {
    const keys = Array.from({ length: 192 }, (_, index) => `apr-1:${(index * 87_381).toString(16).padStart(24, '0')}`);
    const seconds = keys.map((key) => Math.floor((dueAfter(key, 60_000) ?? 0) / 1_000));

    expect(new Set(seconds).size).toBeGreaterThan(40);
  });

  it('are alone in that: Slack tells when, and faults have a time of their own', () => {
    const failed: Verdict = { type: 'later', dueAt: START + 5_000, failed: true };

    expect(dueAfter('apr-1:000000000000000000ffffff', 60_000, 'post')).toBe(1_000);
    expect(spread(mail('apr-1:000000000000000000ffffff'), failed, START + 60_000)).toBe(failed);
  });
});
