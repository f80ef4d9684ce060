import type { Page } from 'playwright-core';

/** What a reader saw while something was done: how even the frames were, how soon all cells were there, how large the page became. */
export type Seen = {
  readonly frames: number; readonly longestFrame: number; readonly over50: number; readonly median: number; readonly p99: number;
  /** Milliseconds from the last movement until every cell in sight says something. */
  readonly filled: number;
  /** The largest part of the time in which some cell in sight was still to come, in a hundred. */
  readonly blankShare: number;
  readonly mostNodes: number; readonly travelled: number;
};

type Recorder = { stamps: number[]; blank: number; nodes: number; moved: number; path: number; last: [number, number]; filledAt: number; on: boolean };
declare global {
  interface Window { recorder?: Recorder }
}

/** Looks at every frame until it is stopped. */
export async function record(page: Page): Promise<void> {
  await page.evaluate(() => {
    const scroller = document.querySelector('[role=grid]');
    if (scroller === null) throw new Error('there is no grid on this page');
    const one: Recorder = { stamps: [], blank: 0, nodes: 0, moved: performance.now(), path: 0, last: [scroller.scrollTop, scroller.scrollLeft], filledAt: 0, on: true };
    window.recorder = one;
    const look = (now: number): void => {
      if (!one.on) return;
      one.stamps.push(now);
      const [top, left] = [scroller.scrollTop, scroller.scrollLeft];
      const by = Math.abs(top - one.last[0]) + Math.abs(left - one.last[1]);
      if (by > 0) {
        one.moved = now;
        one.filledAt = 0;
        one.path += by;
        one.last = [top, left];
      }
      const blank = scroller.querySelector('[data-loading]') !== null || scroller.querySelector('[role=gridcell]') === null;
      if (blank) {
        one.blank += 1;
        one.filledAt = 0;
      } else if (one.filledAt === 0) one.filledAt = now;
      if (one.stamps.length % 10 === 0) one.nodes = Math.max(one.nodes, document.querySelectorAll('*').length);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** Waits until nothing is missing any more, at most ten seconds, and says what was seen. */
export async function recorded(page: Page): Promise<Seen> {
  await page.waitForFunction(() => window.recorder !== undefined && window.recorder.filledAt > 0 && performance.now() - window.recorder.moved > 400, undefined, { timeout: 10_000, polling: 50 });
  return page.evaluate(() => {
    const one = window.recorder;
    if (one === undefined) throw new Error('nothing was recorded');
    one.on = false;
    const gaps = one.stamps.slice(1).map((stamp, index) => stamp - (one.stamps[index] ?? stamp));
    const sorted = gaps.toSorted((a, b) => a - b);
    const at = (share: number): number => Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 10) / 10;
    return {
      frames: gaps.length, longestFrame: at(1), over50: gaps.filter((gap) => gap > 50).length, median: at(0.5), p99: at(0.99), filled: Math.max(0, Math.round(one.filledAt - one.moved)),
      blankShare: Math.round((100 * one.blank) / Math.max(1, one.stamps.length)), mostNodes: one.nodes, travelled: Math.round(one.path),
    };
  });
}
