import { expect, it } from 'vitest';
import { CODES } from '../../src/slack/error-codes';
import { remedyFor } from '../../src/slack/remedies';

const ABOUT_CHANNELS = ['channel_not_found', 'is_inactive', 'restricted_action_thread_locked'];
const NEEDING = [...CODES['admin-action'], ...CODES['permanent-for-connection'], ...ABOUT_CHANNELS];

it.each(NEEDING)('%s has a remedy in one sentence', (code) => {
  expect(remedyFor(code)).toMatch(/^[A-Z][^.]{10,150}\.$/);
});

it('asks nothing of anybody for what passes, for what is a defect of ours, and for what is not known', () => {
  const codes = [...CODES.transient, ...CODES['programming-error'], ...CODES.modal, 'something_of_2027', 'toString'];

  expect(codes.filter((code) => remedyFor(code) !== undefined)).toEqual([]);
});
