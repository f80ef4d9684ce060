import { pageClock } from '../../../../ui/clock.ts';

/** After so long without a key or a touch nobody is at the desk: a window that asked on would keep the session open for whoever passes by. */
const IDLE_MS = 5 * 60_000;
const SIGNS = ['keydown', 'pointerdown', 'wheel'] as const;

export type Activity = { readonly isIdle: () => boolean; readonly stop: () => void };

export function watchActivity(): Activity {
  let activeAt = pageClock();
  const active = (): void => { activeAt = pageClock(); };
  for (const sign of SIGNS) window.addEventListener(sign, active, { passive: true });
  return {
    isIdle: () => pageClock() - activeAt > IDLE_MS,
    stop: () => { for (const sign of SIGNS) window.removeEventListener(sign, active); },
  };
}
