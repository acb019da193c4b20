import AjvDraft4 from 'ajv-draft-04';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { adfOfOutcome } from '../../src/subjects/outcome-comment';
import { ALL, BEN, CLEO, crowd, userStep } from '../support/builders';
import { readContract } from '../support/contracts';
import { approvalOf, DEV, type Terms } from '../support/running-approvals';

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

it('has no list where nobody decided', () => {
  expect(adfOfOutcome(approvalOf({ cancelled: 'by-requester' })).content).toHaveLength(1);
});

it('keeps comments of the approvers to those who may see the panel', () => {
  const told = JSON.stringify(adfOfOutcome(approvalOf({ decisions: [[BEN, 'reject', 'between us']] })));

  expect(told).not.toContain('between us');
});
