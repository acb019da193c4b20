import AjvDraft4 from 'ajv-draft-04';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseAdf } from '../../sandbox/atlassian/adf';
import { NotEmulatedError } from '../../sandbox/twin';
import { readContract } from '../support/contracts';

const schema = readContract('atlassian/adf/adf-full.v57.7.22.schema.json');

const text = (value: string, ...marks: unknown[]) => ({
  type: 'text',
  text: value,
  ...(marks.length > 0 && { marks }),
});
const node = (type: string, content: unknown[], attrs?: unknown) => ({
  type,
  content,
  ...(attrs !== undefined && { attrs }),
});
const p = (...content: unknown[]) => node('paragraph', content);
const doc = (...content: unknown[]) => ({ version: 1, type: 'doc', content });
const mark = (type: string, attrs?: unknown) => ({ type, ...(attrs !== undefined && { attrs }) });
const link = mark('link', { href: 'https://lighthouse.example' });

const DOCUMENTS: [claim: string, value: unknown][] = [
  ['an empty document', doc()],
  ['a paragraph', doc(p(text('Approved')))],
  ['an empty paragraph', doc({ type: 'paragraph' })],
  ['a hard break', doc(p(text('a'), { type: 'hardBreak' }, text('b')))],
  ['a mention', doc(p({ type: 'mention', attrs: { id: '712020:ada', text: '@Ada' } }))],
  ['a mention of an app', doc(p({ type: 'mention', attrs: { id: '1', userType: 'APP', accessLevel: '' } }))],
  ['an emoji', doc(p({ type: 'emoji', attrs: { shortName: ':ok:', id: '1f44c', text: '👌' } }))],
  ['a card with an address', doc(p({ type: 'inlineCard', attrs: { url: 'https://lighthouse.example' } }))],
  ['a card with data', doc(p({ type: 'inlineCard', attrs: { data: {} } }))],
  ['strong and em together', doc(p(text('a', mark('strong'), mark('em'), link)))],
  ['code with a link', doc(p(text('a', mark('code'), link)))],
  [
    'lists within lists',
    doc(node('bulletList', [node('listItem', [p(text('a')), node('orderedList', [node('listItem', [p()])])])])),
  ],
  ['an ordered list from seven', doc(node('orderedList', [node('listItem', [p()])], { order: 7 }))],
  ['a code block', doc(node('codeBlock', [text('let a')], { language: 'js' }))],
  ['a quote', doc(node('blockquote', [p(text('a'))]))],
  ['a panel', doc(node('panel', [p(text('a')), node('heading', [], { level: 2 })], { panelType: 'success' }))],
  ['a rule', doc({ type: 'rule' })],
  ['a heading', doc(node('heading', [text('a')], { level: 1 }))],
  ['plain words', 'Approved'],
  ['nothing', null],
  ['a list of nodes', [p()]],
  ['a document without a version', { type: 'doc', content: [] }],
  ['a document of version 2', { ...doc(), version: 2 }],
  ['a document with a stranger in it', { ...doc(), author: 'Ada' }],
  ['a document without content', { version: 1, type: 'doc' }],
  ['text at the root', doc(text('a'))],
  ['empty text', doc(p(text('')))],
  ['text that is a number', doc(p({ type: 'text', text: 1 }))],
  ['a mention of nobody', doc(p({ type: 'mention', attrs: { text: '@Ada' } }))],
  ['an emoji without a name', doc(p({ type: 'emoji', attrs: { text: '👌' } }))],
  ['a card with nothing', doc(p({ type: 'inlineCard', attrs: {} }))],
  ['a card with an address and data', doc(p({ type: 'inlineCard', attrs: { url: 'https://a.example', data: {} } }))],
  ['a mark called bold', doc(p(text('a', mark('bold'))))],
  ['a link to nowhere', doc(p(text('a', mark('link'))))],
  ['code that is strong', doc(p(text('a', mark('code'), mark('strong'))))],
  ['a list item with bare text', doc(node('bulletList', [node('listItem', [text('a')])]))],
  ['an empty list', doc(node('bulletList', []))],
  ['a list of paragraphs', doc(node('bulletList', [p()]))],
  ['a heading of level 7', doc(node('heading', [], { level: 7 }))],
  ['a heading without a level', doc(node('heading', []))],
  ['a panel of no type', doc(node('panel', [p()], { panelType: 'danger' }))],
  ['an empty panel', doc(node('panel', [], { panelType: 'info' }))],
  ['a quote in a quote', doc(node('blockquote', [node('blockquote', [p()])]))],
  ['a panel in a panel', doc(node('panel', [node('panel', [p()], { panelType: 'info' })], { panelType: 'info' }))],
  ['strong text in a code block', doc(node('codeBlock', [text('a', mark('strong'))]))],
  ['a paragraph in a paragraph', doc(p(p()))],
  ['a node of no type', doc(p({ text: 'a' }))],
  ['a node that Slack knows', doc({ type: 'rich_text', elements: [] })],
  ['an attribute that does not exist', doc({ ...p(), attrs: { colour: 'red' } })],
];

describe.skipIf(schema === undefined)('documents in the Atlassian Document Format', () => {
  const validate =
    schema === undefined ? () => false : new AjvDraft4({ strict: false }).compile(z.looseObject({}).parse(schema));

  it.each(DOCUMENTS)('%s is judged as the official schema judges it', (_claim, value) => {
    expect(parseAdf(value) !== undefined).toBe(validate(value));
  });

  it('are neither all accepted nor all refused', () => {
    expect(DOCUMENTS.filter(([, value]) => validate(value))).toHaveLength(18);
  });

  it.each([
    ['a table', doc(node('table', [node('tableRow', [node('tableCell', [p()])])]))],
    ['struck text', doc(p(text('a', mark('strike'))))],
    ['a date', doc(p({ type: 'date', attrs: { timestamp: '1' } }))],
  ])('that are official but not modelled, as %s, are not called invalid', (_claim, value) => {
    expect(validate(value)).toBe(true);
    expect(() => parseAdf(value)).toThrow(NotEmulatedError);
  });
});
