import { Ajv } from 'ajv';
import { z } from 'zod';
import { checkHome, checkModal } from '../../sandbox/slack/blocks';
import { readContract } from '../support/contracts';

const schema = readContract('slack/known-block.schema.json');
const validate = schema === undefined ? undefined : new Ajv({ strict: false }).compile(z.looseObject({}).parse(schema));

const view = z.looseObject({ type: z.enum(['modal', 'home']), blocks: z.array(z.looseObject({ type: z.string() })) });

/** What is wrong with a view: by the limits of Block Kit, by Slack's own types where they are at hand, by its letters. */
export function checkedView(given: unknown): readonly string[] {
  const { data } = view.safeParse(given);
  if (data === undefined) return ['no view'];
  let next = 0;
  const nextId = () => `b${++next}`;
  const checked = data.type === 'home' ? checkHome(given, nextId) : checkModal(given, nextId);
  const unknown = data.blocks.filter((block) => validate?.(block) === false).map(({ type }) => `not a known ${type}`);
  const broken = /\\ud[89a-f]/i.test(JSON.stringify(given)) ? ['half a character'] : [];
  return [...(checked.ok ? [] : checked.problems), ...unknown, ...broken];
}

/** All texts of a view or message, ours and others'. */
export function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === 'text' && typeof each === 'string' ? [each] : textsOf(each),
  );
}
