import type { SandboxClock } from '../clock';
import type { Events } from './events';
import { valuesOf } from './form';
import type { SlackView } from './model';
import type { SlackStore } from './store';
import { homeOf, toApiView } from './views';
import { actorOf } from './who';

type Deps = { store: SlackStore; clock: SandboxClock; events: Events };

export type HomeVisit = { team: string; user: string; tab?: 'home' | 'messages' };

/** A person opens the app's own place; the app hears of it and may publish. Answers what is there by now. */
export function createHome({ store, clock, events }: Deps) {
  return ({ team, user, tab = 'home' }: HomeVisit): SlackView | undefined => {
    const { workspace } = actorOf(store, team, user);
    if (workspace.app.installed === false) throw new Error(`the app is not installed in ${team}`);
    const { channel } = store.directMessage(workspace, user);
    const view = homeOf(store, team, user);
    events.emit(workspace, {
      type: 'app_home_opened',
      user,
      channel: channel.id,
      event_ts: (clock.now() / 1000).toFixed(6),
      tab,
      ...(view === undefined || tab !== 'home'
        ? {}
        : { view: toApiView(view, workspace, valuesOf(view.blocks, view.filled)) }),
    });
    return view;
  };
}
