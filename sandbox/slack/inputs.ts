import type { Placed } from './blocks';
import type { Json } from './model';

/**
 * The state of one element. `given` is what the person entered: text, the value of an option (a list of them for
 * checkboxes and menus of several), an id, a date or a time; `undefined` leaves what the app has put there, `null` clears it. `offered` are
 * the options of an external select.
 */
export function stateOf(element: Json, given: unknown, offered: readonly Json[] = []): Json {
  const type = String(element.type);
  const entered = (initial: string) => (given === undefined ? (element[initial] ?? null) : given);
  switch (type) {
    case 'plain_text_input':
      return { type, value: typed(element, entered('initial_value')) };
    case 'users_select':
      return { type, selected_user: entered('initial_user') };
    case 'channels_select':
      return { type, selected_channel: entered('initial_channel') };
    case 'conversations_select':
      return { type, selected_conversation: entered('initial_conversation') };
    case 'datepicker':
      return { type, selected_date: shaped(element, entered('initial_date'), /^\d{4}-\d{2}-\d{2}$/) };
    case 'timepicker':
      return { type, selected_time: shaped(element, entered('initial_time'), /^([01]\d|2[0-3]):[0-5]\d$/) };
    case 'checkboxes':
    case 'multi_static_select':
      return { type, selected_options: several(element, given) ?? element.initial_options ?? [] };
    case 'external_select':
      return { type, selected_option: one(chosen(offered, given, element), element) };
    default:
      return { type, selected_option: one(chosen(element.options, given, element), element) };
  }
}

/** Under which an element is known in its view. */
export const keyOf = ({ block, element }: Placed): string => `${block.block_id}/${String(element.action_id)}`;

/** Buttons and overflow menus hold nothing. */
export const holdsState = ({ element }: Placed): boolean => element.type !== 'button' && element.type !== 'overflow';

export const isEmpty = ({ type: _type, ...answer }: Json): boolean =>
  Object.values(answer).every((each) => each === null || (Array.isArray(each) && each.length === 0));

/** What an action tells of the element: what it is, and what it holds now. */
export function actionOf({ block, element }: Placed, given: unknown, offered: readonly Json[] = []): Json {
  const { type, action_id, text, value, style, confirm, placeholder } = element;
  const common = { action_id, block_id: block.block_id };
  if (type === 'button') return { ...common, text, value, style, type, confirm };
  if (given === undefined) throw new Error(`${String(action_id)} needs a value`);
  return { ...common, ...stateOf(element, given, offered), type, placeholder, confirm };
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

function shaped(element: Json, value: unknown, shape: RegExp): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'string' && shape.test(value)) return value;
  throw new Error(`${String(element.action_id)} does not take ${String(value)}`);
}

function chosen(options: unknown, given: unknown, element: Json): Json[] | undefined {
  if (given === undefined) return undefined;
  if (given === null) return [];
  const there: Json[] = Array.isArray(options) ? options : [];
  return [given].flat().map((each) => {
    const option = there.find((candidate) => candidate.value === each);
    if (option === undefined) {
      const values = there.map((candidate) => String(candidate.value)).join(', ');
      throw new Error(`${String(element.action_id)} has no option ${String(each)}; its options: ${values}`);
    }
    return option;
  });
}

function several(element: Json, given: unknown): Json[] | undefined {
  const options = chosen(element.options, given, element);
  const most = Number(element.max_selected_items ?? Number.POSITIVE_INFINITY);
  if ((options ?? []).length > most) throw new Error(`${String(element.action_id)} takes ${most} at most`);
  return options;
}

const one = (options: Json[] | undefined, element: Json) =>
  options === undefined ? (element.initial_option ?? null) : (options[0] ?? null);
