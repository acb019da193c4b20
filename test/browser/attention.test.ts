import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser';
import { type Opened, openSandbox, surface } from './opened';

const TEAM = 'T0LIGHT01';

let browser: Browser;
let opened: Opened;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  opened = await openSandbox(browser, '/mail');
  await opened.page.goto(surface('settings', opened.sandbox, 'Ada'));
  return () => opened.close();
});

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });

/** What a link of the page opens beside it. */
async function besides(page: Page, press: () => Promise<void>): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), press()]);
  await popup.waitForLoadState();
  return popup;
}

it('shows what needs an administrator, and leads there by keyboard', async () => {
  const { page, sandbox, problems } = opened;
  await tab(page, 'Attention').click();
  await page.getByText('Nothing needs you').waitFor();

  sandbox.slack.revoke(TEAM);
  const lost = page.getByRole('listitem').filter({ hasText: 'Somebody has revoked Baton’s access.' });
  await expect
    .poll(
      async () => {
        await page.getByRole('button', { name: 'Refresh' }).click();
        return lost.count();
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(1);
  await lost.getByRole('button', { name: 'Open Slack settings' }).press('Enter');

  expect(await page.evaluate('document.activeElement.id')).toBe('tab-slack');
  expect(await tab(page, 'Slack').getAttribute('aria-selected')).toBe('true');
  expect(problems).toEqual([]);
});

it('goes the whole way of making the Slack app and of connecting a second workspace', async () => {
  const { page, sandbox, problems } = opened;
  const { clientId, clientSecret, signingSecret } = sandbox.slack.app();
  await tab(page, 'Slack').click();

  const create = page.getByRole('button', { name: 'Create Slack app' });
  if (!(await create.isVisible())) await page.getByText('Make the app').click();
  const made = await besides(page, () => create.click());
  const shown = (await made.locator('main').textContent()) ?? '';
  await page.getByLabel('Client ID').fill(clientId);
  await page.getByLabel('Client secret').fill(clientSecret);
  const credentials = page.locator('form', { has: page.getByLabel('Client ID') });
  await credentials.getByRole('button', { name: /^Save/ }).click();

  const consent = await besides(page, () => page.getByRole('button', { name: 'Connect a workspace' }).click());
  await consent.getByLabel('Who are you').selectOption('T0RETAIL1/U0ADA0002');
  await consent.getByRole('button', { name: 'Allow' }).click();
  await consent.getByText('Almost done').waitFor();
  await page.getByRole('button', { name: 'Connect Lighthouse Retail' }).click();
  await page.getByRole('heading', { name: 'Lighthouse Retail' }).waitFor();

  expect([clientId, clientSecret, signingSecret].every((each) => shown.includes(each))).toBe(true);
  expect([made, consent].map((each) => new URL(each.url()).origin)).toEqual([sandbox.url, sandbox.url]);
  expect(problems).toEqual([]);
});
