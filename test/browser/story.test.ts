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
    await panel().getByText('No Slack user has this person’s e-mail address.', { exact: false }).first().waitFor();
    await slackOf('Ben Castle')
      .getByRole('button', { name: /^Reject/ })
      .click();
    await page.getByRole('dialog', { name: 'Reject this?' }).getByRole('button', { name: 'Keep it open' }).click();
    await slackOf('Ben Castle')
      .getByRole('button', { name: /^Reject/ })
      .click();
    await page.getByRole('dialog', { name: 'Reject this?' }).getByRole('button', { name: 'Reject' }).click();

    await slackOf('Ben Castle').getByText('Rejected: Purchase').first().waitFor();
    expect(sandbox.mail.all().map(({ to }) => to.name)).toEqual(['Dev Ellis']);
    expect(problems).toEqual([]);
  });

  it('starts an approval and cancels it by the keyboard alone', async () => {
    const start = panel().getByRole('button', { name: 'Start approval' });
    await start.focus();
    await page.keyboard.press('Enter');
    await panel().getByRole('dialog').waitFor();
    await expect.poll(() => panel().getByRole('combobox').and(panel().locator(':focus')).count()).toBe(1);
    await page.keyboard.type('Release');
    await page.keyboard.press('Enter');
    await panel().getByText('Release managers', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await panel().getByText('0 of 2 approved').waitFor();
    await panel().getByRole('dialog').waitFor({ state: 'detached' });
    await panel().getByRole('button', { name: 'More actions' }).press('Enter');
    await panel().getByRole('button', { name: 'Cancel approval' }).press('Enter');
    await panel().getByRole('dialog').getByRole('button', { name: 'Cancel approval' }).press('Enter');

    await slackOf('Cleo Dale').getByText('Cancelled: Release approval').first().waitFor();
    expect(problems).toEqual([]);
  });

  it('tells in the corner of the page what has happened, and not in the frame', async () => {
    await startApproval('Release approval');

    const flag = page.getByRole('list', { name: 'Told in passing' }).getByRole('status');
    await flag.getByText('“Release approval” has started').waitFor();
    const inFrame = await panel().getByText('has started').count();
    await flag.getByRole('button', { name: 'Dismiss' }).click();

    await flag.waitFor({ state: 'detached' });
    expect(inFrame).toBe(0);
  });

  it('stays at a story that is finished, and offers the next one', async () => {
    await startApproval('Release approval');
    for (const name of ['Ben Castle', 'Cleo Dale']) {
      await slackOf(name)
        .getByRole('button', { name: /^Approve/ })
        .click();
      await slackOf(name).getByText('You approved').first().waitFor();
    }
    await page.getByText('That is the whole story.').waitFor();
    expect(await page.getByRole('tab', { name: '✓ A release', selected: true }).count()).toBe(1);

    await page.getByRole('button', { name: 'Next: A policy page' }).click();

    await page.getByText('Start the approval of a page').waitFor();
  });

  it('lets somebody be away until the end of the day to which the visitor has gone', async () => {
    sandbox.clock.advance(3 * 86_400_000);
    await page.getByLabel('You are').selectOption({ label: 'Ben Castle' });
    await page.getByRole('tab', { name: 'My approvals' }).click();
    const mine = page.frameLocator('iframe[title="My approvals"]');
    await mine.getByLabel('Who decides for you').fill('Ada');
    await mine.getByRole('option', { name: 'Ada Brook' }).click();
    await mine.getByRole('button', { name: 'End of today' }).click();
    await mine.getByRole('button', { name: 'Let them decide for me' }).click();

    await mine.getByText('Active', { exact: true }).waitFor();
  });
});
