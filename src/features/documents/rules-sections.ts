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

/** What became of section numbers: those that a number leads to now, none where its section is gone. Numbers that stayed are left out. */
export type Renumbered = Readonly<Record<string, readonly string[]>>;

/** ASM-03: whatever is tied to the number of a section follows the section: past one that was put in, into the parts of a split, into a merge. */
export function renumbered(older: readonly SectionRef[], newer: readonly SectionRef[]): Renumbered {
  const numberOf = new Map(older.map(({ ordinal, number }) => [ordinal, number]));
  const now = new Map(older.flatMap(({ number }): [string, Set<string>][] => (number === null ? [] : [[number, new Set()]])));
  for (const { old, alsoOld, new: present } of linkSections(older, newer)) {
    if (present?.number === undefined || present.number === null) continue;
    for (const from of old === null ? [] : [old, ...alsoOld]) now.get(numberOf.get(from.ordinal) ?? '')?.add(present.number);
  }
  return Object.fromEntries([...now].flatMap(([number, to]): [string, string[]][] => (to.size === 1 && to.has(number) ? [] : [[number, [...to]]])));
}
