import { type Arguments, hasArgument, structureOf, textOf } from './arguments';
import { checkBlocks, visibleLength } from './blocks';
import type { Block, Json } from './model';
import { refusalOf, SlackRefusal } from './refusal';

export type Content = { text: string; blocks?: Block[]; metadata?: Json; warning?: 'message_truncated' };

export type ContentLimits = {
  /** Longer top-level text is refused, or cut with a warning. */
  text: { max: number; beyond: 'msg_too_long' | 'cut' };
  /** The documented name for too much text in all the blocks together. */
  blocksTooLong: 'msg_blocks_too_long' | 'msg_too_long';
};

/** Not documented; the maintainers of Slack's own SDK name it. https://github.com/slackapi/bolt-js/issues/2509 */
const MAX_BLOCK_CHARACTERS = 12_000;

export function readContent(args: Arguments, limits: ContentLimits, nextId: (prefix: string) => string): Content {
  const text = textOf(args, 'text') ?? '';
  const blocks = readBlocks(args, limits, nextId);
  const metadata = readMetadata(args);
  if (text === '' && (blocks === undefined || blocks.length === 0)) throw new SlackRefusal('no_text');

  const tooLong = text.length > limits.text.max;
  if (tooLong && limits.text.beyond === 'msg_too_long') throw new SlackRefusal('msg_too_long');
  return {
    text: text.slice(0, limits.text.max),
    ...(blocks === undefined ? {} : { blocks }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(tooLong ? { warning: 'message_truncated' } : {}),
  };
}

function readBlocks(args: Arguments, limits: ContentLimits, nextId: (prefix: string) => string): Block[] | undefined {
  if (!hasArgument(args, 'blocks')) return undefined;
  const given = structureOf(args, 'blocks');
  if (!Array.isArray(given)) throw refusalOf('invalid_blocks_format', ['must be an array [json-pointer:/blocks]']);

  const checked = checkBlocks(given, nextId);
  if (!checked.ok) throw refusalOf('invalid_blocks', checked.problems);
  if (visibleLength(checked.value) > MAX_BLOCK_CHARACTERS) throw new SlackRefusal(limits.blocksTooLong);
  return checked.value;
}

function readMetadata(args: Arguments): Json | undefined {
  if (!hasArgument(args, 'metadata')) return undefined;
  const given = structureOf(args, 'metadata');
  if (typeof given !== 'object' || given === null) throw new SlackRefusal('invalid_metadata_format');

  const { event_type, event_payload } = given as Json;
  const isEmpty = Object.keys(given).length === 0;
  if (!isEmpty && (typeof event_type !== 'string' || typeof event_payload !== 'object')) {
    throw new SlackRefusal('invalid_metadata_schema');
  }
  return { ...given };
}
