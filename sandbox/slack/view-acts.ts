import { z } from 'zod';
import type { App } from './app-settings';
import { parseJson } from './arguments';
import { findPlaced, type Named, namesIn, type Placed } from './blocks';
import { actionOf, keyOf } from './inputs';
import type { BareRequest, InteractionOutcome, Json, SlackView } from './model';
import { filledBy, type Payloads } from './payloads';
import type { Sender } from './sender';
import type { SlackStore } from './store';
import { ownerOf } from './who';

export type ViewClick = Named & { viewId: string; user: string; value?: unknown };
export type Search = Named & { viewId: string; user: string; value: string };

type Deps = { store: SlackStore; app: App; sender: Sender; payloads: Payloads };

const text = z.object({
  type: z.literal('plain_text'),
  text: z.string().min(1).max(75),
  emoji: z.boolean().optional(),
});
const option = z.object({ text, value: z.string().min(1).max(150), description: text.optional() });
const suggestions = z.object({ options: z.array(option).max(100) });

/** What people press and choose inside a modal or a home tab. */
export function createViewActs({ store, app, sender, payloads }: Deps) {
  /** An input tells of itself only where the app has asked it to. */
  function request({ viewId, user, value, ...named }: ViewClick): BareRequest {
    const { view, workspace, person } = ownerOf(store, viewId, user);
    const placed = elementOf(view, named);
    if (placed.block.type === 'input' && placed.block.dispatch_action !== true) {
      throw new Error(`${named.actionId} is an input that is only sent with its form`);
    }
    const action = actionOf(placed, value, view.offered[keyOf(placed)]);
    const filled = keep(view, placed, action);
    return sender.request(payloads.ofViewAction(workspace, person, { view: filled, action }));
  }

  function keep(view: SlackView, placed: Placed, action: Json): SlackView {
    const { block_id } = placed.block;
    const mine = { ...view.filled[block_id], ...filledBy(placed, action)[block_id] };
    const kept = { ...view, filled: { ...view.filled, [block_id]: mine } };
    store.views.put(view.id, kept);
    return kept;
  }

  /** The person types into an external select; the options that the app offers can be chosen from then on. */
  async function search({ viewId, user, value, ...named }: Search): Promise<InteractionOutcome> {
    const { view, workspace, person } = ownerOf(store, viewId, user);
    const placed = elementOf(view, named);
    if (placed.element.type !== 'external_select') throw new Error(`${named.actionId} is no external select`);
    const { options } = app.now().urls;
    if (options === undefined) throw new Error('the app has no options URL');

    const payload = payloads.ofSuggestion(workspace, person, { view, value, ...placed });
    const outcome = await sender.send(sender.request(payload, options));
    if (outcome.error !== undefined) return outcome;
    const answer = suggestions.safeParse(parseJson(outcome.body));
    if (!answer.success) return { ...outcome, error: 'The options could not be loaded.' };
    const present = store.views.get(viewId) ?? view;
    store.views.put(viewId, { ...present, offered: { ...present.offered, [keyOf(placed)]: answer.data.options } });
    return outcome;
  }

  return {
    request,
    click: (click: ViewClick): Promise<InteractionOutcome> => sender.send(request(click)),
    search,
  };
}

function elementOf({ id, blocks }: SlackView, named: Named): Placed {
  const found = findPlaced(blocks, named);
  if (found !== undefined) return found;
  throw new Error(`view ${id} has no ${named.actionId}; it has: ${namesIn(blocks)}`);
}
