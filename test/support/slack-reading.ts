import { z } from 'zod';

const text = z.looseObject({ text: z.string() });
const button = z.looseObject({
  type: z.literal('button'),
  action_id: z.string(),
  value: z.string().optional(),
  url: z.string().optional(),
  confirm: z.unknown().optional(),
});
const block = z.looseObject({
  type: z.string(),
  text: text.optional(),
  elements: z.array(z.union([button, text, z.looseObject({})])).optional(),
});

export type Button = z.infer<typeof button>;
type Message = { blocks: readonly unknown[] };

const elementsOf = ({ blocks }: Message) =>
  z
    .array(block)
    .parse(blocks)
    .flatMap(({ elements = [] }) => elements);

export const buttonsOf = (message: Message): Button[] =>
  elementsOf(message).flatMap((element) => {
    const parsed = button.safeParse(element);
    return parsed.success ? [parsed.data] : [];
  });

const DECIDES = /^(approve|reject|request-changes|abstain|vote)(-form)?$/;

/** Those that decide; the ways to look at it stay. */
export const choicesOf = (message: Message): string[] =>
  buttonsOf(message)
    .map(({ action_id }) => action_id)
    .filter((id) => DECIDES.test(id));

/** All the words of a message but those on its buttons. */
export const wordsOf = (message: Message): string =>
  z
    .array(block)
    .parse(message.blocks)
    .flatMap((each) => [each.text, ...(each.elements ?? [])])
    .flatMap((part) => {
      const parsed = text.safeParse(part);
      return parsed.success ? [parsed.data.text] : [];
    })
    .join('\n');
