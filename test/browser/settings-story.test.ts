import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox';
import { launchBrowser } from '../support/browser';
import { type Opened, openSandbox, surface } from './opened';

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

const messagesOf = (sandbox: Sandbox, user: string): number =>
  sandbox.slack.open({ team: 'T0LIGHT01', user }).conversations.flatMap(({ messages }) => messages).length;

it('makes a definition from the gallery, tries it without sending, saves it, and starts it', async () => {
  const { page, sandbox, problems } = opened;
  await page.goto(surface('settings', sandbox, 'Ada'));
  await page.getByRole('button', { name: 'New definition' }).click();
  await page.locator('.gallery-card').filter({ hasText: 'Acceptance by the reporter' }).getByRole('button').click();
  await page.getByLabel('Name', { exact: true }).fill('Acceptance');
  await page.getByRole('button', { name: 'Save' }).waitFor();

  await page.getByLabel('Who is asked').press('ArrowDown');
  await page.getByRole('option', { name: 'People', exact: true }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Mend these places').waitFor();
  await page.getByRole('combobox', { name: 'People' }).fill('Cleo');
  await page.getByRole('option', { name: 'Cleo Dale' }).click();
  await page.getByRole('combobox', { name: 'Projects' }).fill('shop');
  await page.getByRole('option', { name: /SHOP/ }).click();

  await page.getByRole('tab', { name: 'Dry run' }).click();
  await page.getByLabel('Work item or page').fill('SHOP-1');
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByText('Nothing is sent', { exact: true }).waitFor();
  await page.getByLabel('What would happen').locator('strong', { hasText: 'Cleo Dale' }).waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Acceptance', exact: true }).waitFor();
  const askedBefore = messagesOf(sandbox, 'U0CLEO001');

  await page.goto(surface('approval-panel', sandbox, 'Ada', { issueKey: 'SHOP-1' }));
  await page.getByRole('button', { name: 'Start approval' }).click();
  await page.getByRole('dialog').getByRole('combobox').click();
  await page.getByText('Acceptance', { exact: true }).last().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('0 of 1 approved').waitFor();

  expect(askedBefore).toBe(0);
  await expect.poll(() => messagesOf(sandbox, 'U0CLEO001')).toBe(1);
  expect(problems).toEqual([]);
}, 60_000);
