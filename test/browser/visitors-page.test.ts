import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox';
import { ADA, BEN, fakeSandbox, MANIFEST } from '../sandbox/forge/fake-app';
import { launchBrowser } from '../support/browser';

const BYLINE = 'confluence:contentBylineItem:\n    - { key: byline, title: Approvals, resource: app }\n  webtrigger:';

let browser: Browser;
let sandbox: Sandbox;
let page: Page;
let problems: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  const manifest = MANIFEST.replace('webtrigger:', BYLINE);
  sandbox = await fakeSandbox({}, { clock: 'running', port: 0, manifest });
  page = await browser.newPage({ viewport: { width: 1500, height: 1200 } });
  page.setDefaultTimeout(20_000);
  problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  return async () => {
    await page.close();
    await sandbox.close();
  };
});

const openPage = (id: string) => page.goto(`${sandbox.url}/#page-${id}`);

describe('the Confluence of the visitors’ page', () => {
  it('opens the byline of the app under the title, for the page and the person', async () => {
    await openPage('50002');

    await page.getByRole('button', { name: 'Approvals' }).click();

    const frame = page.locator('iframe[title="Approvals"]');
    const address = new URL((await frame.getAttribute('src')) ?? '', sandbox.url);
    expect(address.pathname).toBe('/apps/byline/');
    expect(Object.fromEntries(address.searchParams)).toEqual({ accountId: ADA, contentId: '50002' });
    expect(problems).toEqual([]);
  });

  it('lets a person publish a minor edit, add a label, and throw the page away and get it back', async () => {
    await openPage('50002');
    await page.getByLabel('You are').selectOption(BEN);

    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByLabel('Text').fill('Passwords live in the password manager.');
    await page.getByLabel(/^Minor edit/).check();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('version 2 by Ben Castle').waitFor();
    await page.getByLabel('New label').fill('reviewed');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('button', { name: 'Remove label reviewed' }).waitFor();

    const edited = sandbox.confluence.page('50002');
    expect(edited).toMatchObject({ version: 2, labels: ['policy', 'security', 'reviewed'] });
    expect(edited?.history[0]).toMatchObject({ by: BEN, minorEdit: true });

    await page.getByRole('button', { name: 'Move to trash' }).click();
    await page.getByText('This page is not there for you.').waitFor();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('heading', { name: 'Information security policy' }).waitFor();
    expect(problems).toEqual([]);
  });

  it('hides a page from whoever may not see it', async () => {
    sandbox.confluence.restrict('50002', { users: [ADA] }, ADA);
    await openPage('50002');
    await page.getByRole('heading', { name: 'Information security policy' }).waitFor();

    await page.getByLabel('You are').selectOption(BEN);

    await page.getByText('This page is not there for you.').waitFor();
    expect(await page.getByRole('link', { name: 'Information security policy' }).count()).toBe(0);
  });
});

describe('the mailbox of the visitors’ page', () => {
  it('shows whom a mail is for, and follows the links in it to a new tab', async () => {
    const link = `${sandbox.url}/mail`;
    const letter = { from: 'baton@lighthouse.example', via: 'mail-api' as const };
    const outsider = { address: 'eve@partner.example', name: 'Eve Fox' };
    sandbox.mail.send({ ...letter, to: outsider, subject: 'As HTML', text: '', html: `<a href="${link}">Decide</a>` });
    sandbox.mail.send({
      ...letter,
      to: { address: 'ben@lighthouse.example' },
      subject: 'As text',
      text: `See ${link}.`,
    });
    await page.goto(sandbox.url ?? '');

    const mails = page.locator('.mails > li');
    const [toBen, toEve] = [mails.filter({ hasText: 'As text' }), mails.filter({ hasText: 'As HTML' })];
    expect(await toBen.locator('summary').textContent()).toContain('to Ben Castle');
    expect(await toEve.locator('summary').textContent()).toMatch(/to Eve Fox.*outside of the company/s);
    await toEve.locator('summary').click();
    await toBen.locator('summary').click();

    for (const anchor of [
      toBen.getByRole('link', { name: link }),
      toEve.frameLocator('iframe').getByRole('link', { name: 'Decide' }),
    ]) {
      const [opened] = await Promise.all([page.context().waitForEvent('page'), anchor.click()]);
      await opened.waitForLoadState();
      expect(opened.url()).toBe(link);
      await opened.close();
    }
  });
});
