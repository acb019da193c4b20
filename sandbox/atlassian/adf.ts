import { z } from 'zod';
import { NotEmulatedError } from '../twin';

/** A document in the Atlassian Document Format: https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/ */
export type Adf = { version: 1; type: 'doc'; content: AdfNode[] };
export type AdfNode = { type: string; text?: string; content?: AdfNode[]; attrs?: Record<string, unknown> };

const localId = { localId: z.string().optional() };
const noMarks = { marks: z.array(z.never()).optional() };
const node = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type), ...shape });
const attrs = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject({ ...shape, ...localId });

const optional = z.string().optional();
const link = node('link', {
  attrs: z.strictObject({
    href: z.string(),
    title: optional,
    id: optional,
    collection: optional,
    occurrenceKey: optional,
  }),
});
const words = z.string().min(1);
const plainText = node('text', { text: words, ...noMarks });
const formattedText = node('text', {
  text: words,
  marks: z.array(z.union([link, node('em', {}), node('strong', {})])).optional(),
});
// Code takes no other mark than a link.
const codeText = node('text', { text: words, marks: z.array(z.union([link, node('code', {})])).optional() });

const inline = z.union([
  formattedText,
  codeText,
  node('hardBreak', { attrs: attrs({ text: z.literal('\n').optional() }).optional() }),
  node('mention', {
    attrs: attrs({
      id: z.string(),
      text: optional,
      accessLevel: optional,
      userType: z.enum(['DEFAULT', 'SPECIAL', 'APP']).optional(),
    }),
  }),
  node('emoji', { attrs: attrs({ shortName: z.string(), id: optional, text: optional }) }),
  node('inlineCard', { attrs: z.union([attrs({ url: z.string() }), attrs({ data: z.unknown().refine(isGiven) })]) }),
]);

const paragraph = node('paragraph', {
  ...noMarks,
  attrs: attrs({}).optional(),
  content: z.array(inline).optional(),
});
const heading = node('heading', {
  ...noMarks,
  attrs: attrs({ level: z.number().min(1).max(6) }),
  content: z.array(inline).optional(),
});
const rule = node('rule', { attrs: attrs({}).optional() });
const codeBlock = node('codeBlock', {
  ...noMarks,
  attrs: attrs({
    language: optional,
    uniqueId: optional,
    wrap: z.boolean().optional(),
    hideLineNumbers: z.boolean().optional(),
  }).optional(),
  content: z.array(plainText).optional(),
});

const listItems = z.array(z.lazy((): z.ZodType => listItem)).min(1);
const bulletList = node('bulletList', { attrs: attrs({}).optional(), content: listItems });
const orderedList = node('orderedList', {
  attrs: attrs({ order: z.number().min(0).optional() }).optional(),
  content: listItems,
});
const nested = [paragraph, bulletList, orderedList, codeBlock] as const;
const listItem = node('listItem', { attrs: attrs({}).optional(), content: z.array(z.union(nested)).min(1) });
const blockquote = node('blockquote', { attrs: attrs({}).optional(), content: z.array(z.union(nested)).min(1) });
const panel = node('panel', {
  attrs: attrs({
    panelType: z.enum(['info', 'note', 'tip', 'warning', 'error', 'success', 'custom']),
    panelIcon: optional,
    panelIconId: optional,
    panelIconText: optional,
    panelColor: optional,
  }),
  content: z.array(z.union([...nested, heading, rule])).min(1),
});

const doc = z.strictObject({
  version: z.literal(1),
  type: z.literal('doc'),
  content: z.array(z.union([...nested, heading, rule, blockquote, panel])),
});

/** Real parts of the format that the sandbox does not know: refusing them as invalid would be a lie. */
const NOT_MODELLED =
  /^(table|tableRow|tableCell|tableHeader|media|mediaSingle|mediaGroup|mediaInline|caption|expand|nestedExpand|status|date|placeholder|taskList|taskItem|blockTaskItem|decisionList|decisionItem|blockCard|embedCard|extension|inlineExtension|bodiedExtension|layoutSection|layoutColumn|syncBlock|bodiedSyncBlock|strike|underline|subsup|textColor|backgroundColor|annotation|alignment|indentation|breakout|border|fontSize|fragment|dataConsumer)$/;

/** Undefined for what is no ADF; throws for what may be, with parts the sandbox does not model. */
export function parseAdf(value: unknown): Adf | undefined {
  if (doc.safeParse(value).success) return value as Adf;
  const stranger = typesIn(value).find((type) => NOT_MODELLED.test(type));
  if (stranger !== undefined) throw new NotEmulatedError(`ADF ${stranger}`);
  return undefined;
}

function isGiven(value: unknown): boolean {
  return value !== undefined;
}

function typesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(typesIn);
  const { type, content, marks } = value as Record<string, unknown>;
  return [...(typeof type === 'string' ? [type] : []), ...typesIn(content), ...typesIn(marks)];
}
