import { describe, expect, it } from 'vitest';
import type { EditableField } from '../../src/atlassian/jira-work-item-edits';
import { toFieldValue } from '../../src/subjects/set-field';

const TEXTAREA = 'com.atlassian.jira.plugin.system.customfieldtypes:textarea';
const choices = [
  { id: '1', value: 'Marketing' },
  { id: '2', name: 'High' },
];
const field = (schema: EditableField['schema'], more: Partial<EditableField> = {}): EditableField => ({
  schema,
  ...more,
});
const doc = (...texts: string[]) => ({
  type: 'doc',
  version: 1,
  content: texts.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
});

describe('a text of a definition', () => {
  it.each([
    ['a text', field({ type: 'string' }), ' Done ', 'Done'],
    ['a text of several lines', field({ type: 'string', custom: TEXTAREA }), 'One\nTwo', doc('One', 'Two')],
    ['the description', field({ type: 'string', system: 'description' }), 'One', doc('One')],
    ['a number', field({ type: 'number' }), '12.5', 12.5],
    ['a date', field({ type: 'date' }), '2026-03-02', '2026-03-02'],
    ['an option by its value', field({ type: 'option' }, { choices }), 'marketing', { id: '1' }],
    ['a priority by its name', field({ type: 'priority' }, { choices }), 'HIGH', { id: '2' }],
    ['a person by their account', field({ type: 'user' }), 'ben', { accountId: 'ben' }],
    ['a group by its name', field({ type: 'group' }), 'finance', { name: 'finance' }],
    [
      'a group by its id',
      field({ type: 'group' }),
      '8d1b4c1e-27b4-4d53-8a5f-5a0be4c9e302',
      { groupId: '8d1b4c1e-27b4-4d53-8a5f-5a0be4c9e302' },
    ],
    ['a list of one option', field({ type: 'array', items: 'option' }, { choices }), 'Marketing', [{ id: '1' }]],
    ['a list of one person', field({ type: 'array', items: 'user' }), 'ben', [{ accountId: 'ben' }]],
    ['labels', field({ type: 'array', items: 'string' }), 'done', ['done']],
    ['nothing in a field', field({ type: 'user' }), ' ', null],
    ['nothing in a list', field({ type: 'array', items: 'user' }), '', []],
  ])('becomes %s', (_what, editable, given, value) => {
    expect(toFieldValue(editable, given)).toEqual({ ok: true, value });
  });

  it.each([
    ['a word where a number is needed', field({ type: 'number' }), 'many', 'not-a-number'],
    ['an option that is not there', field({ type: 'option' }, { choices }), 'Sales', 'no-such-option'],
    ['an option of a field without any', field({ type: 'option' }), 'Sales', 'no-such-option'],
    [
      'an option of a list that is not there',
      field({ type: 'array', items: 'option' }, { choices }),
      'x',
      'no-such-option',
    ],
    ['a kind of field that nobody foresaw', field({ type: 'sd-request' }), 'x', 'field-not-supported'],
    ['a list of such', field({ type: 'array', items: 'json' }), 'x', 'field-not-supported'],
  ])('is refused: %s', (_what, editable, given, error) => {
    expect(toFieldValue(editable, given)).toEqual({ ok: false, error });
  });
});
