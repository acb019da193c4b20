import { z } from 'zod';
import type { Block } from '../api';

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

/** What is still to be decided: a link is no question. */
export const questionsOf = (blocks: readonly Block[]): SlackButton[] =>
  blocks.flatMap(buttonsIn).filter(({ url }) => url === undefined);

/** Of an actions block, or the one beside a section. */
export function buttonsIn(block: Block): SlackButton[] {
  const elements = [block.elements, block.accessory].flat();
  return elements.flatMap((element) => {
    const parsed = button.safeParse(element);
    return parsed.success ? [parsed.data] : [];
  });
}
