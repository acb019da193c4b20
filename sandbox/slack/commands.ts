import type { SandboxClock } from '../clock';
import type { App } from './app-settings';
import { parseJson, textOf } from './arguments';
import { type Content, readContent } from './content';
import { postAsApp } from './messages';
import type { BareRequest, InteractionOutcome, Json } from './model';
import { nameOf, type Payloads, VERIFICATION_TOKEN } from './payloads';
import { handleOf } from './people';
import { SlackRefusal } from './refusal';
import { LIMITS } from './response-url';
import { ANSWER_WITHIN_MS, type Sender } from './sender';
import type { SlackStore } from './store';
import { actorOf } from './who';

export type Command = { team: string; channel: string; user: string; command: string; text: string };

type Deps = { store: SlackStore; clock: SandboxClock; app: App; sender: Sender; payloads: Payloads };

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
export function createCommands({ store, clock, app, sender, payloads }: Deps) {
  function request({ team, channel: id, user, command, text }: Command): BareRequest {
    const { workspace, person } = actorOf(store, team, user);
    const channel = store.channel(team, id);
    if (channel === undefined || !channel.members.includes(user)) throw new Error(`${user} is not in a channel ${id}`);
    const { urls } = app.now();
    if (urls.commands === undefined || !commandsIn(app, store, team).includes(command)) {
      throw new Error(`${command} is not a valid command`);
    }

    const { enterprise } = workspace;
    const isOrganisation = enterprise !== undefined && store.organisations.get(enterprise.id) !== undefined;
    return sender.form(urls.commands, {
      token: VERIFICATION_TOKEN,
      team_id: team,
      team_domain: workspace.domain,
      ...(enterprise === undefined ? {} : { enterprise_id: enterprise.id, enterprise_name: enterprise.name }),
      channel_id: id,
      channel_name: nameOf(channel),
      user_id: user,
      user_name: handleOf(person) ?? '',
      command,
      text,
      api_app_id: workspace.app.appId,
      is_enterprise_install: String(isOrganisation),
      response_url: payloads.issueResponseUrl('commands', { team, channel: id, user }),
      trigger_id: payloads.issueTrigger(team, user),
    });
  }

  async function run(input: Command): Promise<InteractionOutcome> {
    const outcome = await sender.send(request(input));
    if (outcome.error !== undefined) {
      const reason = outcome.elapsedMs > ANSWER_WITHIN_MS ? 'operation_timeout' : 'dispatch_failed';
      return { ...outcome, error: `${input.command} failed with the error "${reason}"` };
    }
    return show(input, outcome.body) ? outcome : { ...outcome, error: `${input.command} gave an answer with mistakes` };
  }

  /** The body of the answer becomes a message, to this person alone unless it says otherwise; nothing, if it is empty. */
  function show({ team, channel: id, user }: Command, body: string): boolean {
    if (body.trim() === '') return true;
    const { workspace } = actorOf(store, team, user);
    const channel = store.channel(team, id);
    const answer = answerOf(body);
    const content = contentOf(answer);
    if (channel === undefined || content === undefined) return false;
    const addressed = textOf(answer, 'response_type') === 'in_channel' ? {} : { ephemeralTo: user };
    postAsApp(store, clock.now(), { workspace, channel, ...addressed }, content);
    return true;
  }

  function contentOf(answer: Json): Content | undefined {
    try {
      return readContent(answer, LIMITS, store.nextId);
    } catch (error) {
      if (error instanceof SlackRefusal) return undefined;
      throw error;
    }
  }

  return { request, run };
}

/** JSON, or else plain text. */
function answerOf(body: string): Json {
  const parsed = parseJson(body);
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : { text: body };
}

/** The commands of the app that its installation in `team` has the scope for. */
export function commandsIn(app: App, store: SlackStore, team: string): readonly string[] {
  const granted = store.workspaces.get(team)?.app;
  if (granted === undefined || granted.installed === false || !granted.scopes.includes('commands')) return [];
  return app.now().urls.commands === undefined ? [] : app.now().commands;
}
