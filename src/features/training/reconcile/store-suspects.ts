import { sql, type RawBuilder } from 'kysely';
import { column } from '../../../platform/db/bulk.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import type { Reason } from '../../matrix/types.ts';
import type { LiveVersion } from './rules-settled.ts';

const CHUNK = 20_000;

/** A requirement, or a sum of them in any order: two halves of a 64-bit number, each small enough to be added up exactly. */
export type Digest = { readonly count: number; readonly low: number; readonly high: number };

const halves = (hash: RawBuilder<unknown>): RawBuilder<unknown> => sql`${hash} & 4294967295 as low, (${hash} >> 32) & 4294967295 as high`;
/** One document and why it is required. The database hashes both sides, so how it does so does not matter. */
const hashOf = (document: RawBuilder<unknown>, reasons: RawBuilder<unknown>): RawBuilder<unknown> => sql`uuid_hash_extended(${document}, jsonb_hash_extended(${reasons}, 0))`;

export async function loadDigests(tx: Tx, items: readonly { readonly documentId: string; readonly reasons: readonly Reason[] }[]): Promise<Digest[]> {
  const digests: Digest[] = [];
  for (let start = 0; start < items.length; start += CHUNK) {
    const some = items.slice(start, start + CHUNK);
    const found = await sql<{ low: number; high: number }>`select ${halves(sql`h`)} from (select ${hashOf(sql`document`, sql`reasons`)} as h, place
      from unnest(${column(some.map(({ documentId }) => documentId), 'uuid')}, ${column(some.map(({ reasons }) => JSON.stringify(reasons)), 'jsonb')}) with ordinality as i (document, reasons, place)) hashed order by place`.execute(tx);
    for (const { low, high } of found.rows) digests.push({ count: 1, low, high });
  }
  return digests;
}

/** What is kept of the requirements of each person, without the documents that are looked at whole. */
export async function loadHeldDigests(tx: Tx, without: readonly string[]): Promise<ReadonlyMap<string, Digest>> {
  const counted = without.length === 0 ? sql`true` : sql`document_id <> all(${[...without]}::uuid[])`;
  const found = await sql<Digest & { person: string }>`select person_id as person, count(*) as count, sum(low)::bigint as low, sum(high)::bigint as high
    from (select person_id, ${halves(hashOf(sql`document_id`, sql`reasons`))} from obligation where until is null and ${counted}) o group by person_id`.execute(tx);
  return new Map(found.rows.map((row) => [row.person, row]));
}

export type Pair = { readonly personId: string; readonly documentId: string };

/**
 * Everyone and every document of whom `isSettled` could be false, apart from what the digests tell: whoever must know a version and
 * has neither a valid record nor open work, open work that is not quiet, records that have ended, and qualifications that a version took away.
 */
export async function* suspects(tx: Tx, now: Temporal.Instant, live: readonly LiveVersion[], atATime: number): AsyncGenerator<Pair[]> {
  if (live.length === 0) return;
  await saveLive(tx, live);
  await sql`set local enable_nestloop = off`.execute(tx); // the planner expects that next to nobody has nothing, and would look the rest up one by one
  await sql`create temp table sweep_nothing on commit drop as ${withNothing(now, live)}`.execute(tx);
  await sql`set local enable_nestloop = on`.execute(tx);
  await sql`create temp table sweep_suspect on commit drop as ${suspectPairs(now, live)}`.execute(tx); // a cursor on the query itself would be planned for its first rows, and on one core
  await sql`declare suspect no scroll cursor for select "documentId", "personId" from sweep_suspect order by 1, 2`.execute(tx);
  for (;;) {
    const found = await sql<Pair>`fetch ${sql.lit(atATime)} from suspect`.execute(tx);
    if (found.rows.length > 0) yield found.rows;
    if (found.rows.length < atATime) break;
  }
  await sql`close suspect`.execute(tx);
}

/** As a table the planner knows how many there are; `first` is one version of each document, the only one of most. */
async function saveLive(tx: Tx, live: readonly LiveVersion[]): Promise<void> {
  const of = (value: (version: LiveVersion) => string | null) => live.map(value);
  const firsts = new Set(firstsOf(live).map(({ versionId }) => versionId));
  await sql`create temp table sweep_live on commit drop as select * from unnest(${column(of((v) => v.documentId), 'uuid')}, ${column(of((v) => v.versionId), 'uuid')}, ${column(of((v) => v.beforeId), 'uuid')}, ${column(of((v) => String(Number(v.quiet))), 'int')}, ${column(of((v) => String(Number(v.endless))), 'int')},
    ${column(of((v) => String(v.windowDays)), 'int')}, ${column(of((v) => String(Number(firsts.has(v.versionId)))), 'int')}) as l (document, version, before, quiet, endless, days, first)`.execute(tx);
  await sql`analyze sweep_live`.execute(tx);
}

function firstsOf(live: readonly LiveVersion[]): LiveVersion[] {
  return [...new Map(live.toReversed().map((version) => [version.documentId, version])).values()];
}

function suspectPairs(now: Temporal.Instant, live: readonly LiveVersion[]): RawBuilder<unknown> {
  const until = sql`${now}::timestamptz + make_interval(days => l.days)`;
  const valid = sql`(r.valid_until > ${until} or r.valid_until is null and l.endless = 1)`;
  const latest = now.add({ hours: 24 * live.reduce((most, { windowDays }) => Math.max(most, windowDays), 0) });
  const obliged = (person: RawBuilder<unknown>, document: RawBuilder<unknown>) => sql`exists (select from obligation o where o.until is null and o.person_id = ${person} and o.document_id = ${document})`;
  return sql`with free as materialized (select * from (
      select a.document_id as document, a.person_id as person, null::uuid as version from assignment a where a.closed_at is null
      union all select l.document, b.person_id, l.version from training_record b join sweep_live l on l.before = b.version_id) c where not ${obliged(sql`c.person`, sql`c.document`)})
    select document as "documentId", person as "personId" from (
      select document, person from sweep_nothing
      union select l.document, o.person_id as person from obligation o join sweep_live l on l.document = o.document_id and l.first = 0 where o.until is null
        and not exists (select from training_record r where r.person_id = o.person_id and r.version_id = l.version and ${valid}) and not exists (select from assignment a where a.closed_at is null and a.person_id = o.person_id and a.version_id = l.version)
      union select a.document_id, a.person_id from assignment a where a.closed_at is null and not exists (select from sweep_live l where l.version = a.version_id)
      union select a.document_id, a.person_id from assignment a join sweep_live l on l.version = a.version_id and l.quiet = 0 join training_record r on r.person_id = a.person_id and r.version_id = l.before where a.closed_at is null
      union select document_id, person_id from assignment where closed_at is null and ahead_on is not null
      union select document, person from free where version is null
      union select a.document_id, a.person_id from assignment a join employment e on e.person_id = a.person_id and e.state = 'on_leave' and upper(e.during) is not null where a.closed_at is null
      union select l.document, r.person_id from training_record r join sweep_live l on l.version = r.version_id where r.valid_until <= ${latest} and r.valid_until <= ${until}
        and not exists (select from training_record later where later.person_id = r.person_id and later.version_id = r.version_id and later.event_at > r.event_at)
      union select l.document, f.person from free f join sweep_live l on l.version = f.version where not exists (select from training_record r where r.person_id = f.person and r.version_id = l.version and ${valid})
        and (l.quiet = 0 or not exists (select from lapse_notice n where n.person_id = f.person and n.version_id = l.version))
        and exists (select from employment e where e.person_id = f.person and (upper(e.during) is null or upper(e.during) > ${now}::date - 3))) pairs`;
}

/**
 * Whoever must know the first version of a document and has neither a valid record of it nor open work: a pair and its version
 * are then named by the same two ids, so that millions are compared in the order of their indexes, without sorting or hashing.
 */
function withNothing(now: Temporal.Instant, live: readonly LiveVersion[]): RawBuilder<unknown> {
  const alike = Map.groupBy(firstsOf(live), ({ endless, windowDays }) => `${endless} ${windowDays}`);
  const valid = [...alike.values()].map((group) => {
    const [{ endless, windowDays } = { endless: false, windowDays: 0 }] = group;
    const versions = sql`r.version_id = any(${column(group.map(({ versionId }) => versionId), 'uuid')})`;
    return sql`(${versions} and (r.valid_until > ${now.add({ hours: 24 * windowDays })}${endless ? sql` or r.valid_until is null` : sql``}))`;
  });
  return sql`select n.document, n.person from (select o.document_id as document, o.person_id as person from obligation o where o.until is null
        and not exists (select from training_record r where r.person_id = o.person_id and r.document_id = o.document_id and (${sql.join(valid, sql` or `)}))
        and not exists (select from assignment a where a.closed_at is null and a.person_id = o.person_id and a.document_id = o.document_id and a.version_id = any(${column(firstsOf(live).map(({ versionId }) => versionId), 'uuid')})) offset 0) n
      join sweep_live l on l.document = n.document and l.first = 1`;
}
