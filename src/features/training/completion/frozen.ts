import { boundedCache } from '../../../platform/bounded-cache.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { compareApart } from '../../documents/compare/run.ts';
import type { Comparison } from '../../documents/compare/types.ts';
import { changedSections } from '../../documents/rules-sections.ts';
import { loadModule } from '../../learning/store.ts';
import type { Module } from '../../learning/types.ts';
import { loadSections, type SectionRow } from './store.ts';

export type Frozen = { readonly sections: readonly SectionRow[]; readonly module: Module | null };
type Changes = ReturnType<typeof changedSections>;

const MEGABYTES = 24;
const versions = boundedCache<Frozen>(MEGABYTES * 1024 * 1024);
const differences = boundedCache<Changes>(5000);
const comparisons = boundedCache<Comparison>(8 * 1024 * 1024);

/**
 * Sections and module of a version that people train on. From its approval on the database lets neither change (DOC-09),
 * so they are read once and not at each step of each learner. Precondition: the version has been approved.
 */
export async function loadFrozen(db: Db | Tx, versionId: string): Promise<Frozen> {
  const known = versions.get(versionId);
  if (known !== undefined) return known;
  const frozen: Frozen = { sections: await loadSections(db, versionId), module: await loadModule(db, versionId) };
  versions.set(versionId, frozen, frozen.sections.reduce((size, section) => size + 2 * (section.html.length + section.text.length), 1000));
  return frozen;
}

export function differencesBetween(olderId: string, older: Frozen, newerId: string, newer: Frozen): Changes {
  const key = `${olderId} ${newerId}`;
  const known = differences.get(key);
  if (known !== undefined) return known;
  const changes = changedSections(older.sections, newer.sections);
  differences.set(key, changes, 1 + changes.length);
  return changes;
}

/** The same differences word by word, for who reads them; null where the versions are too large to be compared while somebody waits. */
export async function comparisonBetween(olderId: string, older: Frozen, newerId: string, newer: Frozen): Promise<Comparison | null> {
  const key = `${olderId} ${newerId}`;
  const known = comparisons.get(key);
  if (known !== undefined) return known;
  const comparison = await compareApart(older.sections, newer.sections);
  if (comparison !== null) comparisons.set(key, comparison, [...older.sections, ...newer.sections].reduce((size, section) => size + 2 * section.text.length, 1000));
  return comparison;
}
