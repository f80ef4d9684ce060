// How the grid of 10,000 people × 2,000 procedures moves in a real browser: evenness of frames, how soon cells are there, what the page holds.
import type { Page } from 'playwright-core';
import { launchBrowser, visit } from '../e2e/kit/browser.ts';
import { signInAs } from '../e2e/kit/server.ts';
import { PASSWORD } from '../src/app/acceptance/staff.ts';
import { buildWeb } from '../src/app/cli/build-web.ts';
import { getCells } from '../src/features/training/grid/contract.ts';
import { openWorld } from './world/open.ts';
import { megabytesHeld, seenBy, WAYS } from './scroll/drive.ts';

type Result = Readonly<Record<string, string | number | boolean>>;
type Say = (line: string) => void;

const MOST = { over50: 5, filled: 300, nodes: 6000 } as const;

export async function run(options: { readonly people: number; readonly documents: number }, say: Say): Promise<Result> {
  await buildWeb({ say, data: say });
  const world = await openWorld(options, say);
  try {
    await world.superuser.query('analyze');
    return await scroll(world.server.url, world.staff.trainer.number, say);
  } finally {
    await world.close();
  }
}

/** Against a server that runs already. */
export async function scroll(url: string, login: string, say: Say): Promise<Result> {
  const browser = await launchBrowser();
  try {
    const visitor = await visit(browser, url);
    const { page } = visitor;
    await signInAs(visitor, login, PASSWORD);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable');
    let requests = 0;
    page.on('request', (request) => void (requests += request.url().includes(getCells.path) ? 1 : 0));
    const first = await firstScreen(page);
    const before = await megabytesHeld(cdp);
    const figures: Record<string, number> = { firstScreenMilliseconds: first, megabytesBefore: before, ...(await sizeOf(page)) };
    let [over50, filled, nodes] = [0, 0, 0];
    for (const way of Object.keys(WAYS)) {
      const asked = requests;
      const seen = await seenBy(page, way);
      say(`${way}: ${JSON.stringify(seen)}, ${requests - asked} requests`);
      for (const [name, value] of Object.entries(seen)) figures[`${way}.${name}`] = value;
      figures[`${way}.requests`] = requests - asked;
      [over50, filled, nodes] = [Math.max(over50, seen.over50), Math.max(filled, seen.filled), Math.max(nodes, seen.mostNodes)];
    }
    return { ...figures, requests, megabytesAfter: await megabytesHeld(cdp), problems: visitor.problems.length, ok: over50 <= MOST.over50 && filled <= MOST.filled && nodes <= MOST.nodes && visitor.problems.length === 0 };
  } finally {
    await browser.close();
  }
}

async function firstScreen(page: Page): Promise<number> {
  const started = performance.now();
  await page.goto('/matrix');
  await page.waitForFunction(() => document.querySelector('[role=gridcell]') !== null && document.querySelector('[role=gridcell][data-loading]') === null, undefined, { timeout: 60_000 });
  const shown = Math.round(performance.now() - started);
  await page.waitForLoadState('networkidle');
  return shown;
}

async function sizeOf(page: Page): Promise<{ rows: number; columns: number }> {
  const grid = page.getByRole('grid');
  return { rows: Number(await grid.getAttribute('aria-rowcount')) - 1, columns: Number(await grid.getAttribute('aria-colcount')) - 1 };
}
