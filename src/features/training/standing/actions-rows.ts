import type { RawBuilder } from 'kysely';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { differencesBetween, loadFrozen } from '../completion/frozen.ts';
import { isOutOfAttempts } from '../completion/rules.ts';
import { minutesOnPath } from '../rules.ts';
import { loadAssignmentFacts, type AssignmentFacts, type Row } from './store-lists.ts';

/** Assignments as the contract shows them. What changed is compared once for each pair of versions, not for each row. */
export async function loadAssignmentRows(db: Db | Tx, where: RawBuilder<unknown>, orderBy: RawBuilder<unknown>, limit: number): Promise<Row[]> {
  const facts = await loadAssignmentFacts(db, where, orderBy, limit);
  const rows: Row[] = [];
  for (const row of facts) rows.push({ ...row, minutes: minutesOnPath(row.moduleMinutes, row.path), locked: row.closedAt === null && isOutOfAttempts(row.attempts), changedSections: await countChanged(db, row) });
  return rows;
}

async function countChanged(db: Db | Tx, { path, known, version }: AssignmentFacts): Promise<number> {
  if ((path !== 'refresher' && path !== 'notice') || known === null) return 0;
  const changes = differencesBetween(known, await loadFrozen(db, known), version.id, await loadFrozen(db, version.id));
  return changes.filter((change) => change.ordinal !== null).length;
}
