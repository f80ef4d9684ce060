import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../../../platform/db/pool.ts';
import type { Reason } from '../../matrix/types.ts';
import { largeQueries, loadFew, stateOf, type LoadedState } from './store.ts';
import type { Scope } from './types.ts';

const FETCHED = 2000;

type OfPerson = { readonly person_id: string };

/**
 * The state of everyone whom some documents concern, part by part in the order of people: each call gives what there is up to
 * a person. Read once, it is never in memory as a whole, and the next part comes while this one is decided and written.
 */
export async function openState(tx: Tx, scope: Scope, fetched = FETCHED): Promise<(lastPersonId: string) => Promise<LoadedState>> {
  const few = await loadFew(tx, scope);
  const { obligations, open, trained } = largeQueries(scope);
  await sql`set local work_mem = '64MB'`.execute(tx);
  await sql`set local cursor_tuple_fraction = 1`.execute(tx); // all of it will be read: no plan for its first rows
  const parts = { obligations: await inParts(tx, 'reconciled_obligation', obligations, fetched), open: await inParts(tx, 'reconciled_assignment', open, fetched), trained: await inParts(tx, 'reconciled_record', trained, fetched) };
  const reasons = new Map<string, readonly Reason[]>();
  let before = '';
  return async (last) => {
    const since = before;
    before = last;
    const inPart = (row: OfPerson): boolean => row.person_id > since && row.person_id <= last;
    return stateOf({ obligations: await parts.obligations(last), open: await parts.open(last), trained: await parts.trained(last) }, { ...few, noticed: few.noticed.filter(inPart), failed: few.failed.filter(inPart) }, reasons);
  };
}

/** The rows of a query, which has them in the order of people, up to a person. The cursor closes with its last row. */
async function inParts<Row extends OfPerson>(tx: Tx, name: string, query: RawBuilder<Row>, fetched: number): Promise<(lastPersonId: string) => Promise<Row[]>> {
  const cursor = sql.ref(name);
  await sql`declare ${cursor} no scroll cursor for ${query}`.execute(tx);
  let rest: Row[] = [];
  let ended = false;
  return async (last) => {
    const read = [rest];
    while (!ended && (read.at(-1)?.at(-1)?.person_id ?? '') <= last) {
      const { rows } = await sql<Row>`fetch ${sql.lit(fetched)} from ${cursor}`.execute(tx);
      read.push(rows);
      ended = rows.length < fetched;
      if (ended) await sql`close ${cursor}`.execute(tx);
    }
    const all = read.flat();
    const end = all.findIndex((row) => row.person_id > last);
    rest = end < 0 ? [] : all.slice(end);
    return end < 0 ? all : all.slice(0, end);
  };
}
