import { afterEach, expect, it } from 'vitest';
import { CROWD, crowd, pressAsFirst } from '../../bench/crowd';
import { measured, sum } from '../../bench/usage';
import type { Story } from '../support/story';

let stories: Story[] = [];
afterEach(async () => {
  await Promise.all(stories.map(({ sandbox }) => sandbox.close()));
  stories = [];
});

async function crowdOf(...given: Parameters<typeof crowd>): Promise<Story> {
  const story = await crowd(...given);
  stories.push(story);
  return story;
}

/** The second start on the same people, who are all known by then. */
async function startAmong(people: number) {
  const story = await crowdOf(people);
  await story.start(CROWD);
  return (await measured(story.sandbox, () => story.start(CROWD, { by: 'ben' }))).usage;
}

it.each([
  ['where they are told at once', 2, 10],
  ['where they are shared out', 20, 30],
])('asks one more person with at most three reads and three writes of the store, %s', async (_, few, many) => {
  const [less, more] = [await startAmong(few), await startAmong(many)];

  expect(more.slack - less.slack).toBe(many - few);
  expect((more.reads - less.reads) / (many - few)).toBeLessThanOrEqual(3);
  expect((more.writes - less.writes) / (many - few)).toBeLessThanOrEqual(3);
});

it('acknowledges a click on a large approval after at most four reads, one write and one push', async () => {
  const story = await crowdOf(30, { quorum: 'all' });
  await story.start(CROWD);

  const { invocations } = await measured(story.sandbox, () => pressAsFirst(story));

  const click = sum(invocations.filter((each) => each.function === 'slack-interactivity'));
  // And one for the signature.
  expect(click.reads).toBeLessThanOrEqual(5);
  expect(click).toMatchObject({ writes: 1, pushes: 1, slack: 1, points: 0 });
});
