import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox';
import { fakeSandbox, MANIFEST } from '../sandbox/forge/fake-app';
import { launchBrowser } from '../support/browser';

const KEYS = ['slack-interactions', 'slack-events', 'slack-commands', 'slack-options', 'slack-oauth'];
const TRIGGERS = KEYS.map((key) => `    - { key: ${key}, function: hook, response: { type: dynamic } }\n`).join('');
const manifest = MANIFEST.replace('  webtrigger:\n', `  webtrigger:\n${TRIGGERS}`);
const BEN = 'U0BEN0001';

let browser: Browser;
let sandbox: Sandbox;
let page: Page;
let bodies: string[];
let problems: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  bodies = [];
  const hook = async ({ body }: { body: string }) => {
    bodies.push(body);
    return { statusCode: 200, body: body.includes('command=') ? 'Nothing waits for you' : answerTo(body) };
  };
  sandbox = await fakeSandbox({ hook }, { manifest, clock: 'running', port: 0 });
  page = await browser.newPage({ viewport: { width: 1500, height: 1200 } });
  page.setDefaultTimeout(20_000);
  problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  return async () => {
    await page.close();
    await sandbox.close();
  };
});

const SUGGESTION = /block_suggestion/;
const answerTo = (body: string) => (SUGGESTION.test(body) ? JSON.stringify({ options: [option('SHOP-1')] }) : '');
const payloads = () => bodies.map((body) => JSON.parse(new URLSearchParams(body).get('payload') ?? 'null'));

async function api(method: string, args: object): Promise<{ channel: string; ts: string }> {
  const headers = { authorization: 'Bearer xoxb-sandbox-lighthouse', 'content-type': 'application/json' };
  const request = new Request(`https://slack.com/api/${method}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(args),
  });
  return JSON.parse(await (await sandbox.slack.fetch(request)).text());
}

const slackOf = (name: string) => page.getByRole('region', { name: `Slack of ${name}` });
const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string) => ({ text: plain(value), value });
const button = { type: 'button', action_id: 'vote', text: plain('Vote'), value: 'token-1' };
const row = { type: 'actions', block_id: 'row', elements: [button] };
const input = (name: string, element: object) => ({
  type: 'input',
  block_id: name.toLowerCase(),
  label: plain(name),
  element: { action_id: 'it', ...element },
});

const form = {
  type: 'modal',
  title: plain('Delegate'),
  submit: plain('Save'),
  blocks: [
    input('Why', { type: 'plain_text_input', multiline: true }),
    input('How', { type: 'radio_buttons', options: [option('quick'), option('thorough')] }),
    input('What', { type: 'checkboxes', options: [option('a'), option('b')] }),
    input('Where', { type: 'static_select', options: [option('here'), option('there')] }),
    input('Who', { type: 'users_select' }),
    input('Day', { type: 'datepicker' }),
    input('Time', { type: 'timepicker' }),
    input('Item', { type: 'external_select' }),
  ],
};

async function openForm() {
  const { channel, ts } = await api('chat.postMessage', { channel: BEN, text: 'Vote?', blocks: [row] });
  const click = { team: 'T0LIGHT01', channel, ts, user: BEN, actionId: 'vote' };
  const payload = new URLSearchParams(sandbox.slack.requestOfClick(click).body).get('payload') ?? '';
  await api('views.open', { trigger_id: JSON.parse(payload).trigger_id, view: form });
  await page.goto(sandbox.url ?? '');
  return slackOf('Ben Castle').getByRole('dialog', { name: 'Delegate' });
}

describe('the Slack of the visitors’ page', () => {
  it('fills in every kind of input of a modal, and sends it', async () => {
    const dialog = await openForm();
    await dialog.getByLabel('Why').fill('On holiday');
    await dialog.getByLabel('thorough').check();
    await dialog.getByLabel('a', { exact: true }).check();
    await dialog.getByLabel('b', { exact: true }).check();
    await dialog.getByLabel('Where').selectOption('there');
    await dialog.getByLabel('Who').selectOption('Cleo Dale');
    await dialog.getByLabel('Day').fill('2026-12-24');
    await dialog.getByLabel('Time').fill('09:30');
    await dialog.getByLabel('Search Item').fill('SHOP');
    await dialog.getByLabel('Search Item').press('Enter');
    await dialog.getByLabel('Item', { exact: true }).selectOption('SHOP-1');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });

    expect(payloads().at(-1).view.state.values).toEqual({
      why: { it: { type: 'plain_text_input', value: 'On holiday' } },
      how: { it: { type: 'radio_buttons', selected_option: option('thorough') } },
      what: { it: { type: 'checkboxes', selected_options: [option('a'), option('b')] } },
      where: { it: { type: 'static_select', selected_option: option('there') } },
      who: { it: { type: 'users_select', selected_user: 'U0CLEO001' } },
      day: { it: { type: 'datepicker', selected_date: '2026-12-24' } },
      time: { it: { type: 'timepicker', selected_time: '09:30' } },
      item: { it: { type: 'external_select', selected_option: option('SHOP-1') } },
    });
    expect(problems).toEqual([]);
  });

  it('says what is missing in a form, and closes it', async () => {
    const dialog = await openForm();

    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').first().waitFor();
    const told = await dialog.getByRole('alert').allTextContents();
    const heard = bodies.length;
    await dialog.getByLabel('Why').press('Escape');
    await dialog.waitFor({ state: 'detached' });

    expect(new Set(told)).toEqual(new Set(['Please complete this required field.']));
    expect(heard).toBe(0);
  });

  it('runs a slash command and shows the answer to that person alone', async () => {
    await page.goto(sandbox.url ?? '');
    const ben = slackOf('Ben Castle');

    await ben.getByRole('button', { name: '# releases', exact: true }).click();
    await ben.getByLabel('Message to #releases').fill('/baton list open');
    await ben.getByRole('button', { name: 'Send' }).click();
    await ben.getByText('Nothing waits for you').waitFor();

    expect(await ben.getByText('Only visible to you').count()).toBe(1);
    expect(await slackOf('Cleo Dale').getByText('Nothing waits for you').count()).toBe(0);
    expect(new URLSearchParams(bodies[0]).get('text')).toBe('list open');
  });

  it('opens the home of the app, tells the app of it, and presses what is published there', async () => {
    await api('views.publish', { user_id: BEN, view: { type: 'home', blocks: [row] } });
    await page.goto(sandbox.url ?? '');
    const ben = slackOf('Ben Castle');

    await ben.getByRole('button', { name: 'Home of Baton' }).click();
    await ben.getByRole('button', { name: 'Vote' }).click();

    await expect.poll(() => bodies.length).toBe(2);
    expect(bodies.some((body) => body.includes('"type":"app_home_opened"'))).toBe(true);
    expect(payloadsOf('block_actions')).toMatchObject([
      { container: { type: 'view' }, actions: [{ value: 'token-1' }] },
    ]);
  });

  it('shows one workspace at a time, and removes the app from one', async () => {
    await page.goto(sandbox.url ?? '');

    await page.getByRole('button', { name: 'Lighthouse Retail' }).click();
    await slackOf('Dev Ellis').waitFor();
    const benIsThere = await slackOf('Ben Castle').count();
    await page.getByText('Baton is not installed in Lighthouse Retail', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Lighthouse', exact: true }).click();
    await page.getByRole('button', { name: 'Remove Baton from Lighthouse' }).click();
    await page.getByText('Baton is not installed in Lighthouse:', { exact: false }).waitFor();

    expect(benIsThere).toBe(0);
    expect(sandbox.slack.workspaces()[0]?.installed).toBe(false);
    expect(problems).toEqual([]);
  });

  it('lets somebody allow the app on the consent page', async () => {
    const { clientId, urls } = sandbox.slack.app();
    const query = new URLSearchParams({ client_id: clientId, scope: 'chat:write', redirect_uri: urls.redirect ?? '' });
    await page.goto(`${sandbox.url}/slack/oauth/v2/authorize?${query}&state=s1&team=T0RETAIL1`);

    const who = await page.getByLabel('Who are you').inputValue();
    await page.getByText('Send messages as itself').waitFor();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(/state=s1/);

    expect(who).toBe('T0RETAIL1/U0ADA0002');
    expect(new URL(page.url()).searchParams.get('code')).toMatch(/^O0/);
  });
});

const payloadsOf = (wanted: string) =>
  bodies
    .filter((body) => body.startsWith('payload='))
    .map((body) => JSON.parse(new URLSearchParams(body).get('payload') ?? 'null'))
    .filter(({ type }) => type === wanted);
