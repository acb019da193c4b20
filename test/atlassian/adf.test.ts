import AjvDraft4 from 'ajv-draft-04';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bulletList, document, lines, link, mention, paragraph, text } from '../../src/atlassian/adf';
import { readContract } from '../support/contracts';

const schema = readContract('atlassian/adf/adf-full.v57.7.22.schema.json');
const anyText = fc.string({ unit: 'binary', maxLength: 40 });

describe('text', () => {
  it.each([
    ['stays as it is', 'Größe 合計 🚀 <b>', [{ type: 'text', text: 'Größe 合計 🚀 <b>' }]],
    ['loses its control characters', 'a\u0000b\nc\u007fd\u0085e', [{ type: 'text', text: 'a b c d e' }]],
    ['is left out where it is empty', '', []],
  ])('%s', (_claim, value, nodes) => {
    expect(text(value)).toEqual(nodes);
  });

  it('is strong where that is asked for', () => {
    expect(text('a', true)).toEqual([{ type: 'text', text: 'a', marks: [{ type: 'strong' }] }]);
  });
});

it('makes no list of nothing', () => {
  expect(bulletList([])).toEqual([]);
});

it('makes a paragraph of each line that says something', () => {
  expect(lines('One\r\n\n  \nTwo')).toEqual([paragraph(...text('One')), paragraph(...text('Two'))]);
});

describe.skipIf(schema === undefined)('by the official schema', () => {
  const validate =
    schema === undefined ? () => false : new AjvDraft4({ strict: false }).compile(z.looseObject({}).parse(schema));

  it('every document that can be made is valid', () => {
    const inline = fc.oneof(
      anyText.map((value) => text(value)),
      anyText.map((id) => [mention(id)]),
      fc.webUrl().map((href) => [link('Baton', href)]),
    );
    const inlines = fc.array(inline, { maxLength: 4 }).map((nodes) => nodes.flat());

    fc.assert(
      fc.property(inlines, fc.array(inlines, { maxLength: 4 }), anyText, (first, items, typed) => {
        expect(validate(document(paragraph(...first), ...bulletList(items), ...lines(typed)))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('a document with what the functions take out is not', () => {
    expect(validate(document(paragraph({ type: 'text', text: '' })))).toBe(false);
  });
});
