import { findPlaced, type Named, namesIn, type Placed } from './blocks';
import type { BareRequest, InteractionOutcome, SlackMessage } from './model';
import type { Payloads } from './payloads';
import { canSee } from './screen';
import type { Sender } from './sender';
import type { SlackStore } from './store';
import { actorOf } from './who';

/** `value` is what is chosen, where it is no button. */
export type Click = Named & { team: string; channel: string; ts: string; user: string; value?: unknown };

type Deps = { store: SlackStore; sender: Sender; payloads: Payloads };

export function createClicks({ store, sender, payloads }: Deps) {
  function request({ team, channel: id, ts, user, value, ...named }: Click): BareRequest {
    const { workspace, person } = actorOf(store, team, user);
    const message = store.message(team, id, ts);
    const channel = store.channel(team, id);
    if (message === undefined || channel === undefined || !canSee(user, channel, message)) {
      throw new Error(`${user} sees no message ${ts} in ${id}`);
    }
    return sender.request(payloads.ofClick(workspace, person, { message, value, ...elementOf(message, named) }));
  }

  return {
    request,
    /** A confirm dialog counts as accepted. */
    click: (click: Click): Promise<InteractionOutcome> => sender.send(request(click)),
  };
}

function elementOf({ ts, blocks }: SlackMessage, named: Named): Placed {
  const found = findPlaced(blocks, named);
  if (found !== undefined) return found;
  throw new Error(`message ${ts} has no button ${named.actionId}; its buttons: ${namesIn(blocks)}`);
}
