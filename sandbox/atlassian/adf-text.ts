import type { Adf, AdfNode } from './adf';

/** One paragraph for each line. */
export function textToAdf(text: string): Adf {
  const paragraphs = text.split('\n').map((line): AdfNode => {
    return line === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text: line }] };
  });
  return { version: 1, type: 'doc', content: paragraphs };
}

/** What a reader sees: a line for each block. */
export function adfToText(document: Adf | null): string {
  return (document?.content ?? []).map(toText).join('\n');
}

function toText(node: AdfNode): string {
  if (node.type === 'hardBreak') return '\n';
  if (node.text !== undefined) return node.text;
  const shown = node.attrs?.text ?? node.attrs?.shortName ?? node.attrs?.url;
  if (typeof shown === 'string') return shown;
  const between = node.type.endsWith('List') || node.type === 'panel' || node.type === 'blockquote' ? '\n' : '';
  return (node.content ?? []).map(toText).join(between);
}
