import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser';
import { accountOf, type Opened, openSandbox, surface } from './opened';

const FINISH = { project: 'SHOP', transition: '21' };

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

const openRule = (mode: 'create' | 'edit' | 'view') =>
  opened.page.goto(surface(`approval-gate.${mode}`, opened.sandbox, 'Ada', FINISH));

/** What the editor of workflows does when its button is pressed. */
const save = () => opened.page.evaluate("postMessage({ source: 'sandbox-editor' }, location.origin)");

async function finish(): Promise<{ status: number; text: string }> {
  const { sandbox } = opened;
  const url = `${sandbox.world.site.url}/rest/api/3/issue/SHOP-1/transitions`;
  const request = new Request(url, { method: 'POST', body: JSON.stringify({ transition: { id: FINISH.transition } }) });
  const response = await sandbox.jira.fetch(request, { type: 'user', accountId: accountOf(sandbox, 'Dev') });
  return { status: response.status, text: await response.text() };
}

it('keeps a work item where it is until the definition chosen for the transition is approved', async () => {
  const { page, sandbox, problems } = opened;
  const rules = () => sandbox.jira.validators(FINISH);
  await openRule('create');
  await page.getByText('Choose what has to be approved').waitFor();
  await save();
  await page.getByText('Choose the definition that has to be approved.').waitFor();
  const rulesBefore = rules();

  await page.getByRole('combobox').click();
  await page.getByRole('option', { name: 'Release approval' }).click();
  await save();
  await expect.poll(() => rules().length).toBe(1);
  const refused = await finish();
  await openRule('view');
  await page.getByText('“Release approval”').waitFor();

  await page.goto(surface('approval-panel', sandbox, 'Ada', { issueKey: 'SHOP-1' }));
  await page.getByRole('button', { name: 'Start approval' }).click();
  await page.getByRole('dialog').getByRole('combobox').click();
  await page.getByText('Release approval', { exact: true }).last().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('0 of 2 approved').waitFor();
  const refusedWhileOpen = await finish();
  for (const name of ['Ben', 'Cleo']) {
    await page.goto(surface('approval-panel', sandbox, name, { issueKey: 'SHOP-1' }));
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByText('You approved', { exact: false }).first().waitFor();
  }

  expect(rulesBefore).toEqual([]);
  expect([refused.status, refusedWhileOpen.status]).toEqual([400, 400]);
  expect(refusedWhileOpen.text).toContain('is still open');
  await expect.poll(async () => (await finish()).status).toBe(204);
  expect(sandbox.jira.workItem('SHOP-1')?.status).toBe('Done');
  expect(problems).toEqual([]);
}, 60_000);
