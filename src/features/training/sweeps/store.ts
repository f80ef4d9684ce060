import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import { column } from '../../../platform/db/bulk.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { Reviewable } from './rules.ts';
import type { Drift, SweepCause } from './types.ts';

const MARK = 'nightly sweep';
const SHOWN = 100;

/** Where the night is, and which was looked at last; null before the organisation is set up. */
export async function loadNights(db: Db): Promise<{ zone: string; last: Instant | null } | null> {
  const found = await sql<{ zone: string; last: Instant | null }>`select o.zone, m.through as last from organisation o left join clock_mark m on m.name = ${MARK}`.execute(db);
  return found.rows[0] ?? null;
}

/** True once for each night over all nodes. */
export async function takeNight(db: Db, night: Instant): Promise<boolean> {
  const taken = await sql`insert into clock_mark (name, through) values (${MARK}, ${night}) on conflict (name) do update set through = excluded.through where clock_mark.through < excluded.through returning name`.execute(db);
  return taken.rows.length > 0;
}

export type Swept = { readonly id: string; readonly cause: SweepCause; readonly byId: string | null; readonly startedAt: Instant; readonly seconds: number; readonly people: number; readonly drift: number; readonly brokeOff: boolean };

export async function saveSweep(tx: AuditedTx, { id, cause, byId, startedAt, seconds, people, drift, brokeOff }: Swept, items: readonly Drift[]): Promise<void> {
  await sql`insert into sweep (id, cause, by_id, started_at, seconds, people, drift, broke_off) values (${id}, ${cause}, ${byId}, ${startedAt}, ${seconds}, ${people}, ${drift}, ${brokeOff})`.execute(tx);
  if (items.length === 0) return;
  await sql`insert into sweep_drift (sweep_id, ordinal, person_id, document_id, version_id, what, mended)
    select ${id}::uuid, i.ordinal, i.person_id, i.document_id, i.version_id, i.what, i.mended::boolean
    from unnest(${column(items.map((one) => one.personId), 'uuid')}, ${column(items.map((one) => one.documentId), 'uuid')}, ${column(items.map((one) => one.versionId), 'uuid')}, ${column(items.map((one) => one.what), 'text')}, ${column(items.map((one) => String(one.mended)), 'text')})
      with ordinality i(person_id, document_id, version_id, what, mended, ordinal)`.execute(tx);
}

type Ref = { readonly id: string; readonly name: string };
export type SweepRow = Omit<Swept, 'byId'> & { readonly by: Ref | null; readonly review: { readonly by: Ref; readonly at: string; readonly note: string } | null };
const ROWS = sql`select s.id, s.cause, s.started_at as "startedAt", s.seconds::float8 as seconds, s.people, s.drift, s.broke_off as "brokeOff",
    case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as by,
    case when r.sweep_id is not null then jsonb_build_object('by', jsonb_build_object('id', q.id, 'name', q.name), 'at', r.at, 'note', r.note) end as review
  from sweep s left join person p on p.id = s.by_id left join sweep_review r on r.sweep_id = s.id left join person q on q.id = r.by_id`;

export async function loadSweeps(db: Db): Promise<SweepRow[]> {
  return (await sql<SweepRow>`${ROWS} order by s.started_at desc, s.id limit ${SHOWN}`.execute(db)).rows;
}

export async function loadSweep(db: Db, id: string): Promise<SweepRow | null> {
  return (await sql<SweepRow>`${ROWS} where s.id = ${id}::uuid`.execute(db)).rows[0] ?? null;
}

/** Looks at everything in which something was found and nobody has said yet what became of it. */
export async function countWaiting(db: Db): Promise<number> {
  const found = await sql<{ waiting: number }>`select count(*)::int as waiting from sweep s where (s.drift > 0 or s.broke_off) and not exists (select from sweep_review r where r.sweep_id = s.id)`.execute(db);
  return found.rows[0]?.waiting ?? 0;
}

export type DriftRow = { readonly person: Ref; readonly document: { readonly id: string; readonly number: string; readonly title: string }; readonly version: string | null; readonly what: Drift['what']; readonly mended: boolean };

/** Of people whom the reader may see. */
export async function loadDrift(db: Db, id: string, visible: RawBuilder<unknown>): Promise<DriftRow[]> {
  const found = await sql<DriftRow>`select jsonb_build_object('id', p.id, 'name', p.name) as person, jsonb_build_object('id', d.id, 'number', d.number, 'title', d.title) as document, v.label as version, x.what, x.mended
    from sweep_drift x join person p on p.id = x.person_id join document d on d.id = x.document_id left join document_version v on v.id = x.version_id where x.sweep_id = ${id}::uuid and ${visible} order by x.ordinal`.execute(db);
  return found.rows;
}

/** Locked, so that two who write at once are not both first. */
export async function loadReviewable(tx: Tx, id: string): Promise<Reviewable | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sweep ${id}`}, 0))`.execute(tx);
  const found = await sql<Reviewable>`select s.id, s.drift, s.broke_off as "brokeOff", exists (select from sweep_review r where r.sweep_id = s.id) as reviewed from sweep s where s.id = ${id}::uuid`.execute(tx);
  return found.rows[0] ?? null;
}

export async function saveReview(tx: AuditedTx, id: string, byId: string, at: Instant, note: string): Promise<void> {
  await sql`insert into sweep_review (sweep_id, by_id, at, note) values (${id}, ${byId}, ${at}, ${note})`.execute(tx);
}
