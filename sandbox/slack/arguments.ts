import { NotEmulatedError } from '../twin';
import type { Json } from './model';
import { SlackRefusal } from './refusal';

export type Arguments = Json;

/**
 * The arguments of a call: the query of a GET, a form, or JSON. Methods that do not take JSON see none of its fields,
 * a known trap of `users.lookupByEmail` and its like.
 */
export async function readArguments(request: Request, takesJson: boolean): Promise<Arguments> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  if (request.method === 'GET') return query;

  const body = await request.text();
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json') return takesJson ? { ...query, ...parseObject(body) } : query;
  if (type === 'application/x-www-form-urlencoded') {
    return { ...query, ...Object.fromEntries(new URLSearchParams(body)) };
  }
  if (type === 'multipart/form-data' || type === 'text/plain') throw new NotEmulatedError(`slack body of type ${type}`);
  if (type !== '') throw new SlackRefusal('invalid_post_type');
  if (body !== '') throw new SlackRefusal('missing_post_type');
  return query;
}

function parseObject(body: string): Json {
  const parsed = body.trim() === '' ? {} : parseJson(body);
  // Slack does not document what it says to JSON that is none.
  if (!isObject(parsed)) throw new NotEmulatedError('slack JSON body that is not an object');
  return parsed;
}

export function textOf(args: Arguments, name: string): string | undefined {
  const value = args[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export const flagOf = (args: Arguments, name: string): boolean => ['true', '1', true, 1].includes(args[name] as string);

/** A structured field: JSON text in a form, the value itself in a JSON body. Not JSON at all is `undefined`. */
export function structureOf(args: Arguments, name: string): unknown {
  const value = args[name];
  return typeof value === 'string' ? parseJson(value) : value;
}

export function hasArgument(args: Arguments, name: string): boolean {
  return args[name] !== undefined && args[name] !== null && args[name] !== '';
}

/** Options that change what people would see, and that the sandbox does not know how to show. */
export function refuseArguments(method: string, args: Arguments, names: readonly string[]): void {
  const found = names.find((name) => hasArgument(args, name));
  if (found !== undefined) throw new NotEmulatedError(`slack ${method} argument ${found}`);
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
