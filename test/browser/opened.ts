import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox';

export type Opened = { sandbox: Sandbox; page: Page; problems: string[]; close(): Promise<void> };

/** A sandbox of its own with a page that notes whatever goes wrong in it. */
export async function openSandbox(browser: Browser, path = '/'): Promise<Opened> {
  const sandbox = await createSandbox({ clock: 'running', port: 0, log: () => undefined });
  const page = await browser.newPage({ viewport: { width: 1500, height: 1200 } });
  page.setDefaultTimeout(20_000);
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${sandbox.url}${path}`);
  return {
    sandbox,
    page,
    problems,
    async close() {
      await page.close();
      await sandbox.close();
    },
  };
}

/** The address of one surface of the app, as one person sees it. */
export function surface(key: string, sandbox: Sandbox, first: string, more: Record<string, string> = {}): string {
  const accountId = accountOf(sandbox, first);
  return `${sandbox.url}/apps/${key}/?${new URLSearchParams({ accountId, ...more })}`;
}

export function accountOf(sandbox: Sandbox, first: string): string {
  const person = sandbox.world.people.find(({ name }) => name.startsWith(`${first} `));
  expect(person, first).toBeDefined();
  return person?.accountId ?? '';
}
