import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PermanentError, TransientError, UnknownOutcomeError } from '../../src/shared/errors';
import { CODES, type SlackErrorClass } from '../../src/slack/error-codes';
import { classOf, needsConfirmation, toFault } from '../../src/slack/errors';
import { readContract } from '../support/contracts';

const documented = z.object({
  methods: z.record(z.string(), z.object({ errors_all: z.record(z.string(), z.unknown()) })),
});
const contract = readContract('slack/methods.json');

const ALL = Object.values(CODES).flat();
const classes = Object.keys(CODES) as SlackErrorClass[];

describe.skipIf(contract === undefined)('of all errors that Slack documents', () => {
  const methods = contract === undefined ? [] : Object.values(documented.parse(contract).methods);
  const codes = [...new Set(methods.flatMap(({ errors_all: errors }) => Object.keys(errors)))].sort();

  it('each has its class, whichever method answers with it', () => {
    expect(codes.length).toBeGreaterThan(190);
    expect(codes.filter((code) => !ALL.includes(code))).toEqual([]);
  });

  it('no class names an error that Slack does not', () => {
    expect(ALL.filter((code) => !codes.includes(code))).toEqual([]);
  });
});

it('no error is in two classes', () => {
  expect(ALL.filter((code, index) => ALL.indexOf(code) !== index)).toEqual([]);
});

describe('a refusal', () => {
  it.each<[SlackErrorClass, string]>([
    ['transient', 'ratelimited'],
    ['transient', 'message_limit_exceeded'],
    ['transient', 'org_login_required'],
    ['transient', 'fetch_members_failed'],
    ['once-more-unknown', 'fatal_error'],
    ['permanent-for-message', 'channel_not_found'],
    ['permanent-for-message', 'msg_blocks_too_long'],
    ['permanent-for-message', 'restricted_action_thread_locked'],
    ['update-lost', 'message_not_found'],
    ['update-lost', 'edit_window_closed'],
    ['permanent-for-connection', 'token_revoked'],
    ['permanent-for-connection', 'invalid_auth'],
    ['permanent-for-connection', 'authorization_not_found'],
    ['admin-action', 'missing_scope'],
    ['admin-action', 'not_in_channel'],
    ['admin-action', 'access_denied'],
    ['admin-action', 'restricted_action'],
    ['modal', 'expired_trigger_id'],
    ['modal', 'hash_conflict'],
    ['programming-error', 'invalid_arg_name'],
    ['programming-error', 'too_many_attachments'],
    ['programming-error', 'time_in_past'],
  ])('of class %s: %s', (expected, code) => {
    expect(classOf(code)).toBe(expected);
  });

  it.each(['something_of_2027', '', 'toString', '__proto__'])(
    '%j, which nobody documented, is one for this message',
    (code) => {
      expect(classOf(code)).toBe('permanent-for-message');
      expect(toFault(code, 'once-only')).toBeInstanceOf(PermanentError);
      expect(toFault(code, 'once-only')).toMatchObject({ code });
    },
  );
});

describe('a connection is given up', () => {
  it.each(['token_revoked', 'account_inactive', 'token_expired'])('at once for %s', (code) => {
    expect(needsConfirmation(code)).toBe(false);
  });

  it.each(['invalid_auth', 'not_authed', 'team_not_found', 'two_factor_setup_required'])(
    'only after auth.test for %s',
    (code) => {
      expect(needsConfirmation(code)).toBe(true);
    },
  );

  it.each(['missing_scope', 'ratelimited', 'something_of_2027'])('never for %s, so nothing is confirmed', (code) => {
    expect(needsConfirmation(code)).toBe(false);
  });
});

describe('the fault', () => {
  const those = (kind: new (code: string) => Error, effect: 'once-only' | 'repeatable') =>
    ALL.filter((code) => toFault(code, effect) instanceof kind).sort();
  const inClasses = (...names: SlackErrorClass[]) => names.flatMap((name) => CODES[name]).sort();

  it('passes for what is transient alone, and for an unclear call that may be repeated', () => {
    expect(those(TransientError, 'once-only')).toEqual(inClasses('transient'));
    expect(those(TransientError, 'repeatable')).toEqual(inClasses('transient', 'once-more-unknown'));
  });

  it('is unclear for what may have succeeded, where a repeated call would do its work twice', () => {
    expect(those(UnknownOutcomeError, 'once-only')).toEqual(['fatal_error']);
    expect(those(UnknownOutcomeError, 'repeatable')).toEqual([]);
  });

  it('stays for all other classes, and keeps its name for the history', () => {
    const rest = inClasses(...classes.filter((name) => name !== 'transient' && name !== 'once-more-unknown'));

    expect(those(PermanentError, 'once-only')).toEqual(rest);
    expect(rest.map((code) => toFault(code, 'once-only'))).toMatchObject(rest.map((code) => ({ code })));
  });

  it.each(['ratelimited', 'rate_limited'])('%s is waited out for as long as Slack asks', (code) => {
    expect(toFault(code, 'once-only', 7_000)).toMatchObject({ message: code, retryAfterMs: 7_000 });
    expect(toFault(code, 'once-only')).toMatchObject({ retryAfterMs: 30_000 });
  });

  it.each(['service_unavailable', 'message_limit_exceeded', 'something_of_2027'])(
    '%s names no time to wait',
    (code) => {
      expect(toFault(code, 'repeatable', 7_000)).not.toMatchObject({ retryAfterMs: expect.any(Number) });
    },
  );
});
