import { expect, it } from 'vitest';
import { choicesOf, wordsOf } from '../support/slack-reading';
import { PEOPLE, type Story, tell } from '../support/story';

const { ben, cleo, dev } = PEOPLE;

async function started(): Promise<Story> {
  const story = await tell();
  await story.define('Ben alone', [{ name: 'Ben', approvers: ['ben'], quorum: 'all' }]);
  await story.start('Ben alone', { by: 'cleo' });
  return story;
}

it('is handed on with a reason: the new person is told, the old one’s buttons go', async () => {
  const story = await started();
  expect(
    await story.act('ben', { type: 'reassign', step: 0, from: ben.accountId, to: dev.accountId, reason: ' ' }),
  ).toMatchObject({
    ok: false,
    error: 'Say why, so that everybody can follow it later.',
  });

  const done = await story.act('ben', {
    type: 'reassign',
    step: 0,
    from: ben.accountId,
    to: dev.accountId,
    reason: 'On leave',
  });

  expect(done).toMatchObject({ ok: true });
  expect(wordsOf(story.message('ben'))).toContain('Handed on');
  expect(choicesOf(story.message('ben'))).toEqual([]);
  expect(story.mailsTo('dev')).toHaveLength(1);
  expect(story.stored('audit').some(({ value }) => JSON.stringify(value).includes('On leave'))).toBe(true);
  expect(await story.decide('ben', 'approve')).toMatchObject({ ok: false });
  await story.decide('dev', 'approve');
  expect(story.property()).toMatchObject({ state: 'approved' });
});

it('is not handed on by somebody who has no part in it', async () => {
  const story = await started();

  const answer = await story.act('dev', {
    type: 'reassign',
    step: 0,
    from: ben.accountId,
    to: dev.accountId,
    reason: 'I want to',
  });

  expect(answer).toMatchObject({ ok: false });
  expect(choicesOf(story.message('ben'))).toEqual(['approve', 'reject']);
});

it('asks whoever an approver adds, though not the requester, and waits for them too', async () => {
  const story = await started();

  const who = dev.accountId;
  const asked = await story.act('cleo', { type: 'add-approver', step: 0, who, reason: 'Says yes to everything' });
  expect(asked).toMatchObject({ ok: false });
  await story.act('ben', { type: 'add-approver', step: 0, who, reason: 'Knows the payment page' });

  expect(story.mailsTo('dev')).toHaveLength(1);
  await story.decide('ben', 'approve');
  expect(story.property()).toMatchObject({ state: 'pending' });
  await story.decide('dev', 'approve');
  expect(story.property()).toMatchObject({ state: 'approved' });
});

it('reminds those who have not decided, and not again within the hour', async () => {
  const story = await started();

  expect(await story.act('cleo', { type: 'remind', step: 0 })).toMatchObject({ ok: true });
  expect(wordsOf(story.message('ben'))).toContain('Reminder: Ben alone');
  expect(await story.act('cleo', { type: 'remind', step: 0 })).toEqual({
    ok: false,
    error: 'A reminder went out less than an hour ago. Try again later.',
  });
  await story.hours(1);
  expect(await story.act('cleo', { type: 'remind', step: 0 })).toMatchObject({ ok: true });

  expect(story.messages('ben')).toHaveLength(3);
  expect(story.requests('ben')).toHaveLength(1);
});

it('is cancelled by its requester or by an administrator, and by nobody else', async () => {
  const story = await started();

  expect(await story.cancel('ben')).toMatchObject({ ok: false });
  expect(await story.cancel('ada')).toMatchObject({ ok: true, value: { state: 'cancelled' } });

  expect(choicesOf(story.message('ben'))).toEqual([]);
  expect(wordsOf(story.message('cleo'))).toContain('Cancelled: Ben alone');
});

it('starts again from the beginning: the old one ends, the new one asks anew', async () => {
  const story = await started();
  const before = await story.approval();
  story.sandbox.clock.advance(1_000);

  const again = await story.act('cleo', { type: 'restart' });

  expect(again).toMatchObject({ ok: true, value: { state: 'pending', requester: cleo.accountId } });
  const { approvals } = await story.panel();
  expect(approvals.map(({ state }) => state)).toEqual(['pending', 'cancelled']);
  expect(approvals[1]?.id).toBe(before.id);
  expect(story.messages('ben').map(choicesOf)).toEqual([[], ['approve', 'reject']]);
  expect(story.property()).toMatchObject({ state: 'pending' });
});

it('is archived and brought back, and deleted, once it is over', async () => {
  const story = await started();
  expect(await story.act('ada', { type: 'archive' })).toMatchObject({ ok: false });
  await story.decide('ben', 'approve');

  expect(await story.act('ada', { type: 'archive' })).toMatchObject({ ok: true, value: { archived: true } });
  expect(story.property()).toMatchObject({ states: [], approved: [] });
  expect(await story.act('ada', { type: 'unarchive' })).toMatchObject({ ok: true, value: { archived: false } });
  expect(story.property()).toMatchObject({ state: 'approved', approved: ['Ben alone'] });

  expect(await story.act('ben', { type: 'delete' })).toMatchObject({ ok: false });
  expect(await story.act('ada', { type: 'delete' })).toMatchObject({ ok: true });

  expect((await story.panel()).approvals).toEqual([]);
  expect(story.property()).toMatchObject({ states: [], approved: [] });
  expect(story.stored('audit').some(({ value }) => JSON.stringify(value).includes('approval.shelved'))).toBe(true);
});
