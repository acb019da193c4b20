import { afterEach, expect, it } from 'vitest';
import type { Sandbox, SandboxOptions } from '../../../sandbox/sandbox';
import { fakeSandbox, MANIFEST } from '../forge/fake-app';

const KEYS = ['slack-interactions', 'slack-events', 'slack-commands', 'slack-options', 'slack-oauth'];
const TRIGGERS = KEYS.map((key) => `    - { key: ${key}, function: hook, response: { type: dynamic } }\n`).join('');
const WITH_SLACK = MANIFEST.replace('  webtrigger:\n', `  webtrigger:\n${TRIGGERS}`);
const TEAM = 'T0LIGHT01';

let open: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(open.map((sandbox) => sandbox.close()));
  open = [];
});

async function given(statusCode = 200, options: SandboxOptions = {}) {
  const bodies: string[] = [];
  const hook = async ({ body }: { body: string }) => {
    bodies.push(body);
    return { statusCode, body: '' };
  };
  const sandbox = await fakeSandbox({ hook }, { manifest: WITH_SLACK, port: 0, ...options });
  open.push(sandbox);
  const post = async (path: string, body: object) => {
    const response = await fetch(`${sandbox.url}/sandbox/slack/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  return { sandbox, bodies, post };
}

it('takes its addresses from the web triggers of the manifest', async () => {
  const { sandbox } = await given();
  const urlOf = (key: string) => sandbox.state().webTriggers.find(({ moduleKey }) => moduleKey === key)?.url;

  expect(sandbox.slack.app().urls).toEqual({
    interactivity: urlOf('slack-interactions'),
    events: urlOf('slack-events'),
    commands: urlOf('slack-commands'),
    options: urlOf('slack-options'),
    redirect: urlOf('slack-oauth'),
  });
});

it('knows the address for interactions alone where the manifest has no other', async () => {
  const { sandbox } = await given(200, { manifest: MANIFEST });

  expect(Object.keys(sandbox.slack.app().urls)).toEqual(['interactivity']);
});

it('delivers events when it is drained, and says when the next attempt is due', async () => {
  const { sandbox, bodies, post } = await given(500);
  const now = sandbox.clock.now();

  await post('uninstall', { team: TEAM });
  const { ran } = await sandbox.drain();

  expect(ran['slack events']).toBe(4);
  expect(new Set(bodies.map((body) => JSON.parse(body).event.type))).toEqual(
    new Set(['tokens_revoked', 'app_uninstalled']),
  );
  expect(sandbox.state().nextDueAt).toBe(now + 60_000);
});

it('delivers events step by step in a simulation', async () => {
  const { sandbox, bodies } = await given();
  sandbox.slack.uninstall(TEAM);

  const steps = [await sandbox.step(), await sandbox.step(), await sandbox.step()];

  expect(steps).toEqual([true, true, false]);
  expect(bodies).toHaveLength(2);
});

it('delivers events by itself while the clock runs', async () => {
  const { bodies, post } = await given(200, { clock: 'running' });

  await post('home', { team: TEAM, user: 'U0ADA0001' });

  await expect.poll(() => bodies.map((body) => JSON.parse(body).event.type)).toEqual(['app_home_opened']);
});

it('plays a person over HTTP: a command, an invitation, a consent', async () => {
  const { sandbox, bodies, post } = await given();
  const { clientId, urls } = sandbox.slack.app();
  const query = new URLSearchParams({ client_id: clientId, scope: 'chat:write', redirect_uri: urls.redirect ?? '' });
  const ben = { team: TEAM, user: 'U0BEN0001' };

  const command = await post('command', { ...ben, channel: 'C0RELEASE', command: '/baton', text: 'list' });
  const invitation = await post('invite', { ...ben, channel: 'C0SHOPFLR' });
  const url = `https://slack.com/oauth/v2/authorize?${query}`;
  const consent = await post('authorize', { url, team: 'T0RETAIL1', user: 'U0ADA0002', allow: true });
  const page = await fetch(`${sandbox.url}/slack/oauth/v2/authorize?${query}`);

  expect([command.status, command.body.status]).toEqual([200, 200]);
  expect(new URLSearchParams(bodies[0]).get('text')).toBe('list');
  expect(invitation.status).toBe(200);
  expect(consent.body.location).toContain('code=');
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(sandbox.slack.workspaces().map(({ name, installed }) => [name, installed])).toEqual([
    ['Lighthouse', true],
    ['Lighthouse Retail', true],
    ['Harbour Freight Desk', false],
  ]);
});

it('changes the app and its workplace over HTTP', async () => {
  const { sandbox, post } = await given();

  await post('app', { delayedEvents: true, signingSecret: 'another' });
  await post('archive', { team: TEAM, channel: 'C0SHOPFLR' });
  await post('deactivate', { team: TEAM, user: 'U0CLEO001' });
  await post('disable', { team: TEAM });
  const verified = await post('verify', {});
  const wrong = await post('uninstall', { team: 'TNONE' });

  expect(sandbox.slack.app()).toMatchObject({ delayedEvents: true, signingSecret: 'another' });
  expect(sandbox.slack.workspaces()[0]).toMatchObject({ disabled: true });
  expect(sandbox.slack.workspaces()[0]?.members.find(({ userId }) => userId === 'U0CLEO001')?.deactivated).toBe(true);
  expect(verified.body).toEqual({ verified: false });
  expect(wrong).toEqual({ status: 400, body: { error: 'no workspace TNONE' } });
});
