import type { SandboxClock } from '../clock';
import type { Workspace } from '../world/world';
import { toApiMessage } from './messages';
import type { Block, Json, SlackMessage, SlackView } from './model';
import { handleOf } from './people';
import type { Person, SlackStore } from './store';
import { toApiView } from './views';

type Deps = { store: SlackStore; clock: SandboxClock };

/** What Slack tells the app about one thing that a person did. */
export function createPayloads({ store, clock }: Deps) {
  function common(workspace: Workspace, person: Person): Json {
    const handle = handleOf(person);
    return {
      user: { id: person.userId, username: handle, name: handle, team_id: person.home.teamId },
      api_app_id: workspace.app.appId,
      // The old way of verification, which nobody may rely on.
      token: 'sandbox-verification-token',
      team: { id: workspace.teamId, domain: workspace.domain },
      enterprise: null,
      is_enterprise_install: false,
    };
  }

  function issueTrigger(team: string, user: string): string {
    const id = `1.${Math.floor(clock.now() / 1000)}.${store.nextSecret()}`;
    store.triggers.put(id, { team, user, issuedAt: clock.now(), used: false });
    return id;
  }

  function issueResponseUrl({ team, channel, ts }: SlackMessage, user: string): string {
    const path = `/actions/${team}/${store.nextId('R')}/${store.nextSecret()}`;
    store.responseUrls.put(path, { team, channel, ts, user, issuedAt: clock.now(), uses: 0 });
    return `https://hooks.slack.com${path}`;
  }

  return {
    ofClick(
      workspace: Workspace,
      person: Person,
      clicked: { message: SlackMessage; block: Block; button: Json },
    ): Json {
      const { message, block, button } = clicked;
      const { action_id, text, value, style, confirm } = button;
      const isEphemeral = message.ephemeralTo !== undefined;
      const name = store.channel(message.team, message.channel)?.name || 'directmessage';
      const action = { action_id, block_id: block.block_id, text, value, style, type: 'button', confirm };
      return {
        type: 'block_actions',
        ...common(workspace, person),
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: message.channel,
          is_ephemeral: isEphemeral,
          ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
        },
        trigger_id: issueTrigger(workspace.teamId, person.userId),
        channel: { id: message.channel, name },
        ...(isEphemeral ? {} : { message: toApiMessage(message) }),
        state: { values: {} },
        response_url: issueResponseUrl(message, person.userId),
        actions: [{ ...action, action_ts: (clock.now() / 1000).toFixed(6) }],
      };
    },
    ofSubmission(workspace: Workspace, person: Person, { view, values }: { view: SlackView; values: Json }): Json {
      return {
        type: 'view_submission',
        ...common(workspace, person),
        trigger_id: issueTrigger(workspace.teamId, person.userId),
        view: toApiView(view, workspace, values),
        response_urls: [],
      };
    },
    ofClosing(workspace: Workspace, person: Person, view: SlackView): Json {
      return {
        type: 'view_closed',
        ...common(workspace, person),
        view: toApiView(view, workspace),
        is_cleared: view.clear_on_close,
      };
    },
  };
}
