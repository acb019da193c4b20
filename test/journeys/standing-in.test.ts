import { expect, it } from 'vitest';
import { choicesOf, wordsOf } from '../support/slack-reading';
import { PEOPLE, type PersonName, type Story, tell } from '../support/story';

const { ada, ben, cleo, dev } = PEOPLE;
const HOUR_MS = 3_600_000;

async function away(story: Story, who: PersonName, to: readonly string[], hours: number, more: object = {}) {
  const now = story.sandbox.clock.now();
  const input = { from: now, until: now + hours * HOUR_MS, definitions: 'all', to, ...more };
  const answer = await story.own('delegations/save', who, input);
  await story.sandbox.drain();
  return answer;
}

async function benAlone(): Promise<Story> {
  const story = await tell();
  await story.define('Ben alone', [{ name: 'Ben', approvers: ['ben'], quorum: 'all' }]);
  return story;
}

it('asks the delegate too, who decides, and both are named in the panel and in the comment', async () => {
  const story = await benAlone();
  expect(await away(story, 'ben', [cleo.accountId], 48)).toMatchObject({ ok: true, value: [{ state: 'active' }] });

  await story.start('Ben alone');

  expect(wordsOf(story.message('cleo'))).toContain(`In place of <@${ben.slack}>`);
  expect(await story.inbox('cleo')).toMatchObject([{ stepName: 'Ben', inPlaceOf: ben.accountId }]);
  expect((await story.approval('cleo')).may.decide).toMatchObject({ inPlaceOf: ben.accountId });
  await story.decide('cleo', 'approve', 'Ben told me what matters.');

  const [step] = (await story.approval()).steps;
  expect(step?.approvers).toMatchObject([{ id: ben.accountId, decision: { kind: 'approve', by: cleo.accountId } }]);
  const comment = JSON.stringify(story.comments());
  expect([comment.includes(ben.accountId), comment.includes(cleo.accountId)]).toEqual([true, true]);
  expect(choicesOf(story.message('ben'))).toEqual([]);
  expect(wordsOf(story.message('ben'))).toContain(`<@${cleo.slack}> approved for`);
});

it('asks the delegate also when the delegation is made while the step runs, and no longer when it is taken back', async () => {
  const story = await benAlone();
  await story.start('Ben alone');
  expect(story.messages('cleo')).toEqual([]);

  const saved = await away(story, 'ben', [cleo.accountId], 48);
  expect(choicesOf(story.message('cleo'))).toEqual(['approve', 'reject']);
  const id = saved.ok ? (saved.value as { id: string }[])[0]?.id : undefined;
  await story.own('delegations/remove', 'ben', { id });
  await story.sandbox.drain();

  expect(choicesOf(story.message('cleo'))).toEqual([]);
  expect(await story.decide('cleo', 'approve')).toMatchObject({ ok: false });
});

it('leaves the right to the person who is away', async () => {
  const story = await benAlone();
  await away(story, 'ben', [cleo.accountId], 48);
  await story.start('Ben alone');

  await story.decide('ben', 'approve');

  expect(story.property()).toMatchObject({ state: 'approved' });
  expect(choicesOf(story.message('cleo'))).toEqual([]);
});

it('ends at its hour: the message of the delegate has no buttons then, and the other still decides', async () => {
  const story = await benAlone();
  await away(story, 'ben', [cleo.accountId], 2);
  await story.start('Ben alone');
  expect(choicesOf(story.message('cleo'))).toEqual(['approve', 'reject']);

  await story.hours(3);

  expect(await story.decide('cleo', 'approve')).toMatchObject({ ok: false });
  expect(choicesOf(story.message('cleo'))).toEqual([]);
  expect(await story.inbox('cleo')).toEqual([]);
  await story.decide('ben', 'approve');
  expect(story.property()).toMatchObject({ state: 'approved' });
});

it('begins at its hour', async () => {
  const story = await benAlone();
  const now = story.sandbox.clock.now();
  await story.own('delegations/save', 'ben', {
    from: now + 2 * HOUR_MS,
    until: now + 20 * HOUR_MS,
    definitions: 'all',
    to: [cleo.accountId],
  });
  await story.start('Ben alone');
  expect(story.messages('cleo')).toEqual([]);

  await story.hours(8);

  expect(choicesOf(story.message('cleo'))).toEqual(['approve', 'reject']);
});

it('stands in for the members of a group, and has one voice where the delegate is asked too', async () => {
  const story = await tell();
  const groups = [{ id: '3a5e0a52-6f35-4b2e-9d0c-1c6f9f2d7a01', name: 'release-managers' }];
  await story.form({
    name: 'Group',
    steps: [{ name: 'Managers', asks: { type: 'group', groups }, quorum: { type: 'all' } }],
  });
  await away(story, 'ben', [cleo.accountId, dev.accountId], 48);

  await story.start('Group');
  await story.decide('cleo', 'approve');
  expect(await story.decide('cleo', 'approve')).toMatchObject({ ok: false });
  expect(story.property()).toMatchObject({ state: 'pending' });
  await story.decide('dev', 'approve');

  expect(story.property()).toMatchObject({ state: 'approved' });
});

it('lets somebody without an account stand in, by e-mail', async () => {
  const story = await benAlone();
  expect(await away(story, 'ben', ['stand-in@partner.example'], 48)).toMatchObject({ ok: true });

  await story.start('Ben alone');

  const [mail] = story.sandbox.mail.all().filter(({ to }) => to.address === 'stand-in@partner.example');
  expect(mail?.text).toContain('in place of Ben Castle');
});

it.each([
  ['a loop', async (story: Story) => away(story, 'cleo', [ben.accountId], 48), 'to'],
  ['oneself', async (story: Story) => away(story, 'ben', [ben.accountId], 48), 'to'],
  ['nobody', async (story: Story) => away(story, 'cleo', [], 48), 'to'],
  ['a time that is over before it begins', async (story: Story) => away(story, 'cleo', [ada.accountId], -2), 'until'],
  ['a second delegation at the same time', async (story: Story) => away(story, 'ben', [ada.accountId], 12), 'from'],
])('refuses %s and names the field', async (_what, save, field) => {
  const story = await benAlone();
  await away(story, 'ben', [cleo.accountId], 48);

  const answer = await save(story);

  expect(answer).toMatchObject({ ok: false, field: expect.stringContaining(field) });
});
