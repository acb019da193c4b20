import { defaultWorld } from '../sandbox/world/world';
import type { Story } from '../test/support/story';
import { atMost, counted, type Section } from './budget';
import { crowd, crowdOf } from './crowd';
import { createPace } from './pace';
import { floorOf } from './slack-floor';
import { printTable, round } from './table';

const PEOPLE = 1_000;
const IN_EACH = 100;
const SIDE_BY_SIDE = 20;
const MOST_MS = 400_000;
const BUDGET = 1.25;
/** Milliseconds that a call takes, by the first word of its label; whatever is not named is a product. */
const LATENCY: Readonly<Record<string, number>> = { kvs: 20, queue: 50, slack: 200 };
const PRODUCT_MS = 150;

/** What the app waits of its own accord says itself how long it is. */
function latencyOf(label: string): number {
  const [what = '', how] = label.split(':');
  return what === 'wait' ? Number(how) : (LATENCY[what] ?? PRODUCT_MS);
}

type Tally = {
  /** By method: calls that were answered, and calls that were refused with 429. */
  readonly slack: Map<string, { taken: number; refused: number }>;
  readonly store: { reads: number; writes: number; refused: number };
  lastPostAt: number;
};

/** Every call of the app to Slack and to the store from now on, as the other end sees it. */
function listen({ sandbox }: Story): Tally {
  const tally: Tally = { slack: new Map(), store: { reads: 0, writes: 0, refused: 0 }, lastPostAt: 0 };
  const { fetch } = sandbox.slack;
  const { handle } = sandbox.kvs;
  sandbox.slack.fetch = async (request) => {
    const method = new URL(request.url).pathname.split('/').at(-1) ?? '';
    const response = await fetch(request);
    const known = tally.slack.get(method) ?? { taken: 0, refused: 0 };
    const isRefused = response.status === 429;
    tally.slack.set(method, {
      taken: known.taken + (isRefused ? 0 : 1),
      refused: known.refused + (isRefused ? 1 : 0),
    });
    if (method === 'chat.postMessage' && !isRefused) tally.lastPostAt = sandbox.clock.now();
    return response;
  };
  sandbox.kvs.handle = async (installation, path, body) => {
    const answer = await handle(installation, path, body);
    tally.store.reads += answer.usage.reads;
    tally.store.writes += answer.usage.writes;
    if (answer.status === 429) tally.store.refused += 1;
    return answer;
  };
  return tally;
}

type Told = {
  readonly seconds: number;
  readonly posted: number;
  readonly invocations: number;
  readonly fallenBack: number;
  readonly tally: Tally;
};

/** Approvals of a hundred people each, started at one instant on as many work items. */
async function rush({ known }: { known: boolean }): Promise<Told> {
  const pace = createPace(latencyOf, SIDE_BY_SIDE);
  const story = await crowd(PEOPLE, { inEach: IN_EACH, turnstile: pace.turnstile });
  const { sandbox } = story;
  const names = Array.from({ length: PEOPLE / IN_EACH }, (_, nth) => crowdOf(nth));
  if (known) await meetAll(story, names);
  const items = await Promise.all(names.map((name) => itemFor(story, name)));
  const { definitions } = await story.panel();
  const tally = listen(story);
  const from = sandbox.clock.now();
  const posted = () => tally.slack.get('chat.postMessage')?.taken ?? 0;

  const invocations = await pace.run(sandbox, {
    act: () =>
      Promise.all(
        names.map((name, nth) => {
          const definitionId = definitions.find((each) => each.name === name)?.id;
          const payload = { definitionId, requestId: `request-rush-${nth}` };
          return story.onItem('approvals/start', 'ada', payload, items[nth]);
        }),
      ),
    isDone: () => posted() >= PEOPLE,
    withinMs: MOST_MS,
  });
  const fallenBack = story.stored('notification').filter(({ value }) => value.status === 'fallen-back').length;
  await sandbox.close();
  return { seconds: (tally.lastPostAt - from) / 1_000, posted: posted(), invocations, fallenBack, tally };
}

const itemFor = (story: Story, name: string) =>
  story.createItem(defaultWorld.people[0]?.accountId ?? '', { summary: name });

/** One approval after the other, with time in between, so that everybody is looked up in peace. */
async function meetAll(story: Story, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await story.start(name);
    await story.settle(5);
  }
}

export async function countThousand(): Promise<readonly Section[]> {
  const floor = floorOf(PEOPLE, PEOPLE + (defaultWorld.workspaces[0]?.members.length ?? 0));
  const [cold, cached] = [await rush({ known: false }), await rush({ known: true })];

  const row = (what: string, { seconds, posted, invocations, fallenBack, tally }: Told) => {
    const calls = [...tally.slack.values()];
    const total = (of: 'taken' | 'refused') => calls.reduce((all, each) => all + each[of], 0);
    const { reads, writes, refused } = tally.store;
    return [
      what,
      round(seconds, 0),
      posted,
      fallenBack,
      total('taken'),
      total('refused'),
      reads,
      writes,
      refused,
      invocations,
    ];
  };
  printTable(
    `${PEOPLE} people asked at one instant: ${PEOPLE / IN_EACH} approvals of ${IN_EACH}, in simulated time`,
    [
      'who',
      'seconds',
      'posted',
      'e-mailed instead',
      'Slack calls',
      'Slack 429',
      'KVS reads',
      'KVS writes',
      'KVS 429',
      'invocations',
    ],
    [row('nobody looked up before', cold), row('everybody known', cached)],
  );
  for (const [who, told] of [
    ['nobody looked up before', cold],
    ['everybody known', cached],
  ] as const) {
    const calls = [...told.tally.slack].map(
      ([method, { taken, refused }]) => `${method} ${taken} and ${refused} refused`,
    );
    console.log(`${who}: ${calls.join(', ')}`);
  }
  console.log(
    `Least that Slack's limits allow: ${floor.seconds} s = max(posts (ceil(people / 300) - 1) × 60 s = ${floor.posts} s, look-ups min(by address 50, by pages of 200 members 20 a minute) = ${floor.lookUps} s)\n` +
      `Calls take ${LATENCY.kvs} ms (store), ${LATENCY.slack} ms (Slack), ${PRODUCT_MS} ms (products), ${LATENCY.queue} ms (queues); ${SIDE_BY_SIDE} invocations side by side; given up after ${MOST_MS / 1_000} s.`,
  );
  const lines = (whom: string, told: Told) => {
    const isWhole = told.posted >= PEOPLE;
    const ratio = isWhole ? told.seconds / floor.seconds : Number.POSITIVE_INFINITY;
    const show = isWhole ? round(ratio) : `${told.posted} of ${PEOPLE} in ${MOST_MS / 1_000} s`;
    return [
      atMost(`${whom}: time, as a multiple of what Slack allows`, ratio, BUDGET, show),
      atMost(`${whom}: e-mailed although Slack knows them`, told.fallenBack, 0),
      counted(`${whom}: posts refused by Slack's limits`, told.tally.slack.get('chat.postMessage')?.refused ?? 0),
    ];
  };
  return [
    {
      title: `${PEOPLE} people asked at once`,
      lines: [...lines('nobody looked up before', cold), ...lines('everybody known', cached)],
    },
  ];
}
