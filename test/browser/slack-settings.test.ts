import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser';
import { accountOf, type Opened, openSandbox, surface } from './opened';

let browser: Browser;
let opened: Opened;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  opened = await openSandbox(browser, '/mail');
  return () => opened.close();
});

async function openTab(name: string): Promise<Page> {
  const { page, sandbox } = opened;
  await page.goto(surface('settings', sandbox, 'Ada'));
  await page.getByRole('tab', { name, exact: true }).click();
  return page;
}

async function saveCredentials(page: Page): Promise<void> {
  const { clientId, clientSecret } = opened.sandbox.slack.app();
  await page.getByLabel('Client ID').fill(clientId);
  await page.getByLabel('Client secret').fill(clientSecret);
  await page.getByRole('form', { name: 'Credentials of the Slack app' }).getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Change the credentials' }).waitFor();
}

/** Slack's consent page opens in a tab of its own. */
async function connectRetail(page: Page): Promise<void> {
  const coming = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Connect a workspace' }).click();
  const consent = await coming;
  await consent.getByLabel('Who are you').selectOption('T0RETAIL1/U0ADA0002');
  await consent.getByRole('button', { name: 'Allow' }).click();
  await consent.getByText('Almost done').waitFor();
  await consent.close();
  await page.getByRole('button', { name: 'Connect Lighthouse Retail' }).click();
  await page.getByRole('article', { name: 'Lighthouse Retail' }).waitFor();
}

async function chooseChannel(page: Page, within: Locator, field: string, name: string): Promise<void> {
  await within.getByRole('combobox', { name: field }).fill(name);
  await page.getByRole('option', { name: `#${name}`, exact: true }).click();
}

describe('the Slack tab', () => {
  it('leads from the credentials over Slack’s consent page to a second workspace, and knows who is who there', async () => {
    const page = await openTab('Slack');

    await saveCredentials(page);
    await connectRetail(page);
    const retail = page.getByRole('article', { name: 'Lighthouse Retail' });
    await retail.getByRole('button', { name: 'Send a test message' }).click();
    await retail.getByText('You are the Slack user U0ADA0002.').waitFor();

    expect(await page.getByText('2 of at most 10.', { exact: false }).count()).toBe(1);
    expect(opened.sandbox.slack.workspaces().find(({ teamId }) => teamId === 'T0RETAIL1')?.installed).toBe(true);
    expect(opened.problems).toEqual([]);
  }, 60_000);

  it('takes a default channel by its name, and tests the whole way of a message', async () => {
    const page = await openTab('Slack');
    const lighthouse = page.getByRole('article', { name: 'Lighthouse', exact: true });

    await chooseChannel(page, lighthouse, 'Default channel', 'releases');
    await page.getByText('The channel is #releases, the default channel of Lighthouse.', { exact: false }).waitFor();
    await lighthouse.getByRole('button', { name: 'Send a test message' }).click();
    const lines = lighthouse.getByRole('list', { name: 'Result of the test' }).getByRole('listitem');
    await lines.nth(4).waitFor();

    const told = await lines.allTextContents();
    expect(told).toHaveLength(5);
    expect(told.filter((line) => !line.startsWith('Works'))).toEqual([]);
    expect(told[2]).toContain('Baton is in #releases.');
    expect(opened.problems).toEqual([]);
  }, 60_000);

  it('asks for a default channel before people are asked in one, then saves how messages behave', async () => {
    const page = await openTab('Slack');
    const lighthouse = page.getByRole('article', { name: 'Lighthouse', exact: true });
    const form = page.getByRole('form', { name: 'How messages behave' });
    const save = form.getByRole('button', { name: 'Save' });

    await form.getByLabel('Action buttons').uncheck({ force: true });
    await form.getByRole('radio', { name: 'Both' }).check({ force: true });
    await save.click();
    await form.getByRole('alert').getByText('choose the default channel', { exact: false }).waitFor();
    await chooseChannel(page, lighthouse, 'Default channel', 'releases');
    await form.getByText('The channel is #releases', { exact: false }).waitFor();
    await save.click();
    await page.getByText('How messages behave is saved').waitFor();
    const offers = await save.isDisabled();

    await openTab('Slack');
    await form.waitFor();
    expect(offers).toBe(true);
    expect(await form.getByLabel('Action buttons').isChecked()).toBe(false);
    expect(await form.getByLabel('Decide from Slack without signing in').isChecked()).toBe(true);
    expect(await form.getByRole('radio', { name: 'Both' }).isChecked()).toBe(true);
    expect(opened.problems).toEqual([]);
  }, 60_000);
});

describe('a definition', () => {
  it('is asked in a channel that Baton joins when it is saved, as the dry run says', async () => {
    const page = await openTab('Definitions');
    await page.getByRole('button', { name: 'Edit Release approval' }).click();
    const place = page.getByRole('region', { name: 'Where to ask' });

    await place.getByLabel('People are asked in a place that this definition chooses').check({ force: true });
    await place.getByRole('radio', { name: 'Channel' }).check({ force: true });
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByRole('button', { name: 'Where to ask, channel' }).waitFor();
    await chooseChannel(page, place, 'Channel', 'shop-floor');
    await place.getByText('Baton joins #shop-floor by itself when you save.').waitFor();
    await page.getByRole('tab', { name: 'Dry run' }).click();
    await page.getByLabel('Work item or page').fill('SHOP-1');
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByText('Where: #shop-floor in Lighthouse.', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit Release approval' }).click();
    await page.getByRole('region', { name: 'Where to ask' }).getByText('Baton is in #shop-floor.').waitFor();

    expect(opened.problems).toEqual([]);
  }, 60_000);

  it('leads to the Slack tab where Slack is not connected', async () => {
    const page = await openTab('Slack');
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('article', { name: 'Lighthouse', exact: true }).waitFor({ state: 'detached' });

    await page.getByRole('tab', { name: 'Definitions' }).click();
    await page.getByRole('button', { name: 'Edit Release approval' }).click();
    await page.getByLabel('People are asked in a place that this definition chooses').check({ force: true });
    await page.getByText('Slack is not connected, so everybody gets an e-mail.').waitFor();
    await page.getByRole('button', { name: 'Connect Slack' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();

    await page.getByRole('heading', { name: 'The Slack app' }).waitFor();
    expect(opened.problems).toEqual([]);
  }, 60_000);
});

/** Dev has no Slack user, and gets to know of a purchase by e-mail. */
async function askDev(): Promise<void> {
  const { sandbox } = opened;
  const call = { module: 'approval-panel', accountId: accountOf(sandbox, 'Ada') };
  const context = { extension: { issue: { id: '10001' } } };
  const ask = async (functionKey: string, payload: object) =>
    (await sandbox.invoke({ ...call, functionKey, payload, context })) as {
      value: { definitions: { id: string; name: string }[] };
    };
  const { definitions } = (await ask('approvals/list', {})).value;
  const definitionId = definitions.find(({ name }) => name === 'Purchase')?.id;
  await ask('approvals/start', { definitionId, requestId: 'request-0001' });
  await expect.poll(() => sandbox.mail.all().length).toBeGreaterThan(0);
}

describe('the People tab', () => {
  it('shows what a file would do before it does it, and takes a link away again', async () => {
    const page = await openTab('People');
    const [ben, cleo] = ['Ben', 'Cleo'].map((first) => accountOf(opened.sandbox, first));
    const csv = `accountId,slackUserId\n${ben},U0BEN0001\n${cleo},U0BEN0001\n712020:nobody,U0CLEO001\n`;

    await page
      .getByLabel('File (CSV)')
      .setInputFiles({ name: 'links.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByText('To be linked: 1. Linked before: 0. Refused: 2.').waitFor();
    const refused = await page.getByRole('status').getByRole('row').allTextContents();
    const before = await page.getByRole('button', { name: 'Remove the link of Ben Castle' }).count();
    await page.getByRole('button', { name: 'Link 1 person' }).click();
    await page.getByText('Linked: 1.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Remove the link of Ben Castle' }).click();
    await page.getByText('The link is removed').waitFor();

    expect(before).toBe(0);
    expect(refused.slice(1)).toEqual([expect.stringMatching(/^3.*earlier line/), expect.stringMatching(/^4.*nobody/)]);
    expect(await page.getByRole('button', { name: 'Remove the link of Ben Castle' }).count()).toBe(0);
    expect(opened.problems).toEqual([]);
  }, 60_000);

  it('says whom Slack does not reach, and why', async () => {
    await askDev();
    const page = await openTab('People');

    const rows = page.getByRole('region', { name: 'Who is who' }).getByRole('row');
    await rows.filter({ hasText: 'Dev Ellis' }).waitFor();
    await page.getByLabel('Only people whom Slack does not reach').check();

    expect(await rows.filter({ hasText: 'Dev Ellis' }).textContent()).toMatch(/Not found.*E-mail instead/);
    expect(await rows.count()).toBe(2);
    expect(opened.problems).toEqual([]);
  }, 60_000);
});
