import { z } from 'zod';

const words = z.looseObject({ text: z.string() });
const option = z.looseObject({ value: z.string(), text: words, description: words.optional() });
const TYPES = [
  ...(['plain_text_input', 'static_select', 'external_select', 'users_select', 'channels_select'] as const),
  ...(['conversations_select', 'datepicker', 'timepicker', 'radio_buttons', 'checkboxes', 'overflow'] as const),
  'multi_static_select',
] as const;

const choice = z.looseObject({
  type: z.enum(TYPES),
  action_id: z.string(),
  placeholder: words.optional(),
  options: z.array(option).default([]),
  multiline: z.boolean().default(false),
  max_length: z.number().optional(),
});

/** An element that people fill in or choose from. */
export type Choice = z.infer<typeof choice>;
export type Option = { value: string; text: string; description?: string | undefined };

/** What can be chosen beside what the app lists: who and what is there. */
export type Around = { people: readonly Option[]; channels: readonly Option[] };

export const toChoice = (element: unknown): Choice | undefined => choice.safeParse(element).data;

export const toOptions = (options: unknown): Option[] =>
  (z.array(option).safeParse(options).data ?? []).map(({ value, text, description }) => ({
    value,
    text: text.text,
    description: description?.text,
  }));

export function optionsOf(of: Choice, around: Around, offered: unknown): Option[] {
  switch (of.type) {
    case 'users_select':
      return [...around.people];
    case 'channels_select':
    case 'conversations_select':
      return [...around.channels];
    case 'external_select':
      return toOptions(offered);
    default:
      return toOptions(of.options);
  }
}

/** Whether several can be chosen. */
export const isMany = ({ type }: Choice): boolean => type === 'checkboxes' || type === 'multi_static_select';

/** What is there at first: what the person has filled in before, or what the app has put there. */
export function presentOf(of: Choice, state: Record<string, unknown> | undefined): string[] {
  const known: Record<string, unknown> = state ?? {};
  const plain = [
    'value',
    'selected_user',
    'selected_channel',
    'selected_conversation',
    'selected_date',
    'selected_time',
  ];
  const initial = [
    'initial_value',
    'initial_user',
    'initial_channel',
    'initial_conversation',
    'initial_date',
    'initial_time',
  ];
  const simple = [...plain.map((key) => known[key]), ...initial.map((key) => of[key])];
  const found = simple.find((each) => typeof each === 'string');
  if (typeof found === 'string') return [found];
  const options = known.selected_options ?? known.selected_option ?? of.initial_options ?? of.initial_option ?? [];
  return toOptions([options].flat().filter((each) => each !== null)).map(({ value }) => value);
}
