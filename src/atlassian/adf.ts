type Mark = { readonly type: 'strong' } | { readonly type: 'link'; readonly attrs: { readonly href: string } };

/** The few nodes of the Atlassian Document Format that Baton writes. https://go.atlassian.com/adf-json-schema */
export type AdfInline =
  | { readonly type: 'text'; readonly text: string; readonly marks?: readonly Mark[] }
  | { readonly type: 'mention'; readonly attrs: { readonly id: string } };

export type AdfBlock =
  | { readonly type: 'paragraph'; readonly content: readonly AdfInline[] }
  | { readonly type: 'bulletList'; readonly content: readonly AdfListItem[] };

type AdfListItem = { readonly type: 'listItem'; readonly content: readonly AdfBlock[] };

export type AdfDocument = { readonly type: 'doc'; readonly version: 1; readonly content: readonly AdfBlock[] };

/** Empty text is not valid ADF, and control characters are refused: both are taken out here. */
export function text(value: string, strong = false): readonly AdfInline[] {
  const clean = value.replace(/\p{Cc}/gu, ' ');
  if (clean === '') return [];
  return [{ type: 'text', text: clean, ...(strong ? { marks: [{ type: 'strong' as const }] } : {}) }];
}

export const link = (label: string, href: string): AdfInline => ({
  type: 'text',
  text: label,
  marks: [{ type: 'link', attrs: { href } }],
});
export const mention = (accountId: string): AdfInline => ({ type: 'mention', attrs: { id: accountId } });
export const paragraph = (...content: readonly AdfInline[]): AdfBlock => ({ type: 'paragraph', content });
export const document = (...content: readonly AdfBlock[]): AdfDocument => ({ type: 'doc', version: 1, content });

/** What somebody typed: one paragraph for each line that says something. */
export const lines = (value: string): readonly AdfBlock[] =>
  value
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => paragraph(...text(line)));

export function bulletList(items: readonly (readonly AdfInline[])[]): readonly AdfBlock[] {
  if (items.length === 0) return [];
  return [{ type: 'bulletList', content: items.map((item) => ({ type: 'listItem', content: [paragraph(...item)] })) }];
}
