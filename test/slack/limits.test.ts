import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clip, inert } from '../../src/slack/limits';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
/** Text in which the characters that matter come often. */
const markup = fc.string({ unit: fc.constantFrom('&', '<', '>', '*', '_', '~', '`', '!', '@', 'a', ' ', '🚀') });

it.each([
  ['keeps what fits', 'abc', 3, 'abc'],
  ['cuts what is too long, with an ellipsis inside the limit', 'abcd', 3, 'ab…'],
  ['leaves out a pair that would be split', 'a🚀b', 3, 'a…'],
  ['keeps a pair that fits exactly', 'a🚀', 3, 'a🚀'],
  ['keeps nothing but the ellipsis when there is room for nothing else', '🚀🚀', 2, '…'],
])('clip %s', (_claim, text, limit, clipped) => {
  expect(clip(text, limit)).toBe(clipped);
});

it('clip never exceeds the limit and never splits a pair of code units', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, limit) => {
      const clipped = clip(text, limit);

      expect(clipped.length).toBeLessThanOrEqual(limit);
      expect(clipped).not.toMatch(/\p{Surrogate}/u);
    }),
  );
});

it('clip gives the beginning of the text', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, limit) => {
      expect(text.startsWith(clip(text, limit).replace(/…$/, ''))).toBe(true);
    }),
  );
});

it.each([
  ['a mention of everybody', '<!channel> now', '&lt;!channel&gt; now'],
  ['a link with another name', '<https://evil.example|Jira>', '&lt;https://evil.example|Jira&gt;'],
  ['an entity that somebody typed', 'a &amp; b', 'a &amp;amp; b'],
  ['bold, italic, struck and code', '*a* _b_ ~c~ `d`', ' a   b   c   d '],
  ['plain words', 'Release 2.4 – Größe 合計', 'Release 2.4 – Größe 合計'],
])('inert takes the effect from %s', (_what, text, plain) => {
  expect(inert(text)).toBe(plain);
});

it('inert leaves no control character of mrkdwn', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, markup), (text) => {
      expect(inert(text)).not.toMatch(/[<>*_~`]/);
      expect(inert(text)).not.toMatch(/&(?!(?:amp|lt|gt);)/);
    }),
    { numRuns: 500 },
  );
});
