import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox';
import { launchBrowser } from '../support/browser';

let browser: Browser;
let sandbox: Sandbox;
let page: Page;
let problems: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  sandbox = await createSandbox({ clock: 'running', port: 0, log: () => undefined });
  page = await browser.newPage({ viewport: { width: 1500, height: 1200 } });
  page.setDefaultTimeout(20_000);
  problems = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(sandbox.url ?? '');
  return async () => {
    await page.close();
    await sandbox.close();
  };
});

const panel = () => page.frameLocator('iframe[src*="approval-panel"]');
const slackOf = (name: string) => page.getByRole('region', { name: new RegExp(name) });

async function startApproval(definition: string) {
  await panel().getByRole('button', { name: 'Start approval' }).click();
  const dialog = panel().getByRole('dialog');
  await dialog.getByRole('combobox').click();
  await panel().getByText(definition, { exact: true }).last().click();
  await dialog.getByRole('button', { name: 'Start', exact: false }).last().click();
}

describe('the sandbox in a browser', () => {
  it('plays the story from the panel through two Slack clicks to the comment in Jira', async () => {
    await startApproval('Release approval');
    await slackOf('Ben Castle')
      .getByRole('button', { name: /^Approve/ })
      .click();
    await slackOf('Ben Castle').getByText('You approved').first().waitFor();
    await slackOf('Cleo Dale').getByText('1 of 2 approved').first().waitFor();
    await slackOf('Cleo Dale')
      .getByRole('button', { name: /^Approve/ })
      .click();

    await slackOf('Ben Castle').getByText('2 of 2 approved').first().waitFor();
    await slackOf('Cleo Dale').getByText('2 of 2 approved').first().waitFor();
    await panel().getByText('Approved', { exact: false }).first().waitFor();
    await page.getByText('Release approval: approved').waitFor();
    expect(
      await slackOf('Ben Castle')
        .getByRole('button', { name: /^(Approve|Reject)/ })
        .count(),
    ).toBe(0);
    expect(
      await slackOf('Cleo Dale')
        .getByRole('button', { name: /^(Approve|Reject)/ })
        .count(),
    ).toBe(0);
    expect(problems).toEqual([]);
  });

  it('asks before it rejects, and mails whoever has no Slack user', async () => {
    await page.getByRole('link', { name: 'SHOP-2' }).click();
    await startApproval('Purchase');
    await page.getByText('Approval requested: SHOP-2', { exact: false }).first().waitFor();
    await slackOf('Ben Castle')
      .getByRole('button', { name: /^Reject/ })
      .click();
    await page.getByRole('dialog', { name: 'Reject this?' }).getByRole('button', { name: 'Keep it open' }).click();
    await slackOf('Ben Castle')
      .getByRole('button', { name: /^Reject/ })
      .click();
    await page.getByRole('dialog', { name: 'Reject this?' }).getByRole('button', { name: 'Reject' }).click();

    await slackOf('Ben Castle').getByText('Rejected: Purchase').first().waitFor();
    await panel().getByText('No Slack user has this person’s e-mail address.', { exact: false }).first().waitFor();
    expect(sandbox.mail.all().map(({ to }) => to.name)).toEqual(['Dev Ellis']);
    expect(problems).toEqual([]);
  });

  it('starts an approval and cancels it by the keyboard alone', async () => {
    const start = panel().getByRole('button', { name: 'Start approval' });
    await start.focus();
    await page.keyboard.press('Enter');
    await panel().getByRole('dialog').waitFor();
    await panel().getByRole('combobox').focus();
    await page.keyboard.type('Release');
    await page.keyboard.press('Enter');
    await panel().getByText('Release managers', { exact: true }).waitFor();
    await panel().getByRole('dialog').getByRole('button', { name: 'Start' }).last().focus();
    await page.keyboard.press('Enter');
    await panel().getByText('0 of 2 approved').waitFor();
    await panel().getByRole('dialog').waitFor({ state: 'detached' });
    await panel().getByRole('button', { name: 'More actions' }).press('Enter');
    await panel().getByRole('button', { name: 'Cancel approval' }).press('Enter');
    await panel().getByRole('dialog').getByRole('button', { name: 'Cancel approval' }).press('Enter');

    await slackOf('Cleo Dale').getByText('Cancelled: Release approval').first().waitFor();
    expect(problems).toEqual([]);
  });
});
