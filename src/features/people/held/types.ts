import type { Instant } from '../../../kernel/day.ts';
import type { Hold, RosterChange, RosterCounts, RosterMapping } from '../types-roster.ts';

/** What a file does to one person, without the day on which it is looked at: so that yesterday's effect can be compared with today's. */
export type EffectLine = { readonly number: string; readonly name: string; readonly kind: RosterChange['kind']; readonly what: string };
/** How what a file would do now differs from what it would have done when it came. */
export type EffectDifference = { readonly more: readonly EffectLine[]; readonly fewer: readonly EffectLine[]; readonly otherwise: readonly EffectLine[] };

export type HeldState = 'waiting' | 'imported' | 'discarded';
export type HeldFile = {
  readonly id: string; readonly at: Instant; readonly byId: string | null; readonly byName: string; readonly fileName: string; readonly sha256: string;
  readonly hold: Hold; readonly counts: RosterCounts; readonly state: HeldState;
  readonly decidedAt: Instant | null; readonly decidedByName: string | null; readonly why: string | null;
};
/** What only a waiting file still has. */
export type HeldContent = { readonly bytes: Buffer; readonly sheet: string | null; readonly mapping: RosterMapping; readonly effect: readonly EffectLine[] };
