import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { unpackChromium } from './chromium.ts';

/** Where a failing journey leaves its pictures. */
const pictures = join(import.meta.dirname, '../../node_modules/.cache/e2e');

export async function launchBrowser(): Promise<Browser> {
  const { executable, environment } = await unpackChromium();
  const options = { executablePath: executable, env: { ...process.env, ...environment } as Record<string, string>, args: ['--font-render-hinting=none', '--disable-gpu', '--disable-dev-shm-usage'], ignoreDefaultArgs: ['--hide-scrollbars'] }; // undefined values are not passed on
  if (process.getuid?.() === 0) return chromium.launch({ ...options, chromiumSandbox: false });
  try {
    return await chromium.launch({ ...options, chromiumSandbox: true });
  } catch {
    return chromium.launch({ ...options, chromiumSandbox: false }); // containers without user namespaces
  }
}

export type Visitor = { readonly page: Page; readonly problems: readonly string[]; leave(): Promise<void> };

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** A browser of one's own: cookies of one person; collects what went wrong inside the page. */
export async function visit(browser: Browser, baseURL: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ baseURL, viewport: DESKTOP, locale: 'en-GB', timezoneId: 'Europe/Dublin', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) problems.push(`${page.url()}: ${message.text()}`);
  });
  return { page, problems, leave: () => context.close() };
}

export async function picture(page: Page, name: string): Promise<string> {
  mkdirSync(pictures, { recursive: true });
  const path = join(pictures, `${name}.png`);
  await page.screenshot({ path, fullPage: true });
  return path;
}
