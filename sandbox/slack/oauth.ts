import type { SandboxClock } from '../clock';
import type { App } from './app-settings';
import { type Arguments, refuseArguments, textOf } from './arguments';
import type { Json } from './model';
import type { Code } from './records';
import { SlackRefusal } from './refusal';
import type { SlackStore } from './store';

type Deps = { store: SlackStore; clock: SandboxClock; app: App };

const CODE_LIFE_MS = 10 * 60_000;

/** https://docs.slack.dev/reference/methods/oauth.v2.access */
export function createExchange({ store, clock, app }: Deps): (request: Request, args: Arguments) => Json {
  function checkClient(request: Request, args: Arguments): void {
    const [id, secret] = basicOf(request) ?? [textOf(args, 'client_id'), textOf(args, 'client_secret')];
    if (id !== app.now().clientId) throw new SlackRefusal('invalid_client_id');
    if (secret === undefined || !app.isClientSecret(secret)) throw new SlackRefusal('bad_client_secret');
  }

  /** That of a second use is not in the documents; the real Slack says it. */
  function spend(args: Arguments): Code {
    const id = textOf(args, 'code') ?? '';
    const code = store.codes.get(id);
    if (code === undefined || clock.now() - code.issuedAt >= CODE_LIFE_MS) throw new SlackRefusal('invalid_code');
    if (code.used) throw new SlackRefusal('code_already_used');
    if (textOf(args, 'redirect_uri') !== code.redirectUri) throw new SlackRefusal('bad_redirect_uri');
    store.codes.put(id, { ...code, used: true });
    return code;
  }

  return (request, args) => {
    refuseArguments('oauth.v2.access', args, ['refresh_token', 'code_verifier', 'assertion']);
    checkClient(request, args);
    checkGrant(args);
    const code = spend(args);
    const workspace = store.workspaces.get(code.team);
    if (workspace === undefined || workspace.app.installed === false) throw new SlackRefusal('invalid_code');

    const { enterprise = null, app: bot } = workspace;
    const wide = enterprise !== null && code.isOrganisation ? store.organisations.get(enterprise.id) : undefined;
    return {
      app_id: bot.appId,
      authed_user: authedUser(code, store.nextSecret),
      scope: (wide ?? bot).scopes.join(','),
      token_type: 'bot',
      access_token: (wide ?? bot).token,
      bot_user_id: bot.botUserId,
      team: wide === undefined ? { id: workspace.teamId, name: workspace.name } : null,
      enterprise,
      is_enterprise_install: wide !== undefined,
    };
  };
}

function checkGrant(args: Arguments): void {
  const type = textOf(args, 'grant_type') ?? 'authorization_code';
  if (type !== 'authorization_code') throw new SlackRefusal('invalid_grant_type');
}

function authedUser({ user, userScopes }: Code, nextSecret: () => string): Json {
  if (userScopes.length === 0) return { id: user };
  return { id: user, scope: userScopes.join(','), access_token: `xoxp-${nextSecret()}`, token_type: 'user' };
}

function basicOf(request: Request): [string, string] | undefined {
  const encoded = /^Basic (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return [id, rest.join(':')];
}
