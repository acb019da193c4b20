import type { Workspace } from '../world/world';
import { hasArgument, refuseArguments, structureOf, textOf } from './arguments';
import { type Checked, checkHome, checkModal } from './blocks';
import type { Call, Run } from './call';
import type { Filled, Json, SlackView, ViewContent } from './model';
import type { Trigger } from './records';
import { refusalOf, SlackRefusal } from './refusal';
import type { SlackStore } from './store';

export const TRIGGER_LIFE_MS = 3_000;
const MAX_VIEW_BYTES = 250_000;
/** https://docs.slack.dev/surfaces/modals */
export const MAX_STACK = 3;

export const openView: Run = (call) => {
  refuseArguments(call.method, call.args, ['interactivity_pointer']);
  const content = readView(call, checkModal);
  const { user } = exchangeTrigger(call);
  const view = placeView(call.store, { team: call.workspace.teamId, user, content });
  return { view: toApiView(view, call.workspace) };
};

export const pushView: Run = (call) => {
  refuseArguments(call.method, call.args, ['interactivity_pointer']);
  const { store, workspace } = call;
  const content = readView(call, checkModal);
  const trigger = findTrigger(call);
  const from = store.views.get(trigger.view ?? '');
  // Slack names `not_found` for a view that is gone; a trigger from a message has none.
  if (from === undefined || from.type !== 'modal') throw new SlackRefusal('not_found');
  const stack = stackOf(store, from);
  if (stack.length >= MAX_STACK) throw new SlackRefusal('push_limit_reached');

  const { user } = exchangeTrigger(call);
  const view = placeView(store, { team: workspace.teamId, user, content, below: stack.at(-1) ?? from });
  return { view: toApiView(view, workspace) };
};

export const updateView: Run = (call) => {
  const { store, args, workspace } = call;
  const known = findView(call);
  if (known === undefined || known.team !== workspace.teamId) throw new SlackRefusal('not_found');
  if (hasArgument(args, 'hash') && textOf(args, 'hash') !== known.hash) throw new SlackRefusal('hash_conflict');

  const view = replaceView(store, known, readView(call, known.type === 'home' ? checkHome : checkModal, known));
  return { view: toApiView(view, workspace) };
};

export const publishView: Run = (call) => {
  const { store, args, workspace } = call;
  refuseArguments(call.method, args, ['interactivity_pointer']);
  const user = textOf(args, 'user_id') ?? '';
  const person = store.person(workspace, user);
  if (person === undefined || person.bot === true) throw refusalOf('invalid_arguments', ['invalid `user_id`']);
  if (!call.app.homeTab) throw new SlackRefusal('not_enabled');

  const known = homeOf(store, workspace.teamId, user);
  if (hasArgument(args, 'hash') && textOf(args, 'hash') !== known?.hash) throw new SlackRefusal('hash_conflict');
  const content = readView(call, checkHome, known);
  const team = workspace.teamId;
  const view = known === undefined ? placeView(store, { team, user, content }) : replaceView(store, known, content);
  return { view: toApiView(view, workspace) };
};

export const homeOf = (store: SlackStore, team: string, user: string): SlackView | undefined =>
  store.views.all().find((view) => view.type === 'home' && view.team === team && view.user === user);

/** Bottom first. */
export const stackOf = (store: SlackStore, { rootViewId }: SlackView): SlackView[] =>
  store.views.all().filter((each) => each.rootViewId === rootViewId);

/** A view on top of `below`, or alone. */
export function placeView(
  store: SlackStore,
  { team, user, content, below }: { team: string; user: string; content: ViewContent; below?: SlackView },
): SlackView {
  const id = store.nextId('V');
  const view: SlackView = {
    ...content,
    id,
    team,
    user,
    hash: store.nextHash(),
    rootViewId: below?.rootViewId ?? id,
    previousViewId: below?.id ?? null,
    errors: {},
    filled: {},
    offered: {},
  };
  store.views.put(id, view);
  return view;
}

/** Nothing of the old content stays; what was filled in does, where the block and the action keep their ids. */
export function replaceView(store: SlackStore, known: SlackView, content: ViewContent): SlackView {
  const { id, team, user, rootViewId, previousViewId, filled, offered } = known;
  const kept = { id, team, user, rootViewId, previousViewId, filled, offered };
  const view: SlackView = { ...content, ...kept, hash: store.nextHash(), errors: {} };
  store.views.put(view.id, view);
  return view;
}

/** The view as the Web API and interaction payloads carry it. */
export function toApiView(view: SlackView, { app }: Workspace, values: Filled = {}): Json {
  const { id, team, user: _user, hash, rootViewId, previousViewId, ...rest } = view;
  const { errors: _errors, filled: _filled, offered: _offered, ...content } = rest;
  return {
    ...content,
    submit: content.submit ?? null,
    close: content.close ?? null,
    id,
    team_id: team,
    state: { values },
    hash,
    root_view_id: rootViewId,
    previous_view_id: previousViewId,
    app_id: app.appId,
    app_installed_team_id: team,
    bot_id: app.botId,
  };
}

type Check = (input: unknown, nextId: SlackStore['nextId']) => Checked<ViewContent>;

function readView({ args, store, workspace }: Call, check: Check, replaced?: SlackView): ViewContent {
  const given = structureOf(args, 'view');
  if (JSON.stringify(given ?? null).length > MAX_VIEW_BYTES) throw new SlackRefusal('view_too_large');
  const checked = check(given, store.nextId);
  if (!checked.ok) throw refusalOf('invalid_arguments', checked.problems);

  const { external_id: externalId } = checked.value;
  const taken = store.views
    .all()
    .some((each) => each.team === workspace.teamId && each.id !== replaced?.id && each.external_id === externalId);
  if (externalId !== '' && taken) throw new SlackRefusal('duplicate_external_id');
  return checked.value;
}

function findView({ store, args, workspace }: Call): SlackView | undefined {
  const externalId = textOf(args, 'external_id');
  if (externalId === undefined) return store.views.get(textOf(args, 'view_id') ?? '');
  return store.views.all().find((each) => each.team === workspace.teamId && each.external_id === externalId);
}

function findTrigger({ args, store, clock, workspace }: Call): Trigger {
  const trigger = store.triggers.get(textOf(args, 'trigger_id') ?? '');
  if (trigger === undefined || trigger.team !== workspace.teamId) throw new SlackRefusal('invalid_trigger_id');
  if (trigger.used) throw new SlackRefusal('exchanged_trigger_id');
  if (clock.now() - trigger.issuedAt >= TRIGGER_LIFE_MS) throw new SlackRefusal('expired_trigger_id');
  return trigger;
}

/** It is spent from now on. */
function exchangeTrigger(call: Call): Trigger {
  const trigger = findTrigger(call);
  call.store.triggers.put(textOf(call.args, 'trigger_id') ?? '', { ...trigger, used: true });
  return trigger;
}
