import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PermanentError, TransientError, UnknownOutcomeError } from '../../src/shared/errors';
import { toFault } from '../../src/slack/errors';
import { readContract } from '../support/contracts';

const documented = z.object({
  methods: z.record(z.string(), z.object({ errors_all: z.record(z.string(), z.unknown()) })),
});
const contract = readContract('slack/methods.json');
const CALLED = ['chat.postMessage', 'chat.update', 'users.lookupByEmail', 'auth.test'];

/** Those after which the same call may work; everything else would fail for ever. */
const PASSING = [
  'external_channel_migrating',
  'internal_error',
  'message_limit_exceeded',
  'org_login_required',
  'rate_limited',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
  'update_failed',
];

describe.skipIf(contract === undefined)('of all errors that Slack documents for our calls', () => {
  const methods = contract === undefined ? {} : documented.parse(contract).methods;
  const codes = [...new Set(CALLED.flatMap((method) => Object.keys(methods[method]?.errors_all ?? {})))].sort();
  const those = (kind: new (code: string) => Error, effect: 'once-only' | 'repeatable') =>
    codes.filter((code) => toFault(code, effect) instanceof kind);

  it('just these pass', () => {
    expect(those(TransientError, 'once-only')).toEqual(PASSING);
  });

  it('just one leaves open whether a post was made, and a repeatable call is made again after it', () => {
    expect(those(UnknownOutcomeError, 'once-only')).toEqual(['fatal_error']);
    expect(those(UnknownOutcomeError, 'repeatable')).toEqual([]);
    expect(those(TransientError, 'repeatable')).toEqual([...PASSING, 'fatal_error'].sort());
  });

  it('all others are for ever, and keep their name for the history', () => {
    const rest = codes.filter((code) => ![...PASSING, 'fatal_error'].includes(code));

    expect(those(PermanentError, 'once-only')).toEqual(rest);
    expect(rest.map((code) => toFault(code, 'once-only'))).toMatchObject(rest.map((code) => ({ code })));
    expect(rest).toContain('channel_not_found');
  });
});

it.each(['ratelimited', 'rate_limited'])('%s is waited out for as long as Slack asks', (code) => {
  expect(toFault(code, 'once-only', 7_000)).toMatchObject({ message: code, retryAfterMs: 7_000 });
  expect(toFault(code, 'once-only')).toMatchObject({ retryAfterMs: 30_000 });
});

it.each(['service_unavailable', 'something_of_2027', ''])('%j is no reason to wait for a time of Slack', (code) => {
  expect(toFault(code, 'repeatable')).not.toMatchObject({ retryAfterMs: expect.any(Number) });
});

it('takes an error that nobody documented for one that stays', () => {
  expect(toFault('something_of_2027', 'once-only')).toBeInstanceOf(PermanentError);
});
