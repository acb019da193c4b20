import { expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  appManifest,
  createAppUrl,
  missingScopes,
  SCOPES,
  type SlackAddresses,
  scopeNames,
  toJsonText,
  toYamlText,
} from '../../src/slack/app-manifest';
import { parseEvent } from '../../src/slack/events';

const URLS: SlackAddresses = {
  interactions: 'https://site.example/x1/interactions',
  events: 'https://site.example/x1/events',
  commands: 'https://site.example/x1/commands',
  oauth: 'https://site.example/x1/oauth',
};
const MANIFEST = appManifest(URLS);

it('says the same as YAML, as JSON and in the link', () => {
  const linked = new URL(createAppUrl(MANIFEST));

  expect(parse(toYamlText(MANIFEST))).toEqual(MANIFEST);
  expect(JSON.parse(toJsonText(MANIFEST))).toEqual(MANIFEST);
  expect(JSON.parse(linked.searchParams.get('manifest_json') ?? '')).toEqual(MANIFEST);
  expect([linked.origin, linked.pathname, linked.searchParams.get('new_app')]).toEqual([
    'https://api.slack.com',
    '/apps',
    '1',
  ]);
});

it('takes no address for anything but text', () => {
  const odd = appManifest({ ...URLS, events: 'https://site.example/x1/a: b #c "d" \\ *e' });

  expect(parse(toYamlText(odd))).toEqual(odd);
});

it('sends each kind of request to its own address', () => {
  expect(MANIFEST.settings.interactivity).toEqual({ is_enabled: true, request_url: URLS.interactions });
  expect(MANIFEST.settings.event_subscriptions.request_url).toBe(URLS.events);
  expect(MANIFEST.features.slash_commands).toMatchObject([{ command: '/baton', url: URLS.commands }]);
  expect(MANIFEST.oauth_config.redirect_urls).toEqual([URLS.oauth]);
});

it('asks for the scopes that are explained, and for no other', () => {
  expect(MANIFEST.oauth_config.scopes).toEqual({ bot: scopeNames() });
  expect(new Set(scopeNames()).size).toBe(SCOPES.length);
  expect(SCOPES.every(({ why }) => /^[A-Z].*\.$/.test(why))).toBe(true);
});

it('keeps away what Baton cannot live with', () => {
  expect(MANIFEST.settings).toMatchObject({
    token_rotation_enabled: false,
    org_deploy_enabled: false,
    socket_mode_enabled: false,
  });
  expect(MANIFEST.features.app_home).toMatchObject({ home_tab_enabled: true, messages_tab_enabled: true });
});

it.each(MANIFEST.settings.event_subscriptions.bot_events)('subscribes to %s, which Baton understands', (type) => {
  const event = { type, user: 'U1', tab: 'home', tokens: { bot: ['UBOT'] } };
  const body = { type: 'event_callback', event_id: 'Ev1', event_time: 1, team_id: 'T1', event };

  expect(parseEvent(JSON.stringify(body)).kind).toBe('event');
});

it('names the scopes that are missing', () => {
  expect(missingScopes([...scopeNames().slice(1), 'dnd:read'])).toEqual(['chat:write']);
});
