import { expect, it } from 'vitest';
import { PEOPLE, type Story, tell } from '../support/story';

const { ada, ben, cleo, dev } = PEOPLE;
const OPTIONS = [{ name: 'Tuesday' }, { name: 'Thursday' }, { name: 'Not this week', rejects: true }];

async function voting(vote: object = {}, people = [ada, ben, cleo]): Promise<Story> {
  const story = await tell();
  await story.form({
    name: 'Which day',
    steps: [
      {
        name: 'Team',
        asks: { type: 'user', people: people.map(({ accountId }) => accountId) },
        quorum: { type: 'all' },
        vote: { options: OPTIONS, tie: 'first', ...vote },
        allow: { requestChanges: false, abstain: true },
      },
    ],
  });
  await story.start('Which day');
  return story;
}
const vote = (story: Story, by: 'ada' | 'ben' | 'cleo' | 'dev', ...options: number[]) =>
  story.decide(by, 'vote', { options });

it('is won by the option with the most votes, and the panel counts them', async () => {
  const story = await voting();

  await vote(story, 'ada', 1);
  await vote(story, 'ben', 1);
  expect((await story.approval()).steps[0]?.vote?.options.map(({ votes }) => votes)).toEqual([0, 2, 0]);
  await vote(story, 'cleo', 0);

  const view = await story.approval();
  expect(view.state).toBe('approved');
  expect(view.steps[0]?.vote?.options).toMatchObject([
    { name: 'Tuesday', votes: 1, won: false },
    { name: 'Thursday', votes: 2, won: true },
    { votes: 0, won: false },
  ]);
  expect(JSON.stringify(story.comments())).toContain('“Thursday” won');
});

it('is rejected when the option wins that says so', async () => {
  const story = await voting();

  await vote(story, 'ada', 2);
  await vote(story, 'ben', 2);
  await vote(story, 'cleo', 0);

  expect(await story.approval()).toMatchObject({ state: 'rejected' });
});

it('counts no vote of those who abstain', async () => {
  const story = await voting();

  await vote(story, 'ada', 0);
  expect(await story.decide('ben', 'abstain')).toMatchObject({ ok: true });
  await story.decide('cleo', 'abstain');

  expect(await story.approval()).toMatchObject({
    state: 'approved',
    steps: [{ vote: { options: [{ votes: 1, won: true }, {}, {}] } }],
  });
});

it('is never approved by those alone who abstain', async () => {
  const story = await voting();

  for (const person of ['ada', 'ben', 'cleo'] as const) await story.decide(person, 'abstain');

  expect((await story.approval()).state).not.toBe('approved');
});

it('leaves a tie to the moderator, who closes it with a choice among those that are level', async () => {
  const story = await voting({ tie: 'moderator', moderator: dev.accountId }, [ada, ben]);
  await vote(story, 'ada', 0);
  await vote(story, 'ben', 1);

  expect(await story.approval('dev')).toMatchObject({
    state: 'pending',
    may: {
      closeVote: {
        step: 0,
        tied: [
          { option: 0, name: 'Tuesday' },
          { option: 1, name: 'Thursday' },
        ],
      },
    },
  });
  expect((await story.approval('ben')).may.closeVote).toBeUndefined();
  expect(await story.act('ben', { type: 'close-vote', step: 0, option: 1 })).toMatchObject({ ok: false });
  expect(await story.act('dev', { type: 'close-vote', step: 0 })).toMatchObject({ ok: false });

  expect(await story.act('dev', { type: 'close-vote', step: 0, option: 1 })).toMatchObject({ ok: true });

  expect(await story.approval()).toMatchObject({
    state: 'approved',
    steps: [{ vote: { options: [{}, { won: true }, {}] } }],
  });
});

it('is stuck by a tie where nobody decides it, until a vote is taken back', async () => {
  const story = await voting({ tie: 'deadlock' }, [ada, ben]);
  await vote(story, 'ada', 0);
  await vote(story, 'ben', 1);
  expect((await story.approval()).steps[0]?.deadlock).toContain('same number of votes');

  expect(await story.withdraw('ben')).toMatchObject({ ok: true });
  await vote(story, 'ben', 0);

  expect(await story.approval()).toMatchObject({ state: 'approved' });
});

it.each([
  ['no option', [], 'That option'],
  ['an option that does not exist', [9], 'That option'],
  ['two options where one may be chosen', [0, 1], 'one option only'],
])('refuses a vote for %s', async (_what, options, words) => {
  const story = await voting();

  const answer = await vote(story, 'ada', ...options);

  expect(answer).toMatchObject({ ok: false, error: expect.stringContaining(words) });
});

it('takes several options where that is allowed', async () => {
  const story = await voting({ choice: 'multiple' }, [ada, ben]);

  await vote(story, 'ada', 0, 1);
  await vote(story, 'ben', 1);

  expect(await story.approval()).toMatchObject({
    state: 'approved',
    steps: [{ vote: { options: [{ votes: 1 }, { votes: 2, won: true }, {}] } }],
  });
});
