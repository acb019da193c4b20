import { z } from 'zod';
import { parseJson } from './arguments';
import { checkModal } from './blocks';
import { fillForm, inputIds } from './form';
import type { InteractionOutcome, SlackView } from './model';
import type { Payloads } from './payloads';
import type { Sender } from './sender';
import type { SlackStore } from './store';
import { MAX_STACK, placeView, replaceView, stackOf } from './views';
import { ownerOf } from './who';

export type Submission = { viewId: string; user: string; values: Record<string, unknown> };

export type Closing = { viewId: string; user: string; whole?: boolean };

type Deps = { store: SlackStore; sender: Sender; payloads: Payloads };

const TROUBLE = 'We had some trouble connecting. Try again?';

const responseAction = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
]);

export function createForms({ store, sender, payloads }: Deps) {
  async function submit({ viewId, user, values }: Submission): Promise<InteractionOutcome> {
    const { view, workspace, person } = ownerOf(store, viewId, user);
    if (view.submit === undefined) throw new Error(`view ${viewId} has no submit button`);
    const filled = fillForm(view, values);
    store.views.put(viewId, { ...view, filled });
    const payload = payloads.ofSubmission(workspace, person, { view, values: filled });

    const outcome = await sender.send(sender.request(payload));
    if (outcome.error !== undefined) return outcome;
    const isTaken = follow(store.views.get(viewId) ?? view, outcome.body);
    return isTaken ? outcome : { ...outcome, error: TROUBLE };
  }

  /** Does what the app answers; false where Slack cannot make sense of it. */
  function follow(view: SlackView, body: string): boolean {
    if (body.trim() === '') return dismiss([view]);
    const parsed = responseAction.safeParse(parseJson(body));
    if (!parsed.success) return false;

    const answer = parsed.data;
    switch (answer.response_action) {
      case 'clear':
        return dismiss(stackOf(store, view));
      case 'errors':
        return mark(view, answer.errors);
      case 'update':
        return show(answer.view, (content) => replaceView(store, view, content));
      case 'push':
        if (stackOf(store, view).length >= MAX_STACK) return false;
        return show(answer.view, (content) =>
          placeView(store, { team: view.team, user: view.user, content, below: view }),
        );
    }
  }

  function show(given: unknown, place: (content: Parameters<typeof replaceView>[2]) => SlackView): boolean {
    const checked = checkModal(given, store.nextId);
    if (checked.ok) place(checked.value);
    return checked.ok;
  }

  function mark(view: SlackView, errors: Record<string, string>): boolean {
    const known = inputIds(view);
    const blocks = Object.keys(errors);
    if (blocks.length === 0 || !blocks.every((block) => known.includes(block))) return false;
    store.views.put(view.id, { ...view, errors });
    return true;
  }

  function dismiss(views: readonly SlackView[]): boolean {
    for (const { id } of views) store.views.delete(id);
    return true;
  }

  /** The person closes the modal, or the `whole` stack; the app hears of it only if it has asked to. */
  async function close({ viewId, user, whole = false }: Closing): Promise<InteractionOutcome> {
    const { view, workspace, person } = ownerOf(store, viewId, user);
    if (view.type === 'home') throw new Error('a home tab is not closed');
    const isCleared = whole || view.clear_on_close;
    dismiss(isCleared ? stackOf(store, view) : [view]);
    if (!view.notify_on_close) return { status: 200, body: '', elapsedMs: 0 };
    return sender.send(sender.request(payloads.ofClosing(workspace, person, view, isCleared)));
  }

  return { submit, close };
}
