import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { appManifest, SCOPES } from '../../src/slack/app-manifest';
import { MAX_CONNECTIONS } from '../../src/slack/connections/model';

const text = readFileSync('docs/slack.md', 'utf8');
const ADDRESS = 'https://site.example/x1';
const { settings } = appManifest({ interactions: ADDRESS, events: ADDRESS, commands: ADDRESS, oauth: ADDRESS });

it.each(['docs/slack.md', 'README.md'])(
  'tells in %s of each scope why it is asked for, in the words of the settings page',
  (page) => {
    const rows = [...readFileSync(page, 'utf8').matchAll(/^\| `([a-z]+:[\w:.]+|commands)` \| (.+) \|$/gm)];

    expect(rows.map(([, scope, why = '']) => ({ scope, why: why.replaceAll('`', '') }))).toEqual(SCOPES);
  },
);

it('names in the documentation the events that Baton subscribes to, and no others', () => {
  const [, listed = ''] = /It subscribes to [\w ]+ events: ([^.]+)\./s.exec(text) ?? [];

  expect([...listed.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(settings.event_subscriptions.bot_events);
});

it('names in the documentation how many workspaces there can be', () => {
  expect(MAX_CONNECTIONS).toBe(10);
  expect(text).toContain('Up to ten workspaces can be connected.');
});

it('asks for no scope with which messages, files or reactions could be read', () => {
  expect(SCOPES.filter(({ scope }) => /history|files|search|reactions/.test(scope))).toEqual([]);
});
