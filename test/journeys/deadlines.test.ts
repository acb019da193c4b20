import { describe, expect, it } from 'vitest';
import { choicesOf, wordsOf } from '../support/slack-reading';
import { PEOPLE, type Story, tell } from '../support/story';

const { ada, ben, cleo } = PEOPLE;
const DAY_HOURS = 24;
const people = (...each: { accountId: string }[]) => ({ type: 'user', people: each.map(({ accountId }) => accountId) });

const headlines = (story: Story, person: 'ada' | 'ben' | 'cleo') =>
  story.messages(person).map((message) => wordsOf(message).split('\n')[0]);

async function due(deadline: object, terms: object = {}): Promise<Story> {
  const story = await tell();
  await story.form({
    name: 'In time',
    steps: [{ name: 'Ben', asks: people(ben), quorum: { type: 'all' }, deadline }],
    terms,
  });
  await story.start('In time');
  return story;
}

describe('a deadline', () => {
  it('is shown, reminds once before it, and says so in a message of its own', async () => {
    const story = await due({ dueInMinutes: 240, remindBeforeMinutes: [60] });
    expect(wordsOf(story.message('ben'))).toContain('Due <!date^');
    expect((await story.approval()).steps[0]?.dueAt).toBe(story.sandbox.clock.now() + 240 * 60_000);

    await story.hours(2);
    expect(headlines(story, 'ben')).toEqual(['Approval requested: In time']);
    await story.hours(1.5);

    expect(headlines(story, 'ben')).toEqual(['Approval requested: In time', 'Reminder: In time']);
  });

  it('does not remind who has decided', async () => {
    const story = await tell();
    await story.form({
      name: 'Both',
      steps: [
        {
          name: 'Both',
          asks: people(ben, cleo),
          quorum: { type: 'all' },
          deadline: { dueInMinutes: 240, remindBeforeMinutes: [60] },
        },
      ],
    });
    await story.start('Both');
    await story.decide('ben', 'approve');

    await story.hours(3.5);

    expect([story.messages('ben').length, story.messages('cleo').length]).toEqual([1, 2]);
  });

  it('calls somebody in, whose decision alone closes the step', async () => {
    const story = await due({ dueInMinutes: 480, escalate: [{ afterMinutes: 60, to: cleo.accountId }] });
    expect(story.messages('cleo')).toEqual([]);

    await story.hours(1.25);
    expect(choicesOf(story.message('cleo'))).toEqual(['approve', 'reject']);
    expect(choicesOf(story.message('ben'))).toEqual(['approve', 'reject']);
    await story.decide('cleo', 'approve');

    expect(story.property()).toMatchObject({ state: 'approved' });
    expect(choicesOf(story.message('ben'))).toEqual([]);
  });

  it.each([
    ['expire', 'expired', 'Expired: In time'],
    ['approve', 'approved', 'Approved: In time'],
    ['reject', 'rejected', 'Rejected: In time'],
  ])('that is over ends the approval as the definition says: %s', async (onExpiry, state, headline) => {
    const story = await due({ dueInMinutes: 60, onExpiry });

    await story.hours(0.75);
    expect((await story.approval()).state).toBe('pending');
    await story.hours(0.75);

    expect(await story.approval()).toMatchObject({ state });
    expect(headlines(story, 'ben')).toEqual([headline]);
    expect(choicesOf(story.message('ben'))).toEqual([]);
    expect(headlines(story, 'ada')).toEqual([headline]);
    expect(story.comments()).toHaveLength(1);
  });

  it('refuses who decides after it, also before anybody has noticed', async () => {
    const story = await due({ dueInMinutes: 60 });
    story.sandbox.clock.advance(61 * 60_000);

    const late = await story.decide('ben', 'approve');

    expect(late).toMatchObject({ ok: false, error: expect.stringContaining('time for this step is over') });
  });

  it('counts working time alone: the evening and the weekend do not count', async () => {
    // Monday, 8:00 UTC; the office opens at 9:00.
    const calendar = {
      timeZone: 'UTC',
      hours: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' })),
      holidays: ['2026-10-13'],
    };
    const story = await due({ dueInMinutes: 600 }, { calendar });

    // Eight hours of Monday, none of the holiday, two of Wednesday.
    expect(new Date((await story.approval()).steps[0]?.dueAt ?? 0).toISOString()).toBe('2026-10-14T11:00:00.000Z');
  });
});

describe('taking a decision back', () => {
  it('is possible while the step is open, and is in the audit log', async () => {
    const story = await tell();
    await story.start('Release approval');
    await story.decide('ben', 'approve');
    expect((await story.approval('ben')).may.withdraw).toEqual({ step: 0 });

    expect(await story.withdraw('ben')).toMatchObject({ ok: true });

    expect(choicesOf(story.message('ben'))).toEqual(['approve', 'reject']);
    expect(story.stored('audit').some(({ value }) => JSON.stringify(value).includes('decision.withdrawn'))).toBe(true);
  });

  it('opens again what it had closed, within the grace period; the requester is told', async () => {
    const story = await due(
      { dueInMinutes: 6_000 },
      { undoMinutes: 10, onApproved: [{ type: 'add-label', label: 'done' }] },
    );
    await story.decide('ben', 'approve');
    expect(await story.approval()).toMatchObject({ state: 'approved', finalAt: story.sandbox.clock.now() + 600_000 });

    await story.settle(5);
    expect(await story.withdraw('ben')).toMatchObject({ ok: true });

    expect(await story.approval()).toMatchObject({ state: 'pending' });
    expect(choicesOf(story.message('ben'))).toEqual(['approve', 'reject']);
    expect(story.property()).toMatchObject({ state: 'pending' });
    await story.settle(20);
    expect(story.comments()).toEqual([]);
    expect(story.sandbox.jira.workItem('SHOP-1')?.labels).toEqual([]);
    expect(headlines(story, 'ada').at(-1)).toContain('Still open');
  });

  it('is too late after the grace period', async () => {
    const story = await due({ dueInMinutes: 6_000 }, { undoMinutes: 10 });
    await story.decide('ben', 'approve');

    await story.settle(11);

    expect(await story.withdraw('ben')).toMatchObject({ ok: false });
    expect(await story.approval()).toMatchObject({ state: 'approved' });
  });

  it('is too late when the definition gives no grace', async () => {
    const story = await due({ dueInMinutes: 6_000 });
    await story.decide('ben', 'approve');

    expect(await story.withdraw('ben')).toMatchObject({ ok: false });
  });
});

describe('the time for which an approval holds', () => {
  async function valid(): Promise<Story> {
    const story = await due({ dueInMinutes: 100_000 }, { validity: { days: 10, renewDaysBefore: 3 } });
    await story.decide('ben', 'approve');
    return story;
  }

  it('is shown, and a new approval is asked for before it ends', async () => {
    const story = await valid();
    const { validUntil } = await story.approval();
    expect(validUntil).toBe(story.sandbox.clock.now() + 10 * DAY_HOURS * 3_600_000);

    await story.hours(6.5 * DAY_HOURS);
    expect((await story.panel()).approvals).toHaveLength(1);
    await story.hours(DAY_HOURS);

    const { approvals } = await story.panel();
    expect(approvals.map(({ state, lapsed, requester }) => [state, lapsed, requester])).toEqual([
      ['pending', false, ada.accountId],
      ['approved', false, ada.accountId],
    ]);
    expect(headlines(story, 'ada')).toContain('Approval ends soon: In time');
    expect(choicesOf(story.message('ben'))).toEqual(['approve', 'reject']);
  });

  it('is over at its end: the property says so, and the requester is told', async () => {
    const story = await valid();

    await story.hours(10.5 * DAY_HOURS);

    const { approvals } = await story.panel();
    expect(approvals.map(({ state, lapsed }) => [state, lapsed])).toEqual([
      ['pending', false],
      ['approved', true],
    ]);
    expect(headlines(story, 'ada')).toContain('Approval has ended: In time');
    expect(story.property()).toMatchObject({ states: ['pending', 'lapsed'], approved: [] });
    expect(await story.history('dead')).toEqual([]);
  });
});
