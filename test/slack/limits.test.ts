import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clip, inert } from '../../src/slack/limits';

/** Code units in any order, halves of pairs among them. */
const halves = fc.array(fc.nat(0xffff), { maxLength: 60 }).map((units) => String.fromCharCode(...units));
/** Text in which the characters that matter come often. */
const markup = fc.string({
  unit: fc.constantFrom(
    ...'&<>*_~`!@#:|a; \n\r\u0000\u202e\u2066',
    '&amp;',
    '&lt',
    '<!channel>',
    ':x:',
    '🚀',
    '\ud83d',
  ),
  maxLength: 60,
});
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), halves, markup);

/** Control characters but the line break, and what turns the direction of the text that follows. */
const UNSEEN = /(?!\n)\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

it.each([
  ['keeps what fits', 'abc', 3, 'abc'],
  ['cuts what is too long, with an ellipsis inside the limit', 'abcd', 3, 'ab…'],
  ['leaves out a pair that would be split', 'a🚀b', 3, 'a…'],
  ['keeps a pair that fits exactly', 'a🚀', 3, 'a🚀'],
  ['leaves out an entity that would be cut', 'a&lt;b', 4, 'a…'],
  ['keeps an entity that fits', 'a&lt;bc', 6, 'a&lt;…'],
  ['shows half of a pair as no character', 'a\ud83db', 3, 'a\ufffdb'],
  ['makes spaces of control characters', 'a\u0000b\tc\u009fd', 9, 'a b c d'],
  ['keeps line breaks, however they are written', 'a\r\nb\rc\u2028d\ne', 9, 'a\nb\nc\nd\ne'],
  ['lets nobody turn the direction of the text', 'Ben\u202e gnp.exe\u202c \u2066x\u2069', 20, 'Ben gnp.exe x'],
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
      expect(clipped).not.toMatch(UNSEEN);
    }),
    { numRuns: 1_000 },
  );
});

it('clip gives the beginning of a text in which all can be seen', () => {
  const seen = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => !UNSEEN.test(text));

  fc.assert(
    fc.property(seen, fc.integer({ min: 1, max: 60 }), (text, limit) => {
      expect(text.startsWith(clip(text, limit).replace(/…$/, ''))).toBe(true);
    }),
  );
});

it.each([
  ['a mention of everybody', '<!channel> now', '&lt;!channel&gt; now'],
  ['a link with another name', '<https://evil.example|Jira>', '&lt;https://evil.example|Jira&gt;'],
  ['an entity that somebody typed', 'a &amp; b', 'a &amp;amp; b'],
  ['bold, italic, struck and code', '*a* _b_ ~c~ `d`', ' a   b   c   d '],
  ['a mention of a person and of a channel', '<@U1> <#C1>', '&lt;@U1&gt; &lt;#C1&gt;'],
  ['the mark of a decision', ':x: Cleo :+1::a:', ':\u2060x: Cleo :\u2060+1::\u2060a:'],
  ['a quotation', '> said Ben\n  > twice', '\u2060&gt; said Ben\n\u2060  &gt; twice'],
  ['a time of day that holds nothing', 'at 10:30 or 11:45', 'at 10:30 or 11:45'],
  ['plain words', 'Release 2.4 – Größe 合計', 'Release 2.4 – Größe 合計'],
])('inert takes the effect from %s', (_what, text, plain) => {
  expect(inert(text)).toBe(plain);
});

it('inert leaves no control character of mrkdwn', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(inert(text)).not.toMatch(/[<>*_~`]/);
      expect(inert(text)).not.toMatch(/&(?!(?:amp|lt|gt);)/);
      expect(inert(text)).not.toMatch(/:[\w+'-]+:/);
      expect(inert(text)).not.toMatch(/^\s*&gt;/m);
      expect(inert(text)).not.toMatch(UNSEEN);
    }),
    { numRuns: 1_000 },
  );
});

it.each([
  ['inert cuts what it escaped', (text: string, limit: number) => inert(text, limit)],
  ['clip cuts what inert escaped', (text: string, limit: number) => clip(inert(text), limit)],
])('%s to the limit, and through no entity and no pair', (_claim, cut) => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, limit) => {
      const clipped = cut(text, limit);

      expect(clipped.length).toBeLessThanOrEqual(limit);
      expect(clipped).not.toMatch(/&(?!(?:amp|lt|gt);)/);
      expect(clipped).not.toMatch(/[<>]|\p{Surrogate}/u);
    }),
    { numRuns: 1_000 },
  );
});

it('shows what was typed, once Slack has read the entities', () => {
  const words = fc.string({ unit: fc.constantFrom(...'&<>abc;|@!# ') }).filter((text) => !/^\s*>/m.test(text));
  const read = (text: string) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

  fc.assert(
    fc.property(words, (text) => {
      expect(read(inert(text))).toBe(text);
    }),
  );
});
