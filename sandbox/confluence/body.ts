import { z } from 'zod';
import { parseAdf } from '../atlassian/adf';
import { adfToText, textToAdf } from '../atlassian/adf-text';
import { parseJson } from '../atlassian/rest';
import { NotEmulatedError } from '../twin';
import { refuse } from './errors';

export type Body = { representation: 'storage' | 'atlas_doc_format'; value: string };

type ShownBody = { representation: string; value: string };

const written = z.object({ representation: z.string(), value: z.string() });
const writtenBody = z.union([written, z.object({ storage: written }), z.object({ atlas_doc_format: written })]);

/** Confluence takes ADF as a string of JSON. */
export function parseBody(given: unknown): Body {
  const parsed = writtenBody.safeParse(given);
  if (!parsed.success) throw refuse(400, 'A body with a representation and a value is required');
  const body = flatten(parsed.data);
  if (body.representation === 'storage') return { representation: 'storage', value: body.value };
  if (body.representation !== 'atlas_doc_format')
    throw new NotEmulatedError(`confluence body as ${body.representation}`);
  if (parseAdf(parseJson(body.value)) === undefined) throw refuse(400, 'Content body is not a valid document');
  return { representation: 'atlas_doc_format', value: body.value };
}

export const textToBody = (text: string): Body => ({ representation: 'storage', value: toStorage(text) });

/** What a reader sees of it. */
export function bodyToText(body: Body, nameOf?: (accountId: string) => string | undefined): string {
  if (body.representation === 'atlas_doc_format') return adfToText(parseAdf(parseJson(body.value)) ?? null, nameOf);
  return fromEntities(body.value.replace(/<\/p>(?=.)/g, '\n').replace(/<[^>]*>/g, ''));
}

/** The body in the format asked for. Only plain paragraphs are converted: more would be made up. */
export function showBody(body: Body, format: string | null): Record<string, ShownBody> {
  if (format === null) return {};
  if (format === 'view') return showView(body);
  if (format !== 'storage' && format !== 'atlas_doc_format') throw new NotEmulatedError(`confluence body as ${format}`);
  if (body.representation === format) return { [format]: body };
  const text = bodyToText(body);
  const value = format === 'storage' ? toStorage(text) : JSON.stringify(textToAdf(text));
  const isPlain = showsOnly(body, text);
  if (!isPlain) throw new NotEmulatedError(`confluence conversion of this body to ${format}`);
  return { [format]: { representation: format, value } };
}

/** What a browser shows: the storage format without macros is the same. */
function showView(body: Body): Record<string, ShownBody> {
  const value = showBody(body, 'storage').storage?.value ?? '';
  if (/<(ac|ri):/.test(value)) throw new NotEmulatedError('confluence macros as view');
  return { view: { representation: 'view', value } };
}

function showsOnly(body: Body, text: string): boolean {
  if (body.representation === 'storage') return body.value === toStorage(text);
  return JSON.stringify(parseJson(body.value)) === JSON.stringify(textToAdf(text));
}

const flatten = (body: z.infer<typeof writtenBody>): z.infer<typeof written> => {
  if ('storage' in body) return body.storage;
  return 'atlas_doc_format' in body ? body.atlas_doc_format : body;
};

const toStorage = (text: string): string =>
  text
    .split('\n')
    .map((line) => `<p>${line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}</p>`)
    .join('');

const fromEntities = (text: string): string => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
