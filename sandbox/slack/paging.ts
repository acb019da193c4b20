import { type Arguments, hasArgument, textOf } from './arguments';
import { SlackRefusal } from './refusal';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 999;

/** One page of `items`, and the cursor of the next: empty where there is none. */
export function pageOf<T>(
  items: readonly T[],
  args: Arguments,
  limitRefusal = 'invalid_limit',
): { page: T[]; response_metadata: { next_cursor: string } } {
  const limit = hasArgument(args, 'limit') ? Number(textOf(args, 'limit')) : DEFAULT_LIMIT;
  if (!Number.isInteger(limit) || limit < 1) throw new SlackRefusal(limitRefusal);
  const from = hasArgument(args, 'cursor') ? positionOf(textOf(args, 'cursor') ?? '', items.length) : 0;
  const until = from + Math.min(limit, MAX_LIMIT);
  return {
    page: items.slice(from, until),
    response_metadata: { next_cursor: until < items.length ? cursorOf(until) : '' },
  };
}

const cursorOf = (position: number): string => Buffer.from(`next:${position}`).toString('base64');

function positionOf(cursor: string, count: number): number {
  const position = Number(/^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1]);
  if (!Number.isInteger(position) || position > count) throw new SlackRefusal('invalid_cursor');
  return position;
}
