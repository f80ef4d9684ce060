import { sql, type RawBuilder } from 'kysely';
import type { Readiness } from '../../../kernel/readiness.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { holdsAt } from '../../people/store-placement.ts';

/** Everyone required on the version's document and employed at `at`, with whether they are on leave and trained on this very version. */
function asked(versionId: string, at: Temporal.Instant): RawBuilder<unknown> {
  return sql`select distinct on (o.person_id) o.person_id as id, e.state = 'on_leave' as absent, s.name as site, dep.name as department,
      exists (select from training_record r where r.version_id = v.id and r.person_id = o.person_id and (r.valid_until is null or r.valid_until > ${at})) as trained
    from document_version v join obligation o on o.document_id = v.document_id and o.until is null
    join employment e on e.person_id = o.person_id join site s on s.id = e.site_id join department dep on dep.id = e.department_id
    where v.id = ${versionId}::uuid and ${holdsAt(at)} order by o.person_id`;
}

/** DOC-06: the share that a gate looks at, counted over everybody, whoever asks. */
export async function loadReadiness(db: Db | Tx, versionId: string, at: Temporal.Instant): Promise<Readiness> {
  const found = await sql<Readiness>`select count(*) as required, count(*) filter (where not absent) as present, count(*) filter (where not absent and trained) as trained from (${asked(versionId, at)}) a`.execute(db);
  return found.rows[0] ?? { required: 0, present: 0, trained: 0 };
}

export type Missing = { readonly id: string; readonly name: string; readonly department: string; readonly site: string; readonly dueOn: Temporal.PlainDate | null; readonly overdueSince: Temporal.Instant | null };

/** Who is present and not trained on the version, by name; `visible` is a condition on person p. */
export async function loadMissing(db: Db, versionId: string, at: Temporal.Instant, visible: RawBuilder<unknown>, page: { readonly after: { readonly name: string; readonly id: string } | null; readonly limit: number }): Promise<Missing[]> {
  const { after, limit } = page;
  const found = await sql<Missing>`select p.id, p.name, a.department, a.site, w.due_on as "dueOn", w.overdue_since as "overdueSince"
    from (${asked(versionId, at)}) a join person p on p.id = a.id left join assignment w on w.person_id = p.id and w.version_id = ${versionId}::uuid and w.closed_at is null
    where not a.absent and not a.trained and ${visible} and ${after === null ? sql`true` : sql`(lower(p.name), p.id) > (${after.name}, ${after.id}::uuid)`}
    order by lower(p.name), p.id limit ${limit}`.execute(db);
  return found.rows;
}
