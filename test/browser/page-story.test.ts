import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser';
import { type Opened, openSandbox } from './opened';

let browser: Browser;
let opened: Opened;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  opened = await openSandbox(browser, '/#page-50001');
  return () => opened.close();
});

const byline = () => opened.page.frameLocator('iframe[title="Approvals"]');
const slackOf = (name: string) => opened.page.getByRole('region', { name: `Slack of ${name}` });
const stepsDone = () => opened.page.getByRole('list', { name: 'A story to try' }).locator('li.done').count();

async function approveAs(name: string) {
  await slackOf(name).getByRole('button', { name: 'Approve', exact: true }).click();
  await slackOf(name).getByText('You approved').first().waitFor();
}

it('plays the story of a page: changes requested, edited, submitted again, and approved by both', async () => {
  const { page, sandbox, problems } = opened;
  await page.getByRole('tab', { name: 'A policy page' }).click();

  await page.getByRole('button', { name: 'Approvals' }).click();
  await byline().getByRole('button', { name: 'Start approval' }).click();
  const dialog = byline().getByRole('dialog');
  await dialog.getByRole('combobox').click();
  await byline().getByText('Policy page', { exact: true }).last().click();
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();

  await slackOf('Ben Castle')
    .getByRole('button', { name: /^Request changes/ })
    .click();
  const form = slackOf('Ben Castle').getByRole('dialog');
  await form.getByRole('textbox').fill('Sixty days, please');
  await form.getByRole('button', { name: 'Request changes' }).click();
  await form.getByText('You asked for changes').waitFor();
  await form.getByRole('button', { name: 'Close', exact: true }).click();

  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByLabel('Text').fill('Customers may return goods within sixty days.');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('button', { name: 'Approvals' }).click();
  await byline().getByText('Sixty days, please').waitFor();
  await byline().locator('strong', { hasText: 'Ben Castle' }).waitFor();
  await byline().getByRole('button', { name: 'Submit again' }).click();

  await approveAs('Ben Castle');
  await approveAs('Cleo Dale');
  await expect.poll(stepsDone, { timeout: 10_000 }).toBe(5);
  await page.getByRole('button', { name: '+1 h' }).click();
  await page.getByRole('button', { name: 'Remove label approved' }).waitFor();
  await page.getByText('Policy page: approved. Asked by @Ada Brook.', { exact: false }).waitFor();

  expect(sandbox.confluence.page('50001')).toMatchObject({ version: 2, labels: ['policy', 'customers', 'approved'] });
  expect(problems).toEqual([]);
}, 60_000);
