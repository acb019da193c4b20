import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Approval } from '../../src/approvals/core/model';
import type { Topic } from '../../src/notifications/core/model';
import { toSlackTeamId } from '../../src/shared/brand';
import { type Request, renderRequest } from '../../src/slack/blocks';
import { type ChannelRequest, renderChannelOutcome, renderChannelRequest } from '../../src/slack/channel-message';
import type { Message } from '../../src/slack/client';
import { renderNotice, renderReminder } from '../../src/slack/notices';
import {
  ALL,
  BEN,
  CLEO,
  changePolicy,
  crowd,
  decision,
  definition,
  fingerprint,
  RITA,
  step,
  terms,
  userStep,
  vote,
} from '../support/builders';
import { delegate, observation, staffing, stepClock, voteFor } from '../support/commands';
import { readContract } from '../support/contracts';
import { approvalOf, namedOnly, peopleOf, played, type Terms } from '../support/running-approvals';

const CROWD = crowd(100);
const [first = RITA] = CROWD;
const people = peopleOf([RITA, BEN, CLEO, ...CROWD]);

const rendered = (terms: Terms = {}, changes: Partial<Request> = {}): Message =>
  renderRequest({
    approval: approvalOf(terms),
    sequence: 2,
    step: 0,
    round: 0,
    recipient: BEN,
    people,
    token: 'apr-1:token',
    ...changes,
  });

const inChannel = (approval: Approval, changes: Partial<ChannelRequest> = {}): Message =>
  renderChannelRequest({
    approval,
    sequence: 2,
    step: 0,
    round: 0,
    team: toSlackTeamId('T1'),
    people,
    members: [RITA, BEN, CLEO, ...CROWD],
    token: 'apr-1:token',
    ...changes,
  });

const crowdOf = (deciding: number): Terms => ({
  steps: [userStep(CROWD)],
  decisions: CROWD.slice(0, deciding).map((by) => [by, 'approve']),
});

const HOSTILE = '<!channel> & <https://evil.example|Jira> *now* _and_ `then` ~never~ </x>';
const LONG = '🚀'.repeat(127);

const TOPICS: readonly Topic[] = [
  'outcome',
  'changes-requested',
  'deadlock',
  'content-changed',
  'outdated',
  'asked-again',
  'renewing',
  'lapsed',
];
const shouting = peopleOf([RITA, BEN, CLEO], { [RITA]: HOSTILE, [BEN]: HOSTILE, [CLEO]: HOSTILE });
const hostile = () =>
  approvalOf({ name: HOSTILE, subject: { title: HOSTILE }, steps: [userStep([BEN, CLEO], ALL, HOSTILE)] });

function manyVotes(): Approval {
  const options = Array.from({ length: 20 }, (_, n) => ({ name: `${n} ${HOSTILE} ${LONG}`, rejects: false }));
  const voting = step({ asks: { type: 'user', people: CROWD }, vote: vote({ options, choice: 'multiple' }) });
  return played([voting], ...CROWD.slice(1).map((by) => voteFor(by, ...options.keys()))).next;
}

function muchAtOnce(): Approval {
  const fields = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`customfield_${n} ${HOSTILE}`, 'x']));
  const marked = definition({
    name: HOSTILE,
    steps: [userStep([BEN, RITA], ALL, LONG)],
    terms: terms({ changes: changePolicy({ onChange: 'mark' }) }),
  });
  const looked = staffing([[BEN, delegate(CLEO)], RITA], { clock: stepClock() });
  return played(marked, looked, decision(RITA), observation(fingerprint(fields))).next;
}

const MESSAGES: readonly [string, Message][] = [
  ['a request', rendered()],
  ['a request to the first of a hundred', rendered(crowdOf(0), { recipient: first })],
  ['a request of which nine have decided', rendered(crowdOf(9), { recipient: first })],
  ['a request of which ten have decided', rendered(crowdOf(10), { recipient: first })],
  ['an approval by a hundred', rendered(crowdOf(100), { recipient: first })],
  ['an approval by a hundred without Slack users', rendered(crowdOf(100), { people: namedOnly(people) })],
  ['a rejection', rendered({ decisions: [[BEN, 'reject']] })],
  ['a cancellation', rendered({ cancelled: 'subject-deleted' })],
  [
    'names full of markup',
    rendered({ name: HOSTILE, subject: { title: HOSTILE }, steps: [userStep([BEN, CLEO], ALL, HOSTILE)] }),
  ],
  [
    'the longest names',
    rendered({ name: LONG.slice(0, 100), subject: { title: LONG }, steps: [userStep([BEN], ALL, LONG)] }),
  ],
  ['the longest address', rendered({ subject: { url: `https://lighthouse.atlassian.net/browse/${'x'.repeat(255)}` } })],
  ['an empty title', rendered({ subject: { title: '' } })],
  ['a page with the longest title', rendered({ subject: { kind: 'page', key: '', title: LONG } })],
  ['a page with a hostile title', rendered({ subject: { kind: 'page', key: '', title: HOSTILE } })],
  ['a vote of a hundred who chose all of twenty options', rendered({}, { approval: manyVotes(), recipient: first })],
  [
    'an approval outdated by fifty fields, in place of somebody, with a due date',
    rendered({}, { approval: muchAtOnce(), recipient: CLEO }),
  ],
  ['a request in a channel', inChannel(approvalOf())],
  ['a request in a channel to a hundred', inChannel(approvalOf(crowdOf(0)))],
  ['a request in a channel of which ten have decided', inChannel(approvalOf(crowdOf(10)))],
  ['a vote in a channel', inChannel(manyVotes())],
  ['a request in a channel, outdated by fifty fields', inChannel(muchAtOnce())],
  ['a request in a channel full of markup', inChannel(hostile(), { people: namedOnly(shouting) })],
  [
    'a request in a channel of another workspace',
    inChannel(hostile(), { people: shouting, team: toSlackTeamId('T9') }),
  ],
  ['a request in a channel of a step that is not there', inChannel(hostile(), { step: 9 })],
  ['an end in a channel', renderChannelOutcome(approvalOf({ decisions: [[BEN, 'reject']] }))],
  ['an end in a channel of somebody hostile', renderChannelOutcome(hostile())],
  ...TOPICS.flatMap((topic): [string, Message][] => [
    [`a notice: ${topic}`, renderNotice({ topic, approval: approvalOf(), step: 0, people })],
    [`a notice of somebody hostile: ${topic}`, renderNotice({ topic, approval: hostile(), step: 0, people })],
    [
      `a notice of a step that is not there: ${topic}`,
      renderNotice({ topic, approval: muchAtOnce(), step: 9, people }),
    ],
  ]),
  ['a reminder', renderReminder({ approval: approvalOf(), step: 0, people, recipient: BEN })],
  ['a reminder of what is due', renderReminder({ approval: muchAtOnce(), step: 0, people, recipient: BEN })],
  [
    'a reminder of somebody hostile',
    renderReminder({ approval: hostile(), step: 0, people: namedOnly(shouting), recipient: BEN }),
  ],
  [
    'a reminder of a step that is not there',
    renderReminder({ approval: hostile(), step: 9, people: new Map(), recipient: BEN }),
  ],
];

const textsOf = (value: unknown): { type: string; text: string }[] => {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  const here = textObject.safeParse(value);
  return here.success ? [here.data] : Object.values(value).flatMap(textsOf);
};
const textObject = z.object({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string() });

/** https://docs.slack.dev/reference/block-kit/blocks */
const block = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('header'), text: z.looseObject({ text: z.string().min(1).max(150) }) }),
  z.looseObject({ type: z.literal('section'), text: z.looseObject({ text: z.string().min(1).max(3_000) }) }),
  z.looseObject({
    type: z.literal('context'),
    elements: z
      .array(z.looseObject({ text: z.string().min(1).max(3_000) }))
      .min(1)
      .max(10),
  }),
  z.looseObject({
    type: z.literal('actions'),
    block_id: z.string().max(255).optional(),
    elements: z
      .array(
        z.looseObject({
          type: z.literal('button'),
          action_id: z.string().max(255),
          text: z.looseObject({ text: z.string().max(75) }),
          value: z.string().max(2_000).optional(),
          url: z.string().max(3_000).optional(),
          accessibility_label: z.string().max(75),
          confirm: z
            .looseObject({
              title: z.looseObject({ text: z.string().max(100) }),
              text: z.looseObject({ text: z.string().max(300) }),
              confirm: z.looseObject({ text: z.string().max(30) }),
              deny: z.looseObject({ text: z.string().max(30) }),
            })
            .optional(),
        }),
      )
      .max(25),
  }),
]);
const limits = z.object({ text: z.string().min(1).max(4_000), blocks: z.array(block).min(1).max(50) });

describe('every message', () => {
  it.each(MESSAGES)('keeps the limits of Block Kit: %s', (_name, message) => {
    expect(limits.safeParse(message).error?.issues).toBeUndefined();
  });

  it.each(MESSAGES)('stays under what Slack takes of text in one message: %s', (_name, { blocks }) => {
    const characters = textsOf(blocks).reduce((sum, { text }) => sum + text.length, 0);

    expect(characters).toBeLessThan(10_000);
  });

  it.each(MESSAGES)('names each action once: %s', (_name, { blocks }) => {
    const ids = blocks.flatMap((each) => (each.type === 'actions' ? each.elements.map((one) => one.action_id) : []));

    expect(new Set(ids).size).toBe(ids.length);
  });
});

const schema = readContract('slack/known-block.schema.json');

describe.skipIf(schema === undefined)('every block', () => {
  const ajv = new Ajv({ strict: false });
  const validate = schema === undefined ? () => false : ajv.compile(z.looseObject({}).parse(schema));

  it.each(MESSAGES)('is one that Slack’s own types know: %s', (_name, { blocks }) => {
    expect(blocks.map((each) => validate(each))).toEqual(blocks.map(() => true));
  });

  it('would not be known if it were another', () => {
    expect(validate({ type: 'header', text: { type: 'mrkdwn', text: 'a' } })).toBe(false);
  });
});

it('names the nine who decided last, and counts the others', () => {
  const { blocks } = rendered(crowdOf(100), { recipient: CLEO });

  const [, lines] = blocks.flatMap((each) => (each.type === 'context' ? [textsOf(each.elements)] : []));

  expect(lines).toHaveLength(10);
  expect(lines?.[8]?.text).toContain('<@U-person-99> approved');
  expect(lines?.[9]?.text).toBe('and 91 more');
});

it('lets no name take effect where Slack reads markup', () => {
  const hostile = namedOnly(peopleOf([RITA, BEN, CLEO], { [RITA]: HOSTILE, [CLEO]: HOSTILE }));
  const { text, blocks } = rendered(
    {
      name: HOSTILE,
      subject: { title: HOSTILE },
      steps: [userStep([BEN, CLEO], ALL, HOSTILE)],
      decisions: [[CLEO, 'approve']],
    },
    { people: hostile },
  );

  const marked = textsOf(blocks).filter(({ type }) => type === 'mrkdwn');

  const ours = /<!date\^\d+\^\{date_short_pretty\} \{time\}\|[^<>|]*>/g;
  const rest = [text, ...marked.map((each) => each.text.replace(ours, ''))]
    .join('\n')
    .replaceAll(':white_check_mark:', '');
  expect(rest).not.toMatch(/[<>*_~`]/);
  expect(rest).not.toMatch(/&(?!(?:amp|lt|gt);)/);
  expect(marked.length).toBeGreaterThan(0);
});

it('tells Slack not to look for markup of its own in what it reads', () => {
  const { blocks } = rendered(crowdOf(2), { recipient: first });

  const marked = JSON.stringify(blocks).match(/"type":"mrkdwn"/g) ?? [];
  const verbatim = JSON.stringify(blocks).match(/"verbatim":true/g) ?? [];

  expect(verbatim).toHaveLength(marked.length);
});

it('keeps the limits whatever people called things', () => {
  const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 255 });

  fc.assert(
    fc.property(word, word, word, word, (name, title, stepName, person) => {
      const message = rendered(
        { name, subject: { title }, steps: [userStep([BEN, CLEO], ALL, stepName)], decisions: [[CLEO, 'reject']] },
        { people: namedOnly(peopleOf([RITA, BEN, CLEO], { [RITA]: person, [CLEO]: person })) },
      );

      expect(limits.safeParse(message).error?.issues).toBeUndefined();
      expect(JSON.stringify(message)).not.toMatch(/\\ud[89a-f]/i);
    }),
  );
});
