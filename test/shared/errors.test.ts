import { expect, it } from 'vitest';
import {
  ConflictError,
  describeError,
  InvalidInputError,
  PermanentError,
  TransientError,
  UnknownOutcomeError,
} from '../../src/shared/errors';

const PRIVATE = 'ben@lighthouse.example';

it.each<[string, unknown, object]>([
  [
    'a fault of the other side by its code',
    new PermanentError('invalid_auth'),
    { error: 'PermanentError', code: 'invalid_auth' },
  ],
  ['a passing fault by its code', new TransientError('http-503'), { error: 'TransientError', code: 'http-503' }],
  [
    'an outcome that nobody knows by its code',
    new UnknownOutcomeError('no-answer'),
    { error: 'UnknownOutcomeError', code: 'no-answer' },
  ],
  ['a lost race by its code', new ConflictError('approval apr-1'), { error: 'ConflictError', code: 'approval apr-1' }],
  ['bad input without what was in it', new InvalidInputError(PRIVATE, []), { error: 'InvalidInputError' }],
  [
    'a fault of the network by its code',
    Object.assign(new Error(PRIVATE), { code: 'ECONNRESET' }),
    { error: 'Error', code: 'ECONNRESET' },
  ],
  ['a defect by its class alone', new TypeError(PRIVATE), { error: 'TypeError' }],
  ['what is no error by its type alone', PRIVATE, { error: 'string' }],
  ['nothing by its type', undefined, { error: 'undefined' }],
])('a log line tells of %s', (_what, error, told) => {
  expect(describeError(error)).toEqual(told);
});

it('keeps the cause, but never tells of it', () => {
  const error = new TransientError('http-503', { cause: new Error(PRIVATE) });

  expect(error.cause).toMatchObject({ message: PRIVATE });
  expect(JSON.stringify(describeError(error))).not.toContain(PRIVATE);
});
