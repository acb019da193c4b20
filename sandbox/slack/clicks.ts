import { NotEmulatedError } from '../twin';
import { elementsOf } from './blocks';
import type { BareRequest, Block, InteractionOutcome, Json, SlackMessage } from './model';
import type { createPayloads } from './payloads';
import { canSee } from './screen';
import type { Sender } from './sender';
import type { SlackStore } from './store';

export type Click = { team: string; channel: string; ts: string; user: string; actionId: string };

type Deps = { store: SlackStore; sender: Sender; payloads: ReturnType<typeof createPayloads> };

/** People only press what they see: a click on anything else is a mistake of the caller, and thrown. */
export function createClicks({ store, sender, payloads }: Deps) {
  function request(click: Click): BareRequest {
    const workspace = store.workspaces.get(click.team);
    if (workspace === undefined) throw new Error(`no workspace ${click.team}`);
    const person = store.person(workspace, click.user);
    if (person === undefined || person.deactivated === true) throw new Error(`nobody active is ${click.user}`);

    const message = store.message(click.team, click.channel, click.ts);
    const channel = store.channel(click.team, click.channel);
    if (message === undefined || channel === undefined || !canSee(click.user, channel, message)) {
      throw new Error(`${click.user} sees no message ${click.ts} in ${click.channel}`);
    }
    return sender.request(payloads.ofClick(workspace, person, { message, ...findButton(message, click.actionId) }));
  }

  return {
    request,
    /** A confirm dialog counts as accepted. */
    click: (click: Click): Promise<InteractionOutcome> => sender.send(request(click)),
  };
}

function findButton({ ts, blocks }: SlackMessage, actionId: string): { block: Block; button: Json } {
  const elements = blocks.flatMap((block) => elementsOf(block).map((button) => ({ block, button })));
  const found = elements.find(({ button }) => button.action_id === actionId);
  if (found === undefined) {
    const there = elements.map(({ button }) => String(button.action_id)).join(', ') || 'none';
    throw new Error(`message ${ts} has no button ${actionId}; its buttons: ${there}`);
  }
  if (found.button.type !== 'button') throw new NotEmulatedError(`slack click on ${String(found.button.type)}`);
  return found;
}
