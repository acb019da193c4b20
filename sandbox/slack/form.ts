import { placedIn } from './blocks';
import { holdsState, isEmpty, keyOf, stateOf } from './inputs';
import type { Block, Filled, SlackView } from './model';

/** What the person fills in, keyed by action id or block id. Slack's client does not send a form that is incomplete. */
export function fillForm(view: SlackView, given: Readonly<Record<string, unknown>>): Filled {
  const inputs = placedIn(view.blocks).filter(({ block }) => block.type === 'input');
  const names = inputs.flatMap(({ block, element }) => [block.block_id, String(element.action_id)]);
  const stray = Object.keys(given).find((key) => !names.includes(key));
  if (stray !== undefined) throw new Error(`the form has no input ${stray}; its inputs: ${names.join(', ') || 'none'}`);

  const entered: Filled = {};
  for (const { block, element } of inputs) {
    const actionId = String(element.action_id);
    const value = given[actionId] ?? given[block.block_id];
    if (value !== undefined)
      entered[block.block_id] = { [actionId]: stateOf(element, value, view.offered[keyOf({ block, element })]) };
  }
  const values = valuesOf(view.blocks, { ...view.filled, ...entered });
  for (const { block, element } of inputs) {
    const state = values[block.block_id]?.[String(element.action_id)];
    if (block.optional !== true && (state === undefined || isEmpty(state))) {
      throw new Error(`the form needs an answer for ${block.block_id}`);
    }
  }
  return values;
}

/** `state.values`: everything that holds a state, as it is filled in, or as the app has put it there. */
export function valuesOf(blocks: readonly Block[], filled: Filled): Filled {
  const values: Filled = {};
  for (const { block, element } of placedIn(blocks).filter(holdsState)) {
    const actionId = String(element.action_id);
    const state = filled[block.block_id]?.[actionId];
    const isSame = state !== undefined && state.type === element.type;
    values[block.block_id] = {
      ...values[block.block_id],
      [actionId]: isSame ? state : stateOf(element, undefined),
    };
  }
  return values;
}

export const inputIds = ({ blocks }: { blocks: readonly Block[] }): string[] =>
  blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id);
