import type { Story } from '../test/support/story';
import { atMost, counted, type Section } from './budget';
import { CROWD, crowd, pressAsFirst } from './crowd';
import { printTable, round } from './table';
import { measured, type Usage } from './usage';

const PEOPLE = 100;
const STEP_MS = 1_000;
const MOST_STEPS = 3_600;

type Told = { readonly usage: Usage; readonly seconds: number };

/** What it uses, and how long it takes by the sandbox's clock, in which calls take no time but waiting does. */
async function until(story: Story, act: () => Promise<unknown>, isDone: () => boolean): Promise<Told> {
  const { sandbox } = story;
  const from = sandbox.clock.now();
  const { usage } = await measured(sandbox, async () => {
    await act();
    for (let step = 0; !isDone() && step < MOST_STEPS; step += 1) {
      sandbox.clock.advance(STEP_MS);
      await sandbox.drain();
    }
  });
  return { usage, seconds: (sandbox.clock.now() - from) / 1_000 };
}

/** An approval of a hundred people, one of whom is enough, with people whom nobody has looked up, and again. */
export async function countHundred(): Promise<readonly Section[]> {
  const story = await crowd(PEOPLE);
  const count = (status: string) => () =>
    story.stored('notification').filter(({ value }) => value.status === status).length;
  const [sent, updated] = [count('sent'), count('updated')];
  const starting = (by: 'ada' | 'ben') =>
    until(
      story,
      () => story.start(CROWD, { by }),
      () => sent() >= PEOPLE,
    );
  const ending = (updates: number) =>
    until(
      story,
      () => pressAsFirst(story),
      () => updated() >= updates,
    );

  const cold = await starting('ada');
  const end = await ending(PEOPLE);
  const cached = await starting('ben');
  const endAgain = await ending(2 * PEOPLE);
  await story.sandbox.close();

  const row = (what: string, { usage, seconds }: Told) => {
    const { invocations, reads, writes, points, slack, usd } = usage;
    return [what, invocations, reads, writes, points, slack, round(seconds), round(usd * 1e6)];
  };
  printTable(
    `${PEOPLE} approvers, one of whom is enough`,
    ['what', 'invocations', 'KVS reads', 'KVS writes', 'REST points', 'Slack calls', 'simulated s', 'USD per million'],
    [
      row('started, nobody looked up before', cold),
      row('one decision ends it, all messages updated', end),
      row('started again, everybody known', cached),
      row('one decision ends it, all messages updated', endAgain),
    ],
  );
  const lines = (whom: string, { usage }: Told) => [
    atMost(`${whom}: USD per million notifications`, round((usage.usd / PEOPLE) * 1e6), 6),
    counted(`${whom}: KVS reads`, usage.reads),
    counted(`${whom}: KVS writes`, usage.writes),
    counted(`${whom}: product REST points`, usage.points),
  ];
  return [
    {
      title: `Starting an approval of ${PEOPLE} approvers, with all that it takes`,
      lines: [...lines('nobody looked up before', cold), ...lines('everybody known', cached)],
    },
  ];
}
