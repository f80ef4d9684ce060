import type { Browser, BrowserContextOptions } from 'playwright-core';
import { PASSWORD, type Colleague } from '../../test/kit/company.ts';
import { openTestServer, type TestServer } from '../../test/kit/server.ts';
import { launchBrowser, visit, type Visitor } from './browser.ts';

/** The real server with the built web app, and a browser beside it. */
export type Stage = { readonly server: TestServer; readonly browser: Browser; enter(options?: BrowserContextOptions): Promise<Visitor>; enterAs(colleague: Pick<Colleague, 'login'>, options?: BrowserContextOptions): Promise<Visitor>; close(): Promise<void> };

export async function openStage(options: Parameters<typeof openTestServer>[0] = {}): Promise<Stage> {
  const server = await openTestServer(options);
  const browser = await launchBrowser();
  const enter = (context: BrowserContextOptions = {}): Promise<Visitor> => visit(browser, server.url, context);
  return {
    server, browser, enter,
    async enterAs(colleague, context = {}) {
      const visitor = await enter(context);
      await signInAs(visitor, colleague.login);
      return visitor;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Signs in on screen, as a person would: by the labels. */
export async function signInAs({ page }: Visitor, login: string, password = PASSWORD): Promise<void> {
  await page.goto('/');
  await page.getByLabel('E-mail or employee number').fill(login);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation').first().waitFor();
}
