import AjvDraft4 from 'ajv-draft-04';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Approval, Command } from '../../src/approvals/core/model';
import { type PersonId, toAccountId } from '../../src/shared/brand';
import { adfOfOutcome } from '../../src/subjects/outcome-comment';
import { ALL, BEN, CLEO, crowd, DAY_MS, EVE, externalStep, step, userStep, vote } from '../support/builders';
import { readContract } from '../support/contracts';
import { START } from '../support/fake-ports';
import { approvalOf, closedApproval, DEV, played, type Terms } from '../support/running-approvals';

const schema = readContract('atlassian/adf/adf-full.v57.7.22.schema.json');

const OUTCOMES: readonly [string, Terms][] = [
  [
    'an approval',
    {
      decisions: [
        [BEN, 'approve'],
        [CLEO, 'approve', 'Fine'],
      ],
    },
  ],
  ['a rejection', { decisions: [[BEN, 'reject']] }],
  ['a cancellation on which nobody decided', { cancelled: 'by-requester' }],
  ['an approval by a hundred', { steps: [userStep(crowd(100))], decisions: crowd(100).map((by) => [by, 'approve']) }],
  [
    'names with control characters',
    { name: 'a\u0000b\n', steps: [userStep([BEN], ALL, '\u0001')], decisions: [[BEN, 'approve']] },
  ],
  ['empty names', { name: '', steps: [userStep([BEN], ALL, '')], decisions: [[BEN, 'approve']] }],
  ['an approval that is still open', {}],
];

describe.skipIf(schema === undefined)('the comment on a work item', () => {
  const validate =
    schema === undefined ? () => false : new AjvDraft4({ strict: false }).compile(z.looseObject({}).parse(schema));

  it.each(OUTCOMES)('is valid ADF: %s', (_name, terms) => {
    expect(validate(adfOfOutcome(approvalOf(terms)))).toBe(true);
  });
});

const wordsOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(wordsOf).join('');
  if (typeof value !== 'object' || value === null) return '';
  const { text, attrs, content } = node.parse(value);
  return text ?? (attrs === undefined ? wordsOf(content) : `@${attrs.id}`);
};
const node = z.looseObject({ text: z.string().optional(), attrs: z.looseObject({ id: z.string() }).optional() });

it('tells the outcome, who asked, and who decided when and where, by mention', () => {
  const terms: Terms = {
    steps: [userStep([BEN], ALL, 'First'), userStep([CLEO, DEV], ALL, 'Second')],
    decisions: [
      [BEN, 'approve'],
      [CLEO, 'reject'],
    ],
  };

  const { content } = adfOfOutcome(approvalOf(terms));

  const [head, list] = content;
  expect(wordsOf(head)).toBe('Release: rejected. Asked by @rita.');
  expect((list?.content ?? []).map(wordsOf)).toEqual([
    '@ben approved in Slack on 2 Mar 2026, 09:00 UTC (First)',
    '@cleo rejected in Slack on 2 Mar 2026, 09:00 UTC (Second)',
  ]);
});

type DecideCommand = Extract<Command, { type: 'decide' }>;

/** The outcome in one line, and then who did what. */
function told(approval: Approval): readonly string[] {
  const [head, list] = adfOfOutcome(approval).content;
  return [wordsOf(head), ...(list?.content ?? []).map(wordsOf)];
}

const decided = (by: PersonId, more: Partial<DecideCommand> = {}): Command => ({
  type: 'decide',
  by,
  kind: 'approve',
  via: 'jira',
  ...more,
});

describe('the outcome', () => {
  it.each([
    ['approved', closedApproval(), 'Change approval: approved. Asked by @rita.'],
    ['rejected', closedApproval({ status: 'rejected' }), 'Change approval: rejected. Asked by @rita.'],
    [
      'expired',
      closedApproval({ status: 'expired' }),
      'Change approval: expired before it was decided. Asked by @rita.',
    ],
    ['cancelled', closedApproval({ status: 'cancelled' }), 'Change approval: cancelled. Asked by @rita.'],
    [
      'restarted',
      closedApproval({ status: 'cancelled', cancelled: 'restarted' }),
      'Change approval: cancelled and started again. Asked by @rita.',
    ],
    [
      'approved for a time',
      closedApproval({ validUntil: START + 30 * DAY_MS }),
      'Change approval: approved. Asked by @rita. Valid until 1 Apr 2026, 09:00 UTC.',
    ],
    [
      'approved of what is different now',
      closedApproval({ outdatedAt: START }),
      'Change approval: approved. Asked by @rita. The content has changed since it was asked.',
    ],
  ])('is told as %s', (_outcome, approval, words) => {
    expect(told(approval)[0]).toBe(words);
  });
});

describe('a decision', () => {
  it.each([
    ['in Slack', 'slack'],
    ['in Jira', 'jira'],
    ['in Confluence', 'confluence'],
    ['by e-mail', 'email'],
    ['through the API', 'api'],
  ] as const)('is told with where it was made: %s', (where, via) => {
    const { next } = played([userStep([BEN])], decided(BEN, { via }));

    expect(told(next)).toContain(`@ben approved ${where} on 2 Mar 2026, 09:00 UTC (Review)`);
  });

  it('of every kind is told', () => {
    const steps = [
      userStep([BEN], ALL, 'First'),
      step({ asks: { type: 'user', people: [CLEO, DEV] }, name: 'Second' }),
    ];
    const { next } = played(steps, decided(BEN), decided(CLEO, { kind: 'abstain' }), decided(DEV, { kind: 'reject' }));

    expect(
      told(next)
        .slice(1)
        .map((line) => line.split(' in ')[0]),
    ).toEqual(['@ben approved', '@cleo abstained', '@dev rejected']);
  });

  it('in place of somebody names both', () => {
    const approval = closedApproval();
    const steps = approval.steps.map((each) => ({
      ...each,
      approvers: each.approvers.map((approver) => ({
        ...approver,
        ...(approver.decision === undefined ? {} : { decision: { ...approver.decision, by: toAccountId('dev') } }),
      })),
    }));

    expect(told({ ...approval, steps })).toContain('@dev for @ada approved in Slack on 2 Mar 2026, 09:00 UTC (Review)');
  });

  it('by somebody without an account names their address', () => {
    const { next } = played([externalStep(['eve@partner.example'])], decided(EVE, { via: 'email' }));

    expect(told(next)).toContain('eve@partner.example approved by e-mail on 2 Mar 2026, 09:00 UTC (Review)');
  });

  it('by vote is told with the options, and the winner with its votes', () => {
    const asks = { type: 'user', people: [BEN, CLEO, DEV] } as const;
    const ballot = vote({ choice: 'multiple', tie: 'first' });
    const { next } = played(
      [step({ asks, vote: ballot })],
      decided(BEN, { kind: 'vote', options: [0] }),
      decided(CLEO, { kind: 'vote', options: [0, 1] }),
      decided(DEV, { kind: 'vote', options: [0] }),
    );

    expect(told(next).slice(2)).toEqual([
      '@cleo voted for “Yes” and “No” in Jira on 2 Mar 2026, 09:00 UTC (Review)',
      '@dev voted for “Yes” in Jira on 2 Mar 2026, 09:00 UTC (Review)',
      '“Yes” won with 3 votes of 3 people (Review)',
    ]);
  });
});

it('has no list where nobody decided', () => {
  expect(adfOfOutcome(approvalOf({ cancelled: 'by-requester' })).content).toHaveLength(1);
});

it('keeps comments of the approvers to those who may see the panel', () => {
  const told = JSON.stringify(adfOfOutcome(approvalOf({ decisions: [[BEN, 'reject', 'between us']] })));

  expect(told).not.toContain('between us');
});
