import { approveAsFirst, CROWD, crowd } from './crowd';
import { printTable, round, verdict } from './table';
import { measured, sum, type Usage } from './usage';

/** One click on an approval of so many people, whose names and Slack users are known already. */
async function clickAmong(people: number) {
  const story = await crowd(people, 'all');
  await story.start(CROWD);
  const { invocations, usage } = await measured(story.sandbox, () => approveAsFirst(story));
  const click = sum(invocations.filter((each) => each.function === 'slack-interactivity'));
  return { click, usage };
}

/** The second start on the same people: nobody has to be looked up. */
async function startAmong(people: number): Promise<Usage> {
  const story = await crowd(people);
  await story.start(CROWD);
  return (await measured(story.sandbox, () => story.start(CROWD, { by: 'ben' }))).usage;
}

/** From the start to the last update, one approver deciding. */
async function lifeAmong(people: number): Promise<Usage> {
  const story = await crowd(people);
  await story.start(CROWD);
  return (
    await measured(story.sandbox, async () => {
      await story.start(CROWD, { by: 'ben' });
      await approveAsFirst(story);
    })
  ).usage;
}

/** Without the look at the panel that the story's start begins with. */
const perMillion = ({ usd }: Usage, people: number) => round((usd / people) * 1e6);

export async function countStory(): Promise<void> {
  const one = await clickAmong(2);
  const more = await clickAmong(3);
  const extra = { reads: more.usage.reads - one.usage.reads, writes: more.usage.writes - one.usage.writes };
  const alone = { ...one.usage, reads: one.usage.reads - extra.reads, writes: one.usage.writes - extra.writes };

  printTable(
    'One click, counted (budgets of the design)',
    ['what', 'measured', 'budget'],
    [
      [
        'click to acknowledgement: KVS reads',
        one.click.reads,
        `${verdict(one.click.reads - 1, 4)} after the signature`,
      ],
      ['click to acknowledgement: KVS writes', one.click.writes, verdict(one.click.writes, 1)],
      ['click to acknowledgement: queue pushes', one.click.pushes, verdict(one.click.pushes, 1)],
      ['click to acknowledgement: calls to response_url', one.click.slack, verdict(one.click.slack, 1)],
      ['click to acknowledgement: REST points', one.click.points, verdict(one.click.points, 0)],
      ['decision with its message and audit: KVS reads', alone.reads, verdict(alone.reads, 6)],
      ['decision with its message and audit: KVS writes', alone.writes, verdict(alone.writes, 5)],
      ['decision with its message and audit: invocations', alone.invocations, verdict(alone.invocations, 3)],
      ['decision with its message and audit: REST points', alone.points, verdict(alone.points, 0)],
      ['each further message updated: KVS reads', extra.reads, ''],
      ['each further message updated: KVS writes', extra.writes, ''],
    ],
  );
}

export async function countNotifications(): Promise<void> {
  const [few, many] = [await startAmong(2), await startAmong(10)];
  const each = (of: (usage: Usage) => number) => round((of(many) - of(few)) / 8);
  const bytes = (usage: Usage) => usage.writeBytes;
  const life = await lifeAmong(2);

  printTable(
    'One notification (a request sent in Slack)',
    ['what', 'measured', 'budget'],
    [
      [
        'marginal KVS reads',
        each(({ reads }) => reads),
        verdict(
          each(({ reads }) => reads),
          3,
        ),
      ],
      [
        'marginal KVS writes',
        each(({ writes }) => writes),
        verdict(
          each(({ writes }) => writes),
          3,
        ),
      ],
      ['marginal bytes written', each(bytes), ''],
      [
        'marginal USD per million',
        round(((many.usd - few.usd) / 8) * 1e6),
        verdict(((many.usd - few.usd) / 8) * 1e6, 6),
      ],
      ['share of a start with 2 approvers, USD per million', perMillion(few, 2), verdict(perMillion(few, 2), 6)],
      ['share of a start with 10 approvers, USD per million', perMillion(many, 10), verdict(perMillion(many, 10), 6)],
      ['sent, decided and updated to the outcome, 2 approvers, USD per million', perMillion(life, 2), ''],
    ],
  );
}

const STEP_MS = 5_000;

export async function countCrowd(people = 100): Promise<void> {
  const story = await crowd(people);
  const { sandbox } = story;
  const count = () => story.stored('notification').filter(({ value }) => value.status === 'sent').length;
  const updated = () => story.stored('notification').filter(({ value }) => value.status === 'updated').length;

  const row = async (name: string, act: () => Promise<unknown>, isDone: () => boolean) => {
    const from = sandbox.clock.now();
    const { usage } = await measured(sandbox, async () => {
      await act();
      for (let step = 0; !isDone() && step < 1_000; step += 1) {
        sandbox.clock.advance(STEP_MS);
        await sandbox.drain();
      }
    });
    const seconds = (sandbox.clock.now() - from) / 1_000;
    const { invocations, reads, writes, points, slack, usd } = usage;
    return [name, invocations, reads, writes, points, slack, seconds, round(usd * 1e6)];
  };

  const rows = [
    await row(
      'start, everybody unknown',
      () => story.start(CROWD),
      () => count() >= people,
    ),
    await row(
      'first approval ends it',
      () => approveAsFirst(story),
      () => updated() >= people,
    ),
    await row(
      'second start, everybody known',
      () => story.start(CROWD, { by: 'ben' }),
      () => count() >= people,
    ),
    await row(
      'first approval ends it',
      () => approveAsFirst(story),
      () => updated() >= 2 * people,
    ),
  ];
  printTable(
    `${people} approvers, one of whom is enough`,
    ['what', 'invocations', 'KVS reads', 'KVS writes', 'REST points', 'Slack calls', 'simulated s', 'USD per million'],
    rows,
  );
}
