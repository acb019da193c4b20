import { elementsOf } from './blocks';
import type { Block, Json, SlackView } from './model';

/**
 * What the person fills in, as the state of the view. `given` is keyed by action id or block id: text, the value of an
 * option (a list of them for checkboxes), a user id, or a date. Slack's client does not send a form that is incomplete.
 */
export function fillForm(view: SlackView, given: Readonly<Record<string, unknown>>): Json {
  const inputs = view.blocks
    .filter(({ type }) => type === 'input')
    .flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
  const names = inputs.flatMap(({ block, element }) => [block.block_id, String(element.action_id)]);
  const stray = Object.keys(given).find((key) => !names.includes(key));
  if (stray !== undefined) throw new Error(`the form has no input ${stray}; its inputs: ${names.join(', ') || 'none'}`);

  const values: Record<string, Json> = {};
  for (const { block, element } of inputs) {
    const actionId = String(element.action_id);
    const value = given[actionId] ?? given[block.block_id];
    const state = stateOf(element, value);
    if (block.optional !== true && isEmpty(state)) throw new Error(`the form needs an answer for ${block.block_id}`);
    values[block.block_id] = { [actionId]: state };
  }
  return values;
}

export const inputIds = ({ blocks }: { blocks: readonly Block[] }): string[] =>
  blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id);

function stateOf(element: Json, value: unknown): Json {
  const type = String(element.type);
  switch (type) {
    case 'plain_text_input':
      return { type, value: typed(element, value ?? element.initial_value ?? null) };
    case 'users_select':
      return { type, selected_user: value ?? element.initial_user ?? null };
    case 'datepicker':
      return { type, selected_date: value ?? element.initial_date ?? null };
    case 'checkboxes':
      return { type, selected_options: chosen(element, value) ?? element.initial_options ?? [] };
    default:
      return { type, selected_option: chosen(element, value)?.[0] ?? element.initial_option ?? null };
  }
}

function typed(element: Json, value: unknown): string | null {
  if (value === null || value === '') return null;
  const text = String(value);
  const [min, max] = [Number(element.min_length ?? 0), Number(element.max_length ?? 3000)];
  if (text.length < min || text.length > max) {
    throw new Error(`${String(element.action_id)} takes ${min} to ${max} characters, got ${text.length}`);
  }
  return text;
}

function chosen(element: Json, value: unknown): Json[] | undefined {
  if (value === undefined || value === null) return undefined;
  const options: Json[] = Array.isArray(element.options) ? element.options : [];
  return [value].flat().map((each) => {
    const option = options.find((candidate) => candidate.value === each);
    if (option === undefined) {
      const there = options.map((candidate) => String(candidate.value)).join(', ');
      throw new Error(`${String(element.action_id)} has no option ${String(each)}; its options: ${there}`);
    }
    return option;
  });
}

const isEmpty = ({ type: _type, ...answer }: Json) =>
  Object.values(answer).every((each) => each === null || (Array.isArray(each) && each.length === 0));
