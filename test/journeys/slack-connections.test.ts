import { afterEach, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox';
import type { SlackAttemptView, SlackView } from '../../src/admin/contract';
import { accepted, PEOPLE, TEAM, tell } from '../support/story';

const RETAIL = { team: 'T0RETAIL1', user: 'U0ADA0002', allow: true };

let sandboxes: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
  sandboxes = [];
});

type Answer<T> = { ok: true; value: T } | { ok: false; error: string };

/** The settings page of an administrator, with the browser in which Slack's page is open beside it. */
async function givenSettings() {
  const story = await tell();
  const { sandbox } = story;
  sandboxes.push(sandbox);

  async function call<T>(functionKey: string, payload: unknown = {}): Promise<Answer<T>> {
    const { accountId } = PEOPLE.ada;
    // The resolvers answer by the contract that the front end compiles against.
    return (await sandbox.invoke({
      module: 'settings',
      functionKey,
      payload,
      accountId,
      context: { extension: {} },
    })) as Answer<T>;
  }
  const settings = async () => accepted(await call<SlackView>('slack/get'));

  async function saveApp() {
    const { clientId, clientSecret, signingSecret } = sandbox.slack.app();
    accepted(await call('slack/save-app', { clientId, clientSecret, signingSecret }));
  }

  async function authorize(decision: Parameters<typeof sandbox.slack.authorize>[1], teamId?: string) {
    const begun = accepted(
      await call<{ url: string; attempt: string; token: string }>(
        'slack/begin',
        teamId === undefined ? {} : { teamId },
      ),
    );
    const back = sandbox.slack.authorize(begun.url, decision);
    const page = await sandbox.webTrigger(back, { method: 'GET' });
    const { attempt, token } = begun;
    const looked = accepted(await call<SlackAttemptView>('slack/attempt', { attempt, token }));
    return { page: { status: page.status, text: await page.text() }, looked, attempt, token };
  }

  async function connect(decision: Parameters<typeof authorize>[0], teamId?: string) {
    const { attempt, token } = await authorize(decision, teamId);
    return accepted(await call<SlackView>('slack/claim', { attempt, token }));
  }

  return { ...story, call, settings, saveApp, authorize, connect };
}

it('connects a second workspace over Slack’s consent page, and checks it from end to end', async () => {
  const { call, saveApp, authorize, settings } = await givenSettings();
  await saveApp();

  const { page, looked, attempt, token } = await authorize(RETAIL);
  const unconfirmed = (await settings()).connections.map(({ teamId }) => teamId);
  const { connections } = accepted(await call<SlackView>('slack/claim', { attempt, token }));
  const checked = accepted(await call<{ lines: { check: string; state: string }[] }>('slack/check', { teamId: TEAM }));

  expect(page).toMatchObject({ status: 200, text: expect.stringContaining('Almost done') });
  expect(looked).toEqual({ state: 'ready', teamName: 'Lighthouse Retail', again: false });
  expect(unconfirmed).toEqual([TEAM]);
  expect(connections.map(({ teamId, isDefault }) => [teamId, isDefault])).toEqual([
    [TEAM, true],
    ['T0RETAIL1', false],
  ]);
  expect(checked.lines.find(({ check }) => check === 'round-trip')).toMatchObject({ state: 'ok' });
});

it('shows a cancelled consent as a page that says what to do, and connects nothing', async () => {
  const { saveApp, authorize, settings } = await givenSettings();
  await saveApp();

  const { page, looked } = await authorize({ ...RETAIL, allow: false });

  expect(page.text).toContain('You cancelled in Slack');
  expect(looked).toMatchObject({ state: 'refused' });
  expect((await settings()).connections).toHaveLength(1);
});

it.each(['tokens-first', 'uninstalled-first'] as const)(
  'people get e-mails once the app was removed, and Slack again once it is back (%s)',
  async (order) => {
    const { sandbox, saveApp, connect, settings, start, settle, mailsTo, messages } = await givenSettings();
    await saveApp();
    sandbox.clock.advance(5_000);

    sandbox.slack.uninstall(TEAM, order);
    await settle(2);
    const lost = await settings();
    await start('Release approval');
    await settle(2);
    const mailed = mailsTo('ben').length;
    await connect({ team: TEAM, user: PEOPLE.ada.slack, allow: true }, TEAM);
    await start('Release approval');
    await settle(2);

    expect(lost.connections).toMatchObject([{ teamId: TEAM, state: 'uninstalled' }]);
    expect(lost.warnings).toMatchObject([{ about: 'Lighthouse', remedy: expect.stringContaining('Authorize again') }]);
    expect(mailed).toBeGreaterThan(0);
    expect((await settings()).connections).toMatchObject([{ teamId: TEAM, state: 'healthy' }]);
    expect(messages('ben').length).toBeGreaterThan(0);
  },
);

it('a workspace that was removed in the settings is left in Slack too', async () => {
  const { call, sandbox, saveApp, connect } = await givenSettings();
  await saveApp();
  await connect(RETAIL);

  const { connections } = accepted(await call<SlackView>('slack/delete', { teamId: 'T0RETAIL1' }));

  expect(connections.map(({ teamId }) => teamId)).toEqual([TEAM]);
  expect(sandbox.slack.workspaces().find(({ teamId }) => teamId === 'T0RETAIL1')?.installed).toBe(false);
});
