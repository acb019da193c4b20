import type { SandboxClock } from '../clock';
import type { Workspace } from '../world/world';
import type { Placed } from './blocks';
import { valuesOf } from './form';
import { actionOf } from './inputs';
import { toApiMessage } from './messages';
import type { Filled, Json, SlackMessage, SlackView } from './model';
import { handleOf } from './people';
import type { ResponseUrl } from './records';
import type { Person, SlackStore } from './store';
import { toApiView } from './views';

type Deps = { store: SlackStore; clock: SandboxClock };

export type Payloads = ReturnType<typeof createPayloads>;

/** The old way of verification, which nobody may rely on. */
export const VERIFICATION_TOKEN = 'sandbox-verification-token';

/** What Slack tells the app about one thing that a person did. */
export function createPayloads({ store, clock }: Deps) {
  function common(workspace: Workspace, person: Person): Json {
    const handle = handleOf(person);
    const { enterprise = null } = workspace;
    const isOrganisation = enterprise !== null && store.organisations.get(enterprise.id) !== undefined;
    return {
      user: { id: person.userId, username: handle, name: handle, team_id: person.home.teamId },
      api_app_id: workspace.app.appId,
      token: VERIFICATION_TOKEN,
      // Installed for a whole organisation, the app is not told the workspace.
      team: isOrganisation ? null : { id: workspace.teamId, domain: workspace.domain },
      enterprise,
      is_enterprise_install: isOrganisation,
    };
  }

  function issueTrigger(team: string, user: string, view?: string): string {
    const id = `1.${Math.floor(clock.now() / 1000)}.${store.nextSecret()}`;
    const trigger = { team, user, issuedAt: clock.now(), used: false };
    store.triggers.put(id, view === undefined ? trigger : { ...trigger, view });
    return id;
  }

  function issueResponseUrl(kind: 'actions' | 'commands' | 'app', at: Omit<ResponseUrl, 'issuedAt' | 'uses'>): string {
    const path = `/${kind}/${at.team}/${store.nextId('R')}/${store.nextSecret()}`;
    store.responseUrls.put(path, { ...at, issuedAt: clock.now(), uses: 0 });
    return `https://hooks.slack.com${path}`;
  }

  const timed = (action: Json): Json => ({ ...action, action_ts: (clock.now() / 1000).toFixed(6) });

  /** One for each channel that the person chose in a select that asks for it. */
  function responseUrlsOf(view: SlackView, user: string, values: Filled): Json[] {
    const elements = view.blocks.flatMap((block) => {
      const element = Object(block.element) as Json;
      return element.response_url_enabled === true ? [{ block_id: block.block_id, action_id: element.action_id }] : [];
    });
    return elements.flatMap(({ block_id, action_id }) => {
      const state = values[block_id]?.[String(action_id)];
      const channel = state?.selected_conversation ?? state?.selected_channel;
      if (typeof channel !== 'string') return [];
      const url = issueResponseUrl('app', { team: view.team, channel, user });
      return [{ block_id, action_id, channel_id: channel, response_url: url }];
    });
  }

  return {
    issueTrigger,
    issueResponseUrl,
    ofClick(workspace: Workspace, person: Person, clicked: Placed & { message: SlackMessage; value?: unknown }): Json {
      const { message, value, ...placed } = clicked;
      const { team, channel, ts } = message;
      const isEphemeral = message.ephemeralTo !== undefined;
      const action = actionOf(placed, value);
      const name = nameOf(store.channel(team, channel));
      return {
        type: 'block_actions',
        ...common(workspace, person),
        container: {
          type: 'message',
          message_ts: ts,
          channel_id: channel,
          is_ephemeral: isEphemeral,
          ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
        },
        trigger_id: issueTrigger(workspace.teamId, person.userId),
        channel: { id: channel, name },
        ...(isEphemeral ? {} : { message: toApiMessage(message) }),
        state: { values: valuesOf(message.blocks, filledBy(placed, action)) },
        response_url: issueResponseUrl('actions', { team, channel, ts, user: person.userId }),
        actions: [timed(action)],
      };
    },
    /** Something pressed or chosen in a modal or a home tab, which has `filled` already. */
    ofViewAction(workspace: Workspace, person: Person, { view, action }: { view: SlackView; action: Json }): Json {
      return {
        type: 'block_actions',
        ...common(workspace, person),
        container: { type: 'view', view_id: view.id },
        trigger_id: issueTrigger(workspace.teamId, person.userId, view.id),
        view: toApiView(view, workspace, valuesOf(view.blocks, view.filled)),
        actions: [timed(action)],
      };
    },
    ofSuggestion(
      workspace: Workspace,
      person: Person,
      { view, block, element, value }: Placed & { view: SlackView; value: string },
    ): Json {
      return {
        type: 'block_suggestion',
        ...common(workspace, person),
        container: { type: 'view', view_id: view.id },
        action_id: element.action_id,
        block_id: block.block_id,
        value,
        view: toApiView(view, workspace, valuesOf(view.blocks, view.filled)),
      };
    },
    ofSubmission(workspace: Workspace, person: Person, { view, values }: { view: SlackView; values: Filled }): Json {
      return {
        type: 'view_submission',
        ...common(workspace, person),
        trigger_id: issueTrigger(workspace.teamId, person.userId, view.id),
        view: toApiView(view, workspace, values),
        response_urls: responseUrlsOf(view, person.userId, values),
      };
    },
    ofClosing(workspace: Workspace, person: Person, view: SlackView, isCleared: boolean): Json {
      return {
        type: 'view_closed',
        ...common(workspace, person),
        view: toApiView(view, workspace, valuesOf(view.blocks, view.filled)),
        is_cleared: isCleared,
      };
    },
  };
}

/** The names that Slack gives to places without one. */
export function nameOf(channel: { kind: string; name: string; isPrivate: boolean } | undefined): string {
  if (channel === undefined || channel.kind === 'dm') return 'directmessage';
  return channel.isPrivate ? 'privategroup' : channel.name;
}

/** What a single action fills in; a button fills in nothing. */
export function filledBy({ block, element }: Placed, action: Json): Filled {
  const { action_id, block_id: _block, placeholder: _placeholder, confirm: _confirm, ...state } = action;
  return element.type === 'button' ? {} : { [block.block_id]: { [String(action_id)]: state } };
}
