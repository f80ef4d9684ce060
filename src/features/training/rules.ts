import type { Path } from './types.ts';

/** Minutes to plan for one training: a refresher or a notice takes about a third of the whole module, at least one. */
export function minutesOnPath(moduleMinutes: number, path: Path): number {
  return path === 'refresher' || path === 'notice' ? Math.max(1, Math.ceil(moduleMinutes / 3)) : moduleMinutes;
}
