/** Where this site is called by Slack: the addresses of its web triggers. */
export type SlackAddresses = {
  readonly interactions: string;
  readonly events: string;
  readonly commands: string;
  readonly oauth: string;
};

/**
 * What Baton asks for, and why. Nothing is asked for that no call needs: a message that is posted to a person opens the
 * direct message by itself, so that `im:write` is for `conversations.open` alone.
 */
export const SCOPES: readonly { readonly scope: string; readonly why: string }[] = [
  { scope: 'chat:write', why: 'Posts requests and notices, also as direct messages, and keeps them up to date.' },
  { scope: 'users:read', why: 'Reads whether a person is a guest, a bot or deactivated, before an answer counts.' },
  { scope: 'users:read.email', why: 'Finds the Slack user of a person by e-mail address.' },
  {
    scope: 'channels:read',
    why: 'Finds public channels by name, checks that messages can go there, and reads who is in them.',
  },
  { scope: 'groups:read', why: 'Does the same for the private channels that Baton was invited to.' },
  { scope: 'channels:join', why: 'Joins a public channel that an administrator has chosen.' },
  { scope: 'commands', why: 'Adds the command /baton.' },
];

export const scopeNames = (): readonly string[] => SCOPES.map(({ scope }) => scope);

/** Of the scopes that Baton asks for, those that were not granted. */
export const missingScopes = (granted: readonly string[]): readonly string[] =>
  scopeNames().filter((scope) => !granted.includes(scope));

const EVENTS = ['app_home_opened', 'app_uninstalled', 'tokens_revoked'];

/** https://docs.slack.dev/reference/app-manifest */
export function appManifest({ interactions, events, commands, oauth }: SlackAddresses) {
  return {
    display_information: {
      name: 'Baton',
      description: 'Approvals of Jira and Confluence, decided in Slack',
      background_color: '#1d3a6b',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'Baton', always_online: true },
      slash_commands: [
        {
          command: '/baton',
          url: commands,
          description: 'Your open approvals, and the link to your account',
          usage_hint: 'list | link | help',
          should_escape: false,
        },
      ],
    },
    oauth_config: { redirect_urls: [oauth], scopes: { bot: scopeNames() } },
    settings: {
      event_subscriptions: { request_url: events, bot_events: EVENTS },
      interactivity: { is_enabled: true, request_url: interactions },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  };
}

export type AppManifest = ReturnType<typeof appManifest>;

export const toJsonText = (manifest: AppManifest): string => JSON.stringify(manifest, null, 2);

export const toYamlText = (manifest: AppManifest): string => `${linesOf(manifest).join('\n')}\n`;

/** Slack's own page for a new app, filled in. */
export const createAppUrl = (manifest: AppManifest): string =>
  `https://api.slack.com/apps?${new URLSearchParams({ new_app: '1', manifest_json: JSON.stringify(manifest) })}`;

/** Every text is quoted as in JSON, which YAML reads alike, so none can be taken for something else. */
function linesOf(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((each) => hung('- ', linesOf(each)));
  if (typeof node !== 'object' || node === null) return [JSON.stringify(node)];
  return Object.entries(node).flatMap(([key, value]) => {
    const lines = linesOf(value);
    return typeof value === 'object' ? [`${key}:`, ...lines.map((line) => `  ${line}`)] : [`${key}: ${lines[0]}`];
  });
}

const hung = (mark: string, lines: readonly string[]): readonly string[] =>
  lines.map((line, index) => `${index === 0 ? mark : ' '.repeat(mark.length)}${line}`);
