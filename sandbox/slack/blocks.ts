import type { z } from 'zod';
import { NotEmulatedError } from '../twin';
import { home, messageBlocks, modal, NOT_MODELLED } from './block-schema';
import type { Block, Json, ViewContent } from './model';

/** What is wrong, each with the JSON pointer that Slack gives; or the value with its missing ids filled in. */
export type Checked<T> = { ok: true; value: T } | { ok: false; problems: string[] };

type NextId = (prefix: string) => string;

export function checkBlocks(input: unknown, nextId: NextId): Checked<Block[]> {
  refuseUnmodelled(input);
  const parsed = messageBlocks.safeParse(input);
  if (!parsed.success) return { ok: false, problems: describe(parsed.error, '/blocks') };

  const blocks = withIds(parsed.data, nextId);
  const problems = repeatedIds(blocks, '/blocks');
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: blocks };
}

export function checkModal(input: unknown, nextId: NextId): Checked<ViewContent> {
  refuseUnmodelled(isObject(input) ? input.blocks : undefined);
  const parsed = modal.safeParse(input);
  if (!parsed.success) return { ok: false, problems: describe(parsed.error, '/view') };

  const blocks = withIds(parsed.data.blocks, nextId);
  const problems = repeatedIds(blocks, '/view/blocks');
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { ...parsed.data, blocks } };
}

/** Every interactive element of a block: those of an actions block, the accessory, the element of an input. */
export function elementsOf(block: Block): Json[] {
  const many = block.type === 'actions' && Array.isArray(block.elements) ? block.elements : [];
  return [...many, block.accessory, block.element].filter(isObject).filter(({ type }) => type !== 'image');
}

/** Characters that people see; ids and values are not counted. */
export function visibleLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + visibleLength(each), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + (key === 'text' && typeof each === 'string' ? each.length : visibleLength(each)),
    0,
  );
}

export function checkHome(input: unknown, nextId: NextId): Checked<ViewContent> {
  refuseUnmodelled(isObject(input) ? input.blocks : undefined);
  const parsed = home.safeParse(input);
  if (!parsed.success) return { ok: false, problems: describe(parsed.error, '/view') };

  const blocks = withIds(parsed.data.blocks, nextId);
  const problems = repeatedIds(blocks, '/view/blocks');
  const never = { clear_on_close: false, notify_on_close: false };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { ...parsed.data, ...never, blocks } };
}

/** An element that people can act on, and where it stands. */
export type Placed = { block: Block; element: Json };

export const placedIn = (blocks: readonly Block[]): Placed[] =>
  blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));

/** An action id is unique within its block only: `blockId` tells two of them apart. */
export type Named = { actionId: string; blockId?: string };

export function findPlaced(blocks: readonly Block[], { actionId, blockId }: Named): Placed | undefined {
  return placedIn(blocks).find(
    ({ block, element }) => element.action_id === actionId && (blockId === undefined || block.block_id === blockId),
  );
}

/** For the mistake of somebody who names another one. */
export const namesIn = (blocks: readonly Block[]): string =>
  placedIn(blocks)
    .map(({ element }) => String(element.action_id))
    .join(', ') || 'none';

function refuseUnmodelled(blocks: unknown): void {
  const parts = Array.isArray(blocks) ? blocks.filter(isObject).flatMap(partsOf) : [];
  for (const { type, option_groups, slack_file } of parts) {
    if (NOT_MODELLED.has(String(type))) throw new NotEmulatedError(`slack block or element ${String(type)}`);
    if (option_groups !== undefined) throw new NotEmulatedError('slack option_groups');
    if (slack_file !== undefined) throw new NotEmulatedError('slack image slack_file');
  }
}

function partsOf(block: Json): Json[] {
  const elements = Array.isArray(block.elements) ? block.elements : [];
  return [block, ...elements, block.accessory, block.element].filter(isObject);
}

function withIds(blocks: readonly (Json & { type: string })[], nextId: NextId): Block[] {
  const named = (element: unknown) =>
    isObject(element) && element.type !== 'image'
      ? { ...element, action_id: element.action_id ?? nextId('a') }
      : element;
  return blocks.map((block) => ({
    ...block,
    block_id: typeof block.block_id === 'string' ? block.block_id : nextId('b'),
    ...(block.type === 'actions' && Array.isArray(block.elements) ? { elements: block.elements.map(named) } : {}),
    ...(block.accessory === undefined ? {} : { accessory: named(block.accessory) }),
    ...(block.element === undefined ? {} : { element: named(block.element) }),
  }));
}

function repeatedIds(blocks: readonly Block[], root: string): string[] {
  const repeated = (ids: readonly unknown[]) => ids.flatMap((id, at) => (ids.indexOf(id) < at ? [{ id, at }] : []));
  const blockIds = repeated(blocks.map(({ block_id }) => block_id)).map(
    ({ id, at }) => `block_id "${String(id)}" already exists [json-pointer:${root}/${at}/block_id]`,
  );
  const actionIds = blocks.flatMap((block, index) =>
    repeated(elementsOf(block).map(({ action_id }) => action_id)).map(
      ({ id, at }) =>
        `action_id "${String(id)}" already exists [json-pointer:${root}/${index}/elements/${at}/action_id]`,
    ),
  );
  return [...blockIds, ...actionIds];
}

function describe(error: z.ZodError, root: string): string[] {
  return error.issues.map((issue) => {
    const pointer = [root, ...issue.path.map(String)].join('/');
    return `${sentence(issue)} [json-pointer:${pointer}]`;
  });
}

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'array'
        ? `no more than ${issue.maximum} items allowed`
        : `must be less than ${Number(issue.maximum) + 1} characters`;
    case 'too_small':
      return issue.origin === 'array'
        ? `no fewer than ${issue.minimum} items allowed`
        : `must be more than ${Number(issue.minimum) - 1} characters`;
    case 'unrecognized_keys':
      return `invalid additional property: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return 'unsupported type';
    default:
      return issue.message;
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
