import { useCallback, useEffect, useRef, useState } from 'react';
import { callOnLeave, useAct } from '../../../../../ui/api.ts';
import { pageClock } from '../../../../../ui/clock.ts';
import { isUnanswered } from '../../../../../ui/problem.ts';
import { saveReading } from '../../../contract.ts';
import type { Section } from '../types.ts';

/** TRN-05: which sections were seen to their end and for how long. A closed tab loses a few seconds at most. */

const TICK_MS = 500;
const REPORT_EVERY_MS = 4000;
/** Nobody reads on without moving anything for so long; time after that is not counted. */
const IDLE_MS = 90_000;
/** Faster than this nobody reads; a section scrolled past is not a section read. */
const WORDS_PER_SECOND = 20;
const LONGEST_WAIT_MS = 4000;

type Tracked = { visibleMs: number; unsentMs: number; endSeen: boolean; neededMs: number };

export type Tracking = {
  readonly seen: ReadonlySet<number>;
  /** The section at the reading line. */
  readonly current: number | null;
  readonly complete: boolean;
  /** Gives the section's element to be watched. */
  readonly watch: (ordinal: number) => (element: HTMLElement | null) => void;
};

export function useTracking(assignmentId: string, sections: readonly Section[], already: readonly number[], completeAlready: boolean, reload: () => unknown): Tracking {
  const [seen, setSeen] = useState<ReadonlySet<number>>(() => new Set(already));
  const [current, setCurrent] = useState<number | null>(null);
  const [complete, setComplete] = useState(completeAlready);
  const elements = useRef(new Map<number, HTMLElement>());
  const tracked = useRef(new Map<number, Tracked>(sections.map((section) => [section.ordinal, { visibleMs: 0, unsentMs: 0, endSeen: false, neededMs: neededFor(section) }])));
  const report = useReport(assignmentId, tracked, (done) => {
    if (!done) return;
    setComplete(true);
    void reload();
  }, reload);
  const lastActive = useLastActive();
  useEffect(() => {
    const timer = setInterval(() => {
      setCurrent(sectionAtReadingLine(elements.current));
      if (document.visibilityState !== 'visible' || pageClock() - lastActive.current > IDLE_MS) return;
      const fresh = countTime(elements.current, tracked.current);
      if (fresh.length > 0) setSeen((before) => new Set([...before, ...fresh]));
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [lastActive]);
  useEffect(() => report.start(), [report]);
  const watch = useCallback((ordinal: number) => (element: HTMLElement | null) => {
    if (element === null) elements.current.delete(ordinal);
    else elements.current.set(ordinal, element);
  }, []);
  return { seen, current, complete, watch };
}

function neededFor(section: Section): number {
  const words = section.html.replaceAll(/<[^>]*>/gu, ' ').split(/\s+/u).length;
  return Math.min(LONGEST_WAIT_MS, Math.max(TICK_MS, (words / WORDS_PER_SECOND) * 1000));
}

/** Adds one tick to the sections in view and answers with those that just became read. */
function countTime(elements: ReadonlyMap<number, HTMLElement>, tracked: ReadonlyMap<number, Tracked>): number[] {
  const view = [...elements].map(([ordinal, element]) => ({ ordinal, box: element.getBoundingClientRect() })).map(({ ordinal, box }) => ({ ordinal, visible: Math.min(box.bottom, innerHeight) - Math.max(box.top, 0), bottom: box.bottom })).filter((part) => part.visible > 0);
  const total = view.reduce((sum, part) => sum + part.visible, 0);
  return view.flatMap(({ ordinal, visible, bottom }) => {
    const state = tracked.get(ordinal);
    if (state === undefined) return [];
    const wasRead = isRead(state);
    state.visibleMs += TICK_MS;
    state.unsentMs += (TICK_MS * visible) / total;
    state.endSeen ||= bottom <= innerHeight + 2;
    return !wasRead && isRead(state) ? [ordinal] : [];
  });
}

function isRead(state: Tracked): boolean {
  return state.endSeen && state.visibleMs >= state.neededMs;
}

/** The section under a line a third down the window: where eyes are. */
function sectionAtReadingLine(elements: ReadonlyMap<number, HTMLElement>): number | null {
  const line = innerHeight / 3;
  const above = [...elements].map(([ordinal, element]) => ({ ordinal, top: element.getBoundingClientRect().top })).filter((part) => part.top <= line);
  return above.toSorted((a, b) => b.top - a.top)[0]?.ordinal ?? [...elements.keys()].toSorted((a, b) => a - b)[0] ?? null;
}

type Report = { readonly start: () => () => void };

/** Sends what was read every few seconds, and at once when the page is left. */
function useReport(assignmentId: string, tracked: { readonly current: ReadonlyMap<number, Tracked> }, onAnswer: (complete: boolean) => void, onRefused: () => unknown): Report {
  const { actAsync } = useAct(saveReading, { refresh: false });
  const latest = useRef({ actAsync, onAnswer, onRefused });
  latest.current = { actAsync, onAnswer, onRefused };
  const sent = useRef(new Set<number>());
  const [report] = useState<Report>(() => {
    const take = (): { ordinal: number; seconds: number }[] => [...tracked.current].flatMap(([ordinal, state]) => {
      const seconds = Math.round(state.unsentMs / 1000);
      if (!isRead(state) || (sent.current.has(ordinal) && seconds < 1)) return [];
      state.unsentMs = Math.max(0, state.unsentMs - seconds * 1000);
      sent.current.add(ordinal);
      return [{ ordinal, seconds }];
    });
    const giveBack = (parts: readonly { ordinal: number; seconds: number }[]): void => parts.forEach(({ ordinal, seconds }) => {
      const state = tracked.current.get(ordinal);
      if (state !== undefined) state.unsentMs += seconds * 1000;
      sent.current.delete(ordinal);
    });
    let busy = false;
    const send = async (): Promise<void> => {
      if (busy) return;
      const parts = take();
      if (parts.length === 0) return;
      busy = true;
      await latest.current.actAsync({ params: { id: assignmentId }, body: { sections: parts } }).then((reply) => latest.current.onAnswer(reply.complete), (error: unknown) => {
        giveBack(parts);
        if (!isUnanswered(error)) void latest.current.onRefused();
      });
      busy = false;
    };
    const leave = (): void => {
      const parts = take();
      if (parts.length > 0) callOnLeave(saveReading, { params: { id: assignmentId }, body: { sections: parts } });
    };
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') leave();
    };
    const start = (): (() => void) => {
      const timer = setInterval(() => void send(), REPORT_EVERY_MS);
      document.addEventListener('visibilitychange', hidden);
      window.addEventListener('pagehide', leave);
      return () => {
        clearInterval(timer);
        document.removeEventListener('visibilitychange', hidden);
        window.removeEventListener('pagehide', leave);
        leave();
      };
    };
    return { start };
  });
  return report;
}

const ACTIVITY = ['pointermove', 'pointerdown', 'wheel', 'scroll', 'keydown', 'touchstart'] as const;

function useLastActive(): { readonly current: number } {
  const last = useRef(pageClock());
  useEffect(() => {
    const active = (): void => { last.current = pageClock(); };
    for (const event of ACTIVITY) window.addEventListener(event, active, { passive: true });
    return () => { for (const event of ACTIVITY) window.removeEventListener(event, active); };
  }, []);
  return last;
}
