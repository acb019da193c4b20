import { afterEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../sandbox/sandbox';
import { defaultWorkspaces } from '../../../sandbox/world/workspaces';
import {
  type AppManifest,
  appManifest,
  createAppUrl,
  missingScopes,
  scopeNames,
} from '../../../src/slack/app-manifest';
import { fakeSandbox } from '../forge/fake-app';

const ADDRESSES = {
  interactions: 'https://hook.example/1',
  events: 'https://hook.example/2',
  commands: 'https://hook.example/3',
  oauth: 'https://hook.example/4',
};

let sandboxes: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
  sandboxes = [];
});

async function opened(search: string) {
  const sandbox = await fakeSandbox({}, { port: 0 });
  sandboxes.push(sandbox);
  const answer = await fetch(`${sandbox.url}/slack/apps${search}`);
  return { sandbox, status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}

describe('the page of Slack’s apps', () => {
  it('gives what Baton’s settings ask for, and says what the manifest would ask for', async () => {
    const { sandbox, status, type, text } = await opened(new URL(createAppUrl(appManifest(ADDRESSES))).search);
    const { clientId, clientSecret, signingSecret } = sandbox.slack.app();

    expect([status, type]).toEqual([200, 'text/html; charset=utf-8']);
    for (const value of [clientId, clientSecret, signingSecret]) expect(text).toContain(`<code>${value}</code>`);
    for (const scope of scopeNames()) expect(text).toContain(`<code>${scope}</code>`);
  });

  it.each([
    ['a manifest that is none', '?new_app=1&manifest_json=%7B', 'Slack would not take this manifest'],
    ['no manifest', '', 'Client ID'],
  ])('is a page also with %s', async (_what, search, words) => {
    expect((await opened(search)).text).toContain(words);
  });

  it('shows a manifest’s name as text', async () => {
    const manifest = appManifest(ADDRESSES);
    const evil: AppManifest = {
      ...manifest,
      display_information: { ...manifest.display_information, name: '<script>' },
    };

    expect((await opened(new URL(createAppUrl(evil)).search)).text).not.toContain('<script>');
  });
});

describe('the world', () => {
  it('has a workspace where the app was granted all that it asks for, and others to connect', () => {
    const [first, ...others] = defaultWorkspaces;

    expect(missingScopes(first?.app.scopes ?? [])).toEqual([]);
    expect(others.every(({ app }) => app.installed === false)).toBe(true);
    expect(others.some(({ enterprise }) => enterprise === undefined)).toBe(true);
  });
});
