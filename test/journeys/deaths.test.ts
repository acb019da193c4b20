import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Fault } from '../../sandbox/faults';
import type { NotificationView } from '../../src/admin/contract';
import { approveSomehow, deathAt, insist, pressWhatIsLeft, rehearse } from '../support/mishaps';
import { choicesOf, wordsOf } from '../support/slack-reading';
import { PEOPLE, type PersonName, type Story, tell } from '../support/story';

const approvalData = z.looseObject({ approval: z.looseObject({ status: z.string() }) });

type Tale = {
  name: string;
  /** Functions that take part; each of their host calls is a moment to die in. */
  functions: readonly string[];
  faults?: readonly Fault[];
  approvers: readonly PersonName[];
  headline: string;
  state: string;
  /** Written on the work item at the end. */
  comments: number;
  /** In the audit log. */
  events: number;
  play(story: Story): Promise<void>;
};

async function approve(story: Story, definition: string, approvers: readonly PersonName[]): Promise<void> {
  await insist(() => story.start(definition, { id: 'the-one-start' }));
  await story.settle(10);
  for (const person of approvers) await approveSomehow(story, person);
  await story.settle();
}

async function remove(story: Story): Promise<void> {
  await insist(() => story.start('Release approval', { id: 'the-one-start' }));
  await story.settle(10);
  story.sandbox.jira.delete('SHOP-1', PEOPLE.ada.accountId);
  await story.settle();
  // Nobody knows of a message whose posting was never answered, until it is clicked.
  for (const person of ['ben', 'cleo'] as const) await pressWhatIsLeft(story, person);
  await story.settle();
}

const both = { approvers: ['ben', 'cleo'], state: 'approved', comments: 1, events: 7 } as const;

/** What becomes of an e-mail, the last way there is, when its sender died: it may have left. */
const UNSEEN = 'The answer to the sending was never seen, so it was not sent a second time.';

const TALES: readonly Tale[] = [
  {
    ...both,
    name: 'two people approve in Slack',
    functions: ['user-resolver', 'slack-interactivity', 'run-relay'],
    headline: 'Approved: Release approval',
    play: (story) => approve(story, 'Release approval', both.approvers),
  },
  {
    ...both,
    name: 'every message has to wait, and one goes by e-mail',
    functions: ['run-relay', 'run-delivery'],
    faults: [{ at: 'slack:chat.postMessage', kind: 'rate-limited', retryAfterSeconds: 40, times: 2 }],
    approvers: ['ben', 'dev'],
    headline: 'Approved: Purchase',
    play: (story) => approve(story, 'Purchase', ['ben', 'dev']),
  },
  {
    ...both,
    name: 'the store is slow and clicks go through the queue',
    functions: ['slack-interactivity', 'run-command'],
    faults: [{ at: 'kvs:transaction', kind: 'conflict', skip: 5, times: 2 }],
    headline: 'Approved: Release approval',
    play: (story) => approve(story, 'Release approval', both.approvers),
  },
  {
    ...both,
    name: 'every kick is lost and the sweep finds what is owed',
    functions: ['run-sweep', 'run-relay'],
    faults: [
      { at: 'queue:push', kind: 'server-error' },
      { at: 'slack:chat.postMessage', kind: 'timeout', effect: 'after' },
    ],
    headline: 'Approved: Release approval',
    play: (story) => approve(story, 'Release approval', both.approvers),
  },
  {
    name: 'the work item is deleted',
    functions: ['product-events', 'run-command', 'run-relay'],
    approvers: ['ben', 'cleo'],
    headline: 'Cancelled: Release approval',
    state: 'cancelled',
    comments: 0,
    events: 4,
    play: remove,
  },
];

/** In each place at most once, and in one at least, unless the history tells that nobody knows. */
function isAskedOnce(story: Story, person: PersonName, dead: readonly NotificationView[]): boolean {
  const [messages, mails] = [story.messages(person).length, story.mailsTo(person).length];
  const isTold = dead.some(({ recipient, reason }) => recipient === PEOPLE[person].accountId && reason === UNSEEN);
  return messages <= 1 && mails <= 1 && (messages + mails >= 1 || isTold);
}

async function endOf(story: Story, { approvers, headline }: Tale) {
  const approvals = story.stored('approval').map(({ value }) => value);
  const messages = approvers.flatMap((person) => story.messages(person));
  const rows = await story.history();
  const dead = rows.filter(({ status }) => status === 'dead');
  return {
    states: approvals.map(({ data }) => approvalData.parse(data).approval.status),
    owedSince: approvals.map(({ owedSince }) => owedSince),
    notAskedOnce: approvers.filter((person) => !isAskedOnce(story, person, dead)),
    outOfDate: messages.filter((message) => wordsOf(message).split('\n')[0] !== headline),
    buttons: messages.flatMap(choicesOf),
    comments: story.comments().length,
    unfinished: rows.filter(({ status }) => ['pending', 'sending'].includes(status)),
    audit: story.stored('audit').map(({ value }) => value.sequence),
    dropped: story.sandbox.state().dropped,
  };
}

const expectedOf = ({ state, comments, events }: Tale) => ({
  states: [state],
  owedSince: [0],
  notAskedOnce: [],
  outOfDate: [],
  buttons: [],
  comments,
  unfinished: [],
  audit: Array.from({ length: events }, (_, index) => index + 1),
  dropped: [],
});

const CASES = TALES.flatMap((tale) => tale.functions.map((key) => [key, tale.name, tale] as const));

describe('whatever dies between any two calls to the host, nothing is lost and nothing is sent twice', () => {
  it.each(CASES)('%s, when %s', async (key, _name, tale) => {
    const moments = (await rehearse(tale.play, tale.faults)).filter((each) => each.function === key);
    expect(moments.length).toBeGreaterThan(0);

    for (const moment of moments) {
      for (const effect of ['before', 'after'] as const) {
        const story = await tell();
        story.sandbox.faults.add([deathAt(moment, effect), ...(tale.faults ?? [])]);
        await tale.play(story);

        const where = `death ${effect} ${moment.label}, call ${moment.call} of invocation ${moment.invocation}`;
        expect.soft(await endOf(story, tale), where).toEqual(expectedOf(tale));
        expect(
          story.sandbox.faults.list().filter(({ kind }) => kind === 'death'),
          where,
        ).toEqual([]);
      }
    }
  });
});
