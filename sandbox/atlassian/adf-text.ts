import type { Adf, AdfNode } from './adf';

/** One paragraph for each line. */
export function textToAdf(text: string): Adf {
  const paragraphs = text.split('\n').map((line): AdfNode => {
    return line === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text: line }] };
  });
  return { version: 1, type: 'doc', content: paragraphs };
}

type NameOf = (accountId: string) => string | undefined;

/** What a reader sees: a line for each block. A mention that was written without a text shows the name it is told. */
export function adfToText(document: Adf | null, nameOf: NameOf = () => undefined): string {
  return (document?.content ?? []).map((node) => toText(node, nameOf)).join('\n');
}

function toText(node: AdfNode, nameOf: NameOf): string {
  if (node.type === 'hardBreak') return '\n';
  if (node.text !== undefined) return node.text;
  const shown = node.attrs?.text ?? node.attrs?.shortName ?? node.attrs?.url;
  if (typeof shown === 'string') return shown;
  const name = node.type === 'mention' ? nameOf(String(node.attrs?.id)) : undefined;
  if (name !== undefined) return `@${name}`;
  const between = node.type.endsWith('List') || node.type === 'panel' || node.type === 'blockquote' ? '\n' : '';
  return (node.content ?? []).map((each) => toText(each, nameOf)).join(between);
}
