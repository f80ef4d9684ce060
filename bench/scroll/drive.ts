import type { CDPSession, Page } from 'playwright-core';
import { record, recorded, type Seen } from './record.ts';

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Moves through the grid in all the ways that people do; each way is seen for itself. */
export const WAYS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  wheelDown: (page) => wheel(page, 0, 120, 150),
  wheelAcross: (page) => wheel(page, 120, 0, 100),
  scrollbarDown: (page) => drag(page, 'down'),
  scrollbarAcross: (page) => drag(page, 'across'),
  arrowDown: (page) => keys(page, 'ArrowDown', 100),
  arrowRight: (page) => keys(page, 'ArrowRight', 100),
  pageDown: (page) => keys(page, 'PageDown', 40),
};

export async function seenBy(page: Page, way: string): Promise<Seen> {
  await record(page);
  await WAYS[way]?.(page);
  return recorded(page);
}

/** So many turns of the wheel, as fast as a hand that keeps turning. */
async function wheel(page: Page, across: number, down: number, turns: number): Promise<void> {
  const box = await boxOf(page);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let turn = 0; turn < turns; turn += 1) {
    await page.mouse.wheel(across, down);
    await pause(25);
  }
}

/** Takes the thumb of a scrollbar from the beginning to the middle, back a little, then to the end. */
async function drag(page: Page, which: 'down' | 'across'): Promise<void> {
  const box = await boxOf(page);
  const inset = 6;
  const start = which === 'down' ? box.y : box.x;
  const to = (share: number): number => (which === 'down' ? box.y + 12 + share * (box.height - 40) : box.x + 12 + share * (box.width - 40));
  const move = (value: number): Promise<void> => (which === 'down' ? page.mouse.move(box.x + box.width - inset, value) : page.mouse.move(value, box.y + box.height - inset));
  let now = start;
  for (const grip of [6, 14, 22, 30]) { // systems differ in whether an arrow stands before it
    await page.evaluate(() => document.querySelector('[role=grid]')?.scrollTo(0, 0));
    await move(start + grip);
    await page.mouse.down();
    await move(start + grip + 20);
    await pause(60);
    now = start + grip + 20;
    if ((await farthest(page)) > FAR) break;
    await page.mouse.up();
  }
  for (const goal of [to(0.5), to(0.4), to(0.95)]) {
    const step = (goal - now) / 40;
    for (let turn = 0; turn < 40; turn += 1) {
      now += step;
      await move(now);
      await pause(16);
    }
  }
  await page.mouse.up();
}

const FAR = 600; // a click beside the thumb moves by less

function farthest(page: Page): Promise<number> {
  return page.evaluate(() => {
    const grid = document.querySelector('[role=grid]');
    return grid === null ? 0 : Math.max(grid.scrollTop, grid.scrollLeft);
  });
}

/** A key held down: thirty times a second. */
async function keys(page: Page, key: string, times: number): Promise<void> {
  await page.getByRole('grid').focus();
  for (let turn = 0; turn < times; turn += 1) {
    await page.keyboard.down(key);
    await pause(33);
  }
  await page.keyboard.up(key);
}

async function boxOf(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await page.getByRole('grid').boundingBox();
  if (box === null) throw new Error('there is no grid on this page');
  return box;
}

/** What the page holds after what can be forgotten was forgotten. */
export async function megabytesHeld(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  return Math.round((metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 100_000) / 10;
}
