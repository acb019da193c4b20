import { z } from 'zod';
import { parseJson } from './arguments';
import { checkModal } from './blocks';
import { fillForm, inputIds } from './form';
import type { InteractionOutcome, SlackView } from './model';
import type { createPayloads } from './payloads';
import type { Sender } from './sender';
import type { SlackStore } from './store';
import { placeView, replaceView } from './views';

export type Submission = { viewId: string; user: string; values: Record<string, unknown> };

type Deps = { store: SlackStore; sender: Sender; payloads: ReturnType<typeof createPayloads> };

/** https://docs.slack.dev/surfaces/modals */
const MAX_STACK = 3;
const TROUBLE = 'We had some trouble connecting. Try again?';

const responseAction = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
]);

export function createForms({ store, sender, payloads }: Deps) {
  function opened(viewId: string, user: string) {
    const view = store.views.get(viewId);
    const workspace = store.workspaces.get(view?.team ?? '');
    const person = workspace === undefined ? undefined : store.person(workspace, user);
    if (view === undefined || workspace === undefined || person === undefined || view.user !== user) {
      throw new Error(`${user} has no open view ${viewId}`);
    }
    return { view, workspace, person };
  }

  async function submit({ viewId, user, values }: Submission): Promise<InteractionOutcome> {
    const { view, workspace, person } = opened(viewId, user);
    if (view.submit === undefined) throw new Error(`view ${viewId} has no submit button`);
    const payload = payloads.ofSubmission(workspace, person, { view, values: fillForm(view, values) });

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
        return dismiss(stackOf(view));
      case 'errors':
        return mark(view, answer.errors);
      case 'update':
        return show(answer.view, (content) => replaceView(store, view, content));
      case 'push':
        if (stackOf(view).length >= MAX_STACK) return false;
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

  const stackOf = ({ rootViewId }: SlackView) => store.views.all().filter((each) => each.rootViewId === rootViewId);

  function dismiss(views: readonly SlackView[]): boolean {
    for (const { id } of views) store.views.delete(id);
    return true;
  }

  /** The person closes the modal; the app hears of it only if it has asked to. */
  async function close({ viewId, user }: { viewId: string; user: string }): Promise<InteractionOutcome> {
    const { view, workspace, person } = opened(viewId, user);
    dismiss(view.clear_on_close ? stackOf(view) : [view]);
    if (!view.notify_on_close) return { status: 200, body: '', elapsedMs: 0 };
    return sender.send(sender.request(payloads.ofClosing(workspace, person, view)));
  }

  return { submit, close };
}
