import { describe, expect, it } from 'vitest';
import {
  isMoving,
  withApproval,
  withJustStarted,
  withoutApproval,
} from '../../static/app/src/approval/known-approvals';
import { approval, list, NOW } from './views';

describe('what the panel knows of its approvals', () => {
  it('keeps an approval that was just started and that the list does not find yet', () => {
    const known = list(approval('new'), approval('old'));

    const next = withJustStarted(known, list(approval('old')), NOW);

    expect(next).toEqual(list(approval('new'), approval('old')));
  });

  it('lets go of one that the list has not found for a minute', () => {
    const known = list(approval('gone', { startedAt: NOW - 60_000 }));

    expect(withJustStarted(known, list(), NOW)).toEqual(list());
  });

  it('shows an answered approval in its place, or first when it is new', () => {
    const decided = approval('a', { state: 'approved' });

    expect(withApproval(list(approval('b'), approval('a')), decided)).toEqual(list(approval('b'), decided));
    expect(withApproval(list(approval('b')), decided)).toEqual(list(decided, approval('b')));
  });

  it('forgets a deleted approval, so that one started a moment ago does not come back', () => {
    const known = withoutApproval(list(approval('a'), approval('b')), 'a');

    expect(withJustStarted(known, list(approval('b')), NOW)).toEqual(list(approval('b')));
  });

  it('takes a refusal as it is', () => {
    const refusal = { ok: false, error: 'Jira does not show you this work item.' } as const;

    expect(withJustStarted(list(approval('a')), refusal, NOW)).toEqual(refusal);
    expect(withApproval(refusal, approval('a'))).toEqual(refusal);
    expect(withoutApproval(refusal, 'a')).toEqual(refusal);
  });

  it.each([
    ['while an approval is pending', approval('a'), true],
    ['while a decision can be taken back', approval('a', { state: 'approved', finalAt: NOW + 1 }), true],
    ['no longer once the outcome is final', approval('a', { state: 'approved', finalAt: NOW }), false],
  ])('asks again %s', (_name, only, expected) => {
    expect(isMoving(list(only), NOW)).toBe(expected);
  });
});
