import { linkSections } from './compare/rules.ts';
import type { SectionRef } from './compare/types.ts';

/** One difference between two versions. `ordinal` counts in the newer version, `oldOrdinal` in the older one. */
export type SectionChange = {
  readonly kind: 'changed' | 'added' | 'removed';
  readonly ordinal: number | null;
  readonly oldOrdinal: number | null;
  readonly number: string | null;
  readonly heading: string | null;
};

/**
 * What a reader of `older` finds different in `newer`: what a refresher is about (TRN-02). It is the comparison without its words,
 * so the two never disagree. A new number or a new place alone is no change; a new heading, new words or a new picture is.
 * Order: as in the newer version, then what was removed.
 */
export function changedSections(older: readonly SectionRef[], newer: readonly SectionRef[]): SectionChange[] {
  const changes = linkSections(older, newer).filter(({ changed }) => changed).flatMap(({ kind, old, new: present }): SectionChange[] => {
    const named = present ?? old;
    if (named === null) return [];
    const { number, heading } = named;
    return [{ kind: kind === 'added' || kind === 'removed' ? kind : 'changed', ordinal: present?.ordinal ?? null, oldOrdinal: old?.ordinal ?? null, number, heading }];
  });
  return [...changes.filter(({ kind }) => kind !== 'removed'), ...changes.filter(({ kind }) => kind === 'removed')];
}
