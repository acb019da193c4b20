import { z } from 'zod';
import type { Block } from './schema';

const words = z.looseObject({ text: z.string() });
const button = z.object({
  type: z.literal('button'),
  action_id: z.string(),
  text: words,
  style: z.enum(['primary', 'danger']).optional(),
  url: z.string().optional(),
  confirm: z.object({ title: words, text: words, confirm: words, deny: words }).partial().optional(),
});

export type SlackButton = z.infer<typeof button>;

/** Ways to look at something, or to come back to it. */
const NO_QUESTION = ['view', 'withdraw', 'remind'];

/** What is still to be decided: a link is no question. */
export const questionsOf = (blocks: readonly Block[]): SlackButton[] =>
  blocks.flatMap(buttonsIn).filter(({ url, action_id }) => url === undefined && !NO_QUESTION.includes(action_id));

/** Of an actions block, or the one beside a section. */
export const buttonsIn = (block: Block): SlackButton[] => elementsIn(block).flatMap((each) => toButton(each) ?? []);

export const toButton = (element: unknown): SlackButton | undefined => button.safeParse(element).data;

export const elementsIn = (block: Block): unknown[] =>
  [block.elements, block.accessory].flat().filter((each) => each !== undefined);
