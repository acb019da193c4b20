/** Markup that may stand in a document as it is. */
export type Html = { readonly markup: string };

type Hole = string | number | Html | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Whatever stands in a hole is text, unless it was made by `html` itself. */
export function html(literals: TemplateStringsArray, ...holes: readonly Hole[]): Html {
  const markup = literals.map((literal, index) => `${literal}${markupOf(holes[index] ?? '')}`);
  return { markup: markup.join('') };
}

export const NOTHING: Html = { markup: '' };

function markupOf(hole: Hole): string {
  if (typeof hole === 'string') return escapeHtml(hole);
  if (typeof hole === 'number') return String(hole);
  return 'markup' in hole ? hole.markup : hole.map(({ markup }) => markup).join('');
}

/** What HTML cannot hold at all, control characters and half characters, is replaced. */
const escapeHtml = (text: string): string =>
  text
    .replace(/[^\P{Cc}\n\t]/gu, ' ')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
