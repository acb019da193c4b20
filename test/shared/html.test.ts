import { expect, it } from 'vitest';
import { html, NOTHING } from '../../src/shared/html';

it.each([
  ['a tag', '<b>', '&lt;b&gt;'],
  ['an entity', '&lt;', '&amp;lt;'],
  ['quotation marks', `"'`, '&quot;&#39;'],
  ['half a character', 'a\ud800', 'a\ufffd'],
  ['control characters', 'a\u0000\u009fb\n\tc', 'a  b\n\tc'],
])('lets %s be read, not obeyed', (_what, text, escaped) => {
  expect(html`<p title="${text}">${text}</p>`.markup).toBe(`<p title="${escaped}">${escaped}</p>`);
});

it('puts markup of its own into markup', () => {
  const items = ['<', '>'].map((each) => html`<li>${each}</li>`);

  expect(html`<ul>${items}</ul>${NOTHING}${1}`.markup).toBe('<ul><li>&lt;</li><li>&gt;</li></ul>1');
});
