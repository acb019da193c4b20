import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/**
 * A headless Chromium that needs nothing of the machine; close it when done. The arguments the package proposes are for
 * one page in one process without web security; tests open several, and want what Forge's pages get.
 */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--headless', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  });
}
