import type { Workspace } from '../world/world';
import { hasArgument, refuseArguments, structureOf, textOf } from './arguments';
import { checkModal } from './blocks';
import type { Call, Run } from './call';
import type { Json, SlackView, ViewContent } from './model';
import { refusalOf, SlackRefusal } from './refusal';
import type { SlackStore } from './store';

export const TRIGGER_LIFE_MS = 3_000;
const MAX_VIEW_BYTES = 250_000;

export const openView: Run = (call) => {
  refuseArguments(call.method, call.args, ['interactivity_pointer']);
  const content = readView(call);
  const user = exchangeTrigger(call);
  const view = placeView(call.store, { team: call.workspace.teamId, user, content });
  return { view: toApiView(view, call.workspace) };
};

export const updateView: Run = (call) => {
  const { store, args, workspace } = call;
  const known = findView(call);
  if (known === undefined || known.team !== workspace.teamId) throw new SlackRefusal('not_found');
  if (hasArgument(args, 'hash') && textOf(args, 'hash') !== known.hash) throw new SlackRefusal('hash_conflict');

  const view = replaceView(store, known, readView(call, known));
  return { view: toApiView(view, workspace) };
};

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
  };
  store.views.put(id, view);
  return view;
}

export function replaceView(store: SlackStore, known: SlackView, content: ViewContent): SlackView {
  const view: SlackView = { ...known, ...content, hash: store.nextHash(), errors: {} };
  store.views.put(view.id, view);
  return view;
}

/** The modal as the Web API and interaction payloads carry it. */
export function toApiView(view: SlackView, { app }: Workspace, values: Json = {}): Json {
  const { id, team, user: _user, hash, rootViewId, previousViewId, errors: _errors, ...content } = view;
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

function readView({ args, store, workspace }: Call, replaced?: SlackView): ViewContent {
  const given = structureOf(args, 'view');
  if (JSON.stringify(given ?? null).length > MAX_VIEW_BYTES) throw new SlackRefusal('view_too_large');
  const checked = checkModal(given, store.nextId);
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

/** Answers whose trigger it was; it is spent from now on. */
function exchangeTrigger({ args, store, clock, workspace }: Call): string {
  const id = textOf(args, 'trigger_id') ?? '';
  const trigger = store.triggers.get(id);
  if (trigger === undefined || trigger.team !== workspace.teamId) throw new SlackRefusal('invalid_trigger_id');
  if (trigger.used) throw new SlackRefusal('exchanged_trigger_id');
  if (clock.now() - trigger.issuedAt >= TRIGGER_LIFE_MS) throw new SlackRefusal('expired_trigger_id');
  store.triggers.put(id, { ...trigger, used: true });
  return trigger.user;
}
