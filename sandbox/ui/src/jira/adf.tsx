import type { ReactNode } from 'react';
import { z } from 'zod';

const mark = z.looseObject({ type: z.string(), attrs: z.record(z.string(), z.unknown()).optional() });
const node = z.object({
  type: z.string(),
  text: z.string().optional(),
  attrs: z.record(z.string(), z.unknown()).optional(),
  marks: z.array(mark).default([]),
  content: z.array(z.unknown()).default([]),
});
type Node = z.infer<typeof node>;

type Props = { node: unknown; nameOf: (accountId: string) => string };

/** The Atlassian Document Format, as far as comments use it; what is unknown shows what it contains. */
export function Adf({ node: raw, nameOf }: Props) {
  const parsed = node.safeParse(raw);
  if (!parsed.success) return null;
  const { type, text = '', attrs = {}, marks, content } = parsed.data;
  if (type === 'text') return marks.reduce<ReactNode>(wrap, text);
  if (type === 'hardBreak') return <br />;
  if (type === 'rule') return <hr />;
  if (type === 'emoji') return String(attrs.text ?? '');
  if (type === 'mention') return <span className="mention">@{nameOf(String(attrs.id))}</span>;
  const inside = numbered(content).map(({ number, item }) => <Adf key={number} node={item} nameOf={nameOf} />);
  const Tag = TAGS[type];
  return Tag === undefined ? inside : <Tag>{inside}</Tag>;
}

/** The nodes have no id and are never reordered. */
const numbered = <T,>(items: readonly T[]) => items.map((item, index) => ({ number: index + 1, item }));

const TAGS: Record<string, 'p' | 'ul' | 'ol' | 'li' | 'blockquote' | 'pre' | 'h4' | undefined> = {
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  blockquote: 'blockquote',
  panel: 'blockquote',
  codeBlock: 'pre',
  heading: 'h4',
};

function wrap(inside: ReactNode, { type, attrs }: Node['marks'][number]): ReactNode {
  switch (type) {
    case 'strong':
      return <strong>{inside}</strong>;
    case 'em':
      return <em>{inside}</em>;
    case 'code':
      return <code>{inside}</code>;
    case 'link':
      return <a href={String(attrs?.href ?? '')}>{inside}</a>;
    default:
      return inside;
  }
}
