import { describe, expect, it } from 'vitest';
import { asksText, effectText, quorumText, scopeText } from '../../src/admin/words';
import { refusedText } from '../../src/admin/words-refused';
import type { Asked, Quorum, Scope } from '../../src/approvals/core/definition';
import { ANY, BEN, CLEO } from '../support/builders';

describe('who is asked', () => {
  it.each<[string, Asked]>([
    ['1 person', { type: 'user', people: [BEN] }],
    ['2 people', { type: 'user', people: [BEN, CLEO] }],
    ['group Finance', { type: 'group', groups: [{ id: 'g-1', name: 'Finance' }] }],
    [
      'groups Finance, Legal',
      {
        type: 'group',
        groups: [
          { id: '1', name: 'Finance' },
          { id: '2', name: 'Legal' },
        ],
      },
    ],
    ['field Approvers', { type: 'field', field: { id: 'customfield_1', name: 'Approvers' } }],
    ['project role Leads', { type: 'role', role: { id: '7', name: 'Leads' } }],
    ['everybody who may administer the space', { type: 'space-permission', permission: 'administer-space' }],
    ['2 people by e-mail', { type: 'external', emails: ['a@b.example', 'c@d.example'] }],
  ])('reads as %s', (text, asks) => {
    expect(asksText(asks)).toBe(text);
  });

  it('counts those who are asked now, where the step runs and somebody was added', () => {
    expect(asksText({ type: 'user', people: [BEN, CLEO] }, 3)).toBe('3 people');
  });
});

describe('a quorum', () => {
  it.each<[string, Quorum, number | undefined, boolean]>([
    ['all must approve', { type: 'all' }, 3, false],
    ['one must approve', ANY, 3, false],
    ['one must vote', ANY, 3, true],
    ['they must approve', { type: 'all' }, 1, false],
    ['they must approve', ANY, 1, false],
    ['2 of 3 must approve', { type: 'number', pass: 2 }, 3, false],
    ['2 must approve', { type: 'number', pass: 2 }, undefined, false],
    ['at least 60 % must approve', { type: 'percent', percent: 60 }, undefined, false],
    ['everybody answers, one approves', { type: 'all-responded' }, 3, false],
    ['the named person must approve', { type: 'named', people: [BEN] }, 3, false],
    ['all 2 named people must approve', { type: 'named', people: [BEN, CLEO] }, 3, false],
    [
      '2 of 3 or the named person must approve',
      {
        type: 'any-of',
        rules: [
          { type: 'number', pass: 2 },
          { type: 'named', people: [BEN] },
        ],
      },
      3,
      false,
    ],
    ['all must approve; 1 rejection fails it', { type: 'all', fail: 1 }, 3, false],
    ['all must approve; 2 rejections fail it', { type: 'all', fail: 2 }, 3, false],
  ])('reads as %s', (text, quorum, people, voting) => {
    expect(quorumText(quorum, { vote: voting, ...(people === undefined ? {} : { people }) })).toBe(text);
  });
});

describe('a scope', () => {
  it.each<[string, Scope]>([
    ['everywhere', { type: 'global' }],
    ['projects SHOP, OPS', { type: 'chosen', projects: ['SHOP', 'OPS'], spaces: [] }],
    ['project SHOP; space HR', { type: 'chosen', projects: ['SHOP'], spaces: ['HR'] }],
    ['nowhere', { type: 'chosen', projects: [], spaces: [] }],
  ])('reads as %s', (text, scope) => {
    expect(scopeText(scope)).toBe(text);
  });
});

it('an effect is called by what it changes', () => {
  expect(effectText({ type: 'transition', to: 'Done' })).toBe('transition to Done');
  expect(effectText({ type: 'add-label', label: 'approved' })).toBe('label approved');
});

describe('a refusal', () => {
  it.each([
    ['work-item', 'This approval does not exist on this work item. Reload the page.'],
    ['page', 'This approval does not exist on this page. Reload the page.'],
    [undefined, 'This approval is not among yours. Reload to see those that are.'],
  ] as const)('names what the person looks at: %s', (kind, text) => {
    expect(refusedText('not-found', kind)).toBe(text);
  });
});
