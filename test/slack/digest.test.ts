import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Approval } from '../../src/approvals/core/model';
import { seatOf } from '../../src/approvals/core/seat';
import type { People } from '../../src/identity/core/model';
import {
  type DigestContent,
  type DigestItem,
  groupedByDue,
  SHOWN_IN_DIGEST,
  waitsForOthers,
} from '../../src/notifications/core/digest-content';
import { PermanentError, TransientError } from '../../src/shared/errors';
import { createDigestPost, renderDigest } from '../../src/slack/digest';
import { BEN, CLEO, DAY_MS, HOUR_MS, page, RITA, step, userStep } from '../support/builders';
import { readContract } from '../support/contracts';
import { approvalAfter, approvalOf, namedOnly, peopleOf } from '../support/running-approvals';
import { NOW } from '../support/slack-requests';
import { connected, connection } from './given-bridge';
import { textsOf } from './view-limits';

const DAY_ENDS = NOW + 12 * HOUR_MS;

function item(approval: Approval = approvalOf(), dueAt?: number): DigestItem {
  const seat = seatOf(approval, BEN);
  if (!seat.ok) throw new Error(seat.error);
  const clock = { onExpiry: 'expire', remindAt: [], reminded: 0, escalations: [], escalated: 0 } as const;
  const open = seat.value.step;
  const due = dueAt === undefined ? open : { ...open, clock: { ...clock, dueAt } };
  return { approval, seat: { ...seat.value, step: due } };
}

const content = (items: readonly DigestItem[], more: Partial<DigestContent> = {}): DigestContent => ({
  account: BEN,
  at: NOW,
  timeZone: 'UTC',
  ...groupedByDue(items, DAY_ENDS),
  started: { count: 0, atLeast: false },
  people: peopleOf([RITA, BEN, CLEO]),
  pageUrl: 'https://lighthouse.example/jira/apps?a=1&b=2',
  ...more,
});
const wordsOf = (items: readonly DigestItem[], more: Partial<DigestContent> = {}) =>
  textsOf(renderDigest(content(items, more)).blocks).join('\n');
const called = (title: string) => approvalOf({ subject: { title } });

describe('the message of a digest', () => {
  it('says what waits, with the way there, who asks, and since when', () => {
    const text = wordsOf([item()]);

    expect(text).toContain('<https://lighthouse.example/browse/OPS-1|OPS-1 · Open the new bridge>');
    expect(text).toMatch(/Asked by <@U-rita>, since <!date\^\d+\^/);
  });

  it('puts first what is due first: today, later, and what has no deadline', () => {
    const text = wordsOf([
      item(called('Whenever')),
      item(called('Next week'), NOW + 7 * DAY_MS),
      item(called('This evening'), DAY_ENDS - 1),
      item(called('At midnight'), DAY_ENDS),
      item(called('In an hour'), NOW + HOUR_MS),
    ]);

    const places = [
      ...['*Due today*', 'In an hour', 'This evening'],
      ...['*Due later*', 'At midnight', 'Next week'],
      ...['*Without a deadline*', 'Whenever'],
    ].map((each) => text.indexOf(each));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });

  it('leaves out headings of nothing', () => {
    expect(wordsOf([item()])).not.toContain('Due today');
  });

  it('says in whose place the reader may decide', () => {
    const delegated = approvalAfter([step({ asks: { type: 'user', people: [CLEO] } })], {
      type: 'staff',
      step: 0,
      staffing: { people: [{ id: CLEO, delegates: [{ id: BEN, until: Number.MAX_SAFE_INTEGER }] }], excluded: [] },
    });

    expect(wordsOf([item(delegated)])).toContain('in place of <@U-cleo>');
    expect(wordsOf([item()])).not.toContain('in place of');
  });

  it('shows twenty, those that are due first, and counts the rest', () => {
    const many = Array.from({ length: 25 }, (_, n) => item(called(`Due ${n}.`), NOW + (25 - n) * HOUR_MS));

    const text = wordsOf(many);

    expect(text).toContain('… and 5 more');
    expect(text).toContain('Due 24.');
    expect(text).not.toContain('Due 4.');
    expect(renderDigest(content(many)).text).toBe('25 approvals wait for your decision.');
  });

  it.each([
    [1, false, '1 approval that you started waits for others.'],
    [3, false, '3 approvals that you started wait for others.'],
    [3, true, 'At least 3 approvals that you started wait for others.'],
  ])('counts what the reader started: %i', (count, atLeast, expected) => {
    const text = wordsOf([], { started: { count, atLeast } });

    expect(text).toContain(expected);
    expect(text).toContain('Nothing waits for your decision.');
  });

  it('leads to the page with all of it, and has nothing else to press', () => {
    const { blocks } = renderDigest(content([item()]));

    expect(JSON.stringify(blocks).match(/"action_id":"[^"]+"/g)).toEqual(['"action_id":"open"']);
    expect(JSON.stringify(blocks)).toContain('"url":"https://lighthouse.example/jira/apps?a=1&b=2"');
  });
});

it.each([
  ['an open step with somebody undecided', approvalOf(), true],
  ['only the requester is still to decide', approvalOf({ steps: [userStep([RITA])] }), false],
  [
    'it is closed',
    { ...approvalOf(), status: 'approved', closedAt: NOW, finalAt: NOW, settled: true } as Approval,
    false,
  ],
])('an approval waits for others or not: %s', (_what, approval, expected) => {
  expect(waitsForOthers(approval)).toBe(expected);
});

const schema = readContract('slack/known-block.schema.json');

describe.skipIf(schema === undefined)('every block', () => {
  const validate = new Ajv({ strict: false }).compile(z.looseObject({}).parse(schema ?? {}));

  it('is one that Slack takes, whatever people called things, and keeps to its limits', () => {
    const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 255 });
    fc.assert(
      fc.property(word, word, word, (name, title, person) => {
        const steps = [userStep([BEN, CLEO], { type: 'all' }, name)];
        const approvals = [
          approvalOf({ name, subject: { title }, steps }),
          approvalOf({ name, subject: page({ title }), steps }),
        ];
        const items = Array.from({ length: 30 }, (_, n) =>
          item(approvals[n % 2], n % 3 === 0 ? undefined : NOW + n * HOUR_MS),
        );
        const people: People = namedOnly(peopleOf([RITA, CLEO], { [RITA]: person, [CLEO]: person }));
        const { blocks, text } = renderDigest(content(items, { people, started: { count: 100, atLeast: true } }));

        expect(blocks.filter((block) => !validate(block))).toEqual([]);
        expect(blocks.length).toBeLessThanOrEqual(50);
        expect(items.length).toBeGreaterThan(SHOWN_IN_DIGEST);
        for (const each of textsOf(blocks)) expect(each.length).toBeLessThanOrEqual(3_000);
        expect(JSON.stringify(blocks)).not.toMatch(/\\ud[89a-f]/i);
        expect(text).toBe('30 approvals wait for your decision.');
      }),
      { numRuns: 50 },
    );
  });
});

describe('where a digest goes', () => {
  const post = (people: People, secrets = connected) => {
    const posts: string[] = [];
    const send = createDigestPost({
      connections: { all: async () => secrets },
      clientOf: () => ({
        async post(to) {
          posts.push(to);
          return { channel: 'D1', ts: '1.1' };
        },
      }),
    });
    return { posts, sent: send(content([item()], { people })) };
  };

  it('is the direct message of the reader', async () => {
    const { posts, sent } = post(
      new Map([[BEN, { accountId: BEN, slack: { type: 'user', team: connection.team, user: connection.botUser } }]]),
    );

    await sent;

    expect(posts).toEqual([connection.botUser]);
  });

  it.each([
    ['nobody could say who they are', new Map(), new TransientError('person-not-resolved')],
    [
      'Slack asked to be asked later',
      new Map([[BEN, { accountId: BEN, slack: { type: 'unresolved', retryAfterMs: 5 } }]]),
      new TransientError('person-not-resolved', { retryAfterMs: 5 }),
    ],
    [
      'they have no Slack user',
      new Map([[BEN, { accountId: BEN, slack: { type: 'none', reason: 'no-slack-user' } }]]),
      new PermanentError('no-slack-user'),
    ],
    [
      'their workspace is gone',
      new Map([[BEN, { accountId: BEN, slack: { type: 'user', team: 'T0OTHER', user: 'U1' } }]]),
      new PermanentError('not-connected'),
    ],
  ])('is nowhere, where %s', async (_what, people, error) => {
    // Built by hand, with ids that are plain text.
    const { posts, sent } = post(people as People);

    await expect(sent).rejects.toEqual(error);
    expect(posts).toEqual([]);
  });

  it('is nowhere through a connection that is broken', async () => {
    const broken = {
      ...connected,
      connections: [{ ...connection, state: { status: 'revoked' as const, since: NOW } }],
    };
    const { sent } = post(
      new Map([[BEN, { accountId: BEN, slack: { type: 'user', team: connection.team, user: connection.botUser } }]]),
      broken,
    );

    await expect(sent).rejects.toEqual(new PermanentError('not-connected'));
  });
});
