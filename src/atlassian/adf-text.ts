import { membersOf } from './json';

/** Nodes that stand in a line of text; all others are blocks of their own. */
const INLINE = new Set([
  'text',
  'hardBreak',
  'mention',
  'emoji',
  'inlineCard',
  'date',
  'status',
  'placeholder',
  'mediaInline',
]);

/** Is this a document in the Atlassian Document Format? */
export const isAdf = (value: unknown): boolean => {
  const { type, content } = membersOf(value);
  return type === 'doc' && Array.isArray(content);
};

/**
 * What a document says, a line for each block. Whatever a reader sees or follows is in it: where a link leads, who is
 * mentioned, which file is shown. So documents of the same text say the same.
 */
export const adfText = (document: unknown): string => textOf(document).trim();

function textOf(value: unknown): string {
  const { type, text, content, marks, attrs } = membersOf(value);
  if (type === 'hardBreak') return '\n';
  if (typeof text === 'string') return `${text}${linkOf(marks)}`;
  if (Array.isArray(content)) return joined(content);
  return type === 'paragraph' ? '' : shown(membersOf(attrs));
}

function joined(nodes: readonly unknown[]): string {
  return nodes.reduce<string>((before, node) => {
    const own = textOf(node);
    const isInline = INLINE.has(String(membersOf(node).type));
    return before === '' || isInline ? `${before}${own}` : `${before}\n${own}`;
  }, '');
}

function linkOf(marks: unknown): string {
  const found = (Array.isArray(marks) ? marks : []).map(membersOf).find(({ type }) => type === 'link');
  const { href } = membersOf(found?.attrs);
  return typeof href === 'string' ? ` [${href}]` : '';
}

/** A node without text is known by the first of these that it has, and otherwise by all that it is made of. */
function shown(attrs: Readonly<Record<string, unknown>>): string {
  const named = ['text', 'url', 'shortName', 'timestamp', 'id']
    .map((name) => attrs[name])
    .find((each) => each !== undefined);
  if (typeof named === 'string' && named !== '') return named;
  const { localId: _, ...rest } = attrs;
  return Object.keys(rest).length === 0 ? '' : JSON.stringify(rest);
}
