import { atMost, counted, type Line, type Section } from './budget';
import { CROWD, crowd, pressAsFirst } from './crowd';
import { round } from './table';
import { measured, type Usage } from './usage';

/** A second start on the same people, of whom nobody has to be looked up; with `decided`, up to the last update. */
async function startAmong(people: number, { decided = false } = {}): Promise<Usage> {
  const story = await crowd(people);
  const { sandbox } = story;
  await story.start(CROWD);
  // More than fifty are not looked up within one minute.
  await story.settle(5);
  const { usage } = await measured(sandbox, async () => {
    await story.start(CROWD, { by: 'ben' });
    if (decided) await pressAsFirst(story);
  });
  await sandbox.close();
  return usage;
}

export async function countNotifications(): Promise<readonly Section[]> {
  const [two, ten, life] = [await startAmong(2), await startAmong(10), await startAmong(2, { decided: true })];
  const [forty, sixty] = [await startAmong(40), await startAmong(60)];
  return [
    {
      title: 'A notification, all in (a request in Slack, to somebody known)',
      lines: [
        ...ofOneMore('one more among ten', ten, two, 8),
        ...ofOneMore('one more among sixty, who are shared out', sixty, forty, 20),
        atMost('its share of a start with 10 approvers: USD per million', perMillion(ten.usd, 10), 6),
        counted('its share of a start with 2 approvers: USD per million', perMillion(two.usd, 2)),
        counted('asked, decided and updated, 2 approvers: USD per million', perMillion(life.usd, 2)),
      ],
    },
  ];
}

const perMillion = (usd: number, people: number) => round((usd / people) * 1e6);

/** Before any free tier, by the prices of the platform: https://developer.atlassian.com/platform/forge/forge-platform-pricing/ */
function ofOneMore(whom: string, more: Usage, less: Usage, people: number): readonly Line[] {
  const each = (of: (usage: Usage) => number) => round((of(more) - of(less)) / people);
  return [
    atMost(
      `${whom}: KVS reads`,
      each(({ reads }) => reads),
      3,
    ),
    atMost(
      `${whom}: KVS writes`,
      each(({ writes }) => writes),
      3,
    ),
    atMost(`${whom}: USD per million`, perMillion(more.usd - less.usd, people), 6),
  ];
}
