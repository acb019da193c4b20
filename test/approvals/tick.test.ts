import { describe, expect, it } from 'vitest';
import { decide } from '../../src/approvals/core/decide';
import type { Definition } from '../../src/approvals/core/definition';
import type { Approval, StepClock } from '../../src/approvals/core/model';
import {
  ADA,
  BEN,
  changePolicy,
  DAY_MS,
  decision,
  definition,
  fingerprint,
  HOUR_MS,
  MINUTE_MS,
  RITA,
  step,
  terms,
  userStep,
} from '../support/builders';
import { ADMIN, asker, observation, reminder, shelving, staffing, stepClock, TICK } from '../support/commands';
import { START } from '../support/fake-ports';
import { type Dated, later, played, replayed, startedApproval, statusesOf } from '../support/running-approvals';

const clocked = (more: Partial<StepClock>) => staffing([ADA, BEN], { clock: stepClock(more) });
const tickAt = (ms: number): Dated => later(ms, TICK);
const lastAnswer = (what: Parameters<typeof startedApproval>[0], ...commands: readonly Dated[]) =>
  replayed(startedApproval(what), commands).answers.at(-1);
const eventTypes = (what: Parameters<typeof startedApproval>[0], ...commands: readonly Dated[]) =>
  replayed(startedApproval(what), commands).events.map(({ type }) => type);
const again = (approval: Approval, at: number) => decide(approval, TICK, { at, sequence: 99 });

describe('a reminder', () => {
  const remindAt = [START + HOUR_MS, START + 2 * HOUR_MS, START + 3 * HOUR_MS];

  it('is given when it is due, and not before', () => {
    expect(lastAnswer([step()], clocked({ remindAt }), tickAt(HOUR_MS - 1))).toBe('unchanged');

    const { events } = played([step()], clocked({ remindAt }), tickAt(HOUR_MS));
    expect(events.at(-1)).toEqual({ type: 'step.reminded', step: 0, number: 1, by: { type: 'system' } });
  });

  it('is given once, however late and however often it is looked at', () => {
    const { next, events } = played([step()], clocked({ remindAt }), tickAt(3.5 * HOUR_MS));

    expect(events.filter(({ type }) => type === 'step.reminded')).toHaveLength(1);
    expect(next.steps[0]).toMatchObject({ reminders: 1, clock: { reminded: 3 } });
    expect(again(next, START + 3.6 * HOUR_MS)).toEqual({ ok: false, error: 'unchanged' });
  });

  it('is counted together with those by hand', () => {
    const { events } = played([step()], clocked({ remindAt }), reminder(asker(RITA)), tickAt(HOUR_MS));

    expect(events.at(-1)).toMatchObject({ number: 2 });
  });

  it('is not given to those who cannot answer, because the content has changed', () => {
    const what = definition({ terms: terms({ changes: changePolicy({ onChange: 'mark' }) }) });
    const outdated = [clocked({ remindAt }), observation(fingerprint({ summary: 'New' })), tickAt(HOUR_MS)];

    expect(eventTypes(what, ...outdated)).not.toContain('step.reminded');
    expect(again(played(what, ...outdated).next, START + HOUR_MS)).toEqual({ ok: false, error: 'unchanged' });
  });
});

describe('expiry', () => {
  const due = 4 * HOUR_MS;

  it.each<[StepClock['onExpiry'], readonly string[]]>([
    ['expire', ['expired', 'expired', 'skipped']],
    ['reject', ['rejected', 'rejected', 'skipped']],
    ['approve', ['pending', 'approved', 'open']],
  ])('does what its policy says: %s', (onExpiry, expected) => {
    const replay = played([userStep([ADA, BEN]), step()], clocked({ onExpiry }), tickAt(due));

    expect(statusesOf(replay)).toEqual(expected);
    expect(replay.events).toContainEqual(expect.objectContaining({ type: 'step.closed', step: 0, because: 'expiry' }));
  });

  it('comes at the instant and not a millisecond before', () => {
    expect(lastAnswer([step()], clocked({}), tickAt(due - 1))).toBe('unchanged');
    expect(lastAnswer([step()], clocked({}), tickAt(due))).toBe('accepted');
  });

  it('is not forestalled by a decision at that instant, whichever comes first', () => {
    const only = [userStep([ADA])];
    const clock = staffing([ADA], { clock: stepClock() });

    expect(replayed(startedApproval(only), [clock, later(due, decision(ADA)), tickAt(due)]).next.status).toBe(
      'expired',
    );
    expect(replayed(startedApproval(only), [clock, tickAt(due), later(due, decision(ADA))]).answers.at(-1)).toBe(
      'approval-closed',
    );
    expect(replayed(startedApproval(only), [clock, later(due - 1, decision(ADA)), tickAt(due)]).next.status).toBe(
      'approved',
    );
  });

  it('is in nobody’s hands, so nothing waits to be undone', () => {
    const what = definition({ terms: terms({ undoMinutes: 30 }) });
    const { next } = played(what, clocked({ onExpiry: 'reject' }), decision(ADA), tickAt(due));

    expect(next).toMatchObject({ status: 'rejected', settled: true, finalAt: START + due });
  });

  it('of a step that nobody can end never approves it', () => {
    const stuck = [userStep([ADA, BEN], { type: 'number', pass: 3 })];

    expect(played(stuck, clocked({ onExpiry: 'approve' }), tickAt(due)).next.status).toBe('expired');
  });

  it('never approves content that was changed meanwhile', () => {
    const what = definition({ terms: terms({ changes: changePolicy({ onChange: 'mark' }) }) });
    const changed = observation(fingerprint({ summary: 'New' }));

    expect(played(what, clocked({ onExpiry: 'approve' }), changed, tickAt(due)).next.status).toBe('expired');
  });

  it('waits while it is the requester’s turn', () => {
    expect(lastAnswer([step()], clocked({}), decision(ADA, 'request-changes'), tickAt(due))).toBe('unchanged');
  });

  it('of two steps beside each other comes for each', () => {
    const steps = [step(), { ...step(), together: true }, step()];
    const clock = stepClock({ onExpiry: 'approve' });
    const replay = played(
      steps,
      staffing([ADA, BEN], { clock }),
      staffing([ADA, BEN], { clock, step: 1 }),
      tickAt(due),
    );

    expect(statusesOf(replay)).toEqual(['pending', 'approved', 'approved', 'open']);
  });
});

describe('an outcome', () => {
  const what = definition({ steps: [userStep([ADA])], terms: terms({ undoMinutes: 10 }) });

  it('is settled when the time to undo is over, and once', () => {
    expect(lastAnswer(what, decision(ADA), tickAt(10 * MINUTE_MS - 1))).toBe('unchanged');

    const { next, events } = played(what, decision(ADA), tickAt(10 * MINUTE_MS));
    expect(next).toMatchObject({ status: 'approved', settled: true });
    expect(events.at(-1)).toEqual({ type: 'approval.settled', outcome: 'approved' });
    expect(again(next, START + DAY_MS)).toEqual({ ok: false, error: 'unchanged' });
  });
});

describe('validity', () => {
  const yearly: Definition = definition({
    steps: [userStep([ADA])],
    terms: terms({ validity: { days: 365, renewDaysBefore: 14 } }),
  });

  it('is counted from the approval', () => {
    expect(played(yearly, decision(ADA)).next).toMatchObject({ validity: 'valid', validUntil: START + 365 * DAY_MS });
  });

  it('belongs to approvals alone', () => {
    expect(played(yearly, decision(ADA, 'reject')).next).not.toHaveProperty('validUntil');
  });

  it('asks for a new approval in time, and ends', () => {
    const { next, events } = played(yearly, decision(ADA), tickAt(351 * DAY_MS), tickAt(365 * DAY_MS));

    expect(events.slice(-2).map(({ type }) => type)).toEqual(['approval.renewing', 'approval.lapsed']);
    expect(next).toMatchObject({ status: 'approved', validity: 'lapsed' });
    expect(again(next, START + 1_000 * DAY_MS)).toEqual({ ok: false, error: 'unchanged' });
  });

  it.each([
    ['asks a millisecond too early for nothing', 351 * DAY_MS - 1],
    ['asks once', 352 * DAY_MS],
  ])('%s', (_name, ms) => {
    const before = ms < 351 * DAY_MS ? [] : [tickAt(351 * DAY_MS)];

    expect(lastAnswer(yearly, decision(ADA), ...before, tickAt(ms))).toBe('unchanged');
  });

  it('asks for a new approval also when it is noticed only after the end', () => {
    expect(eventTypes(yearly, decision(ADA), tickAt(400 * DAY_MS)).slice(-2)).toEqual([
      'approval.renewing',
      'approval.lapsed',
    ]);
  });

  it('of a deleted approval is nobody’s concern', () => {
    expect(lastAnswer(yearly, decision(ADA), shelving(ADMIN, 'deleted'), tickAt(360 * DAY_MS))).toBe('unchanged');
  });

  it('goes with an outcome that is undone', () => {
    const undone = definition({ ...yearly, terms: { ...yearly.terms, undoMinutes: 10 } });
    const { next } = played(undone, decision(ADA), { type: 'withdraw', by: ADA });

    expect(next).not.toHaveProperty('validUntil');
    expect(next).not.toHaveProperty('validity');
  });
});
