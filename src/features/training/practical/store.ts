import { sql, type RawBuilder } from 'kysely';
import type { JsonObject } from '../../../kernel/json.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { holdsAt } from '../../people/store-placement.ts';
import type { AssessorFacts, Repetition } from './types.ts';

type Row = Omit<Repetition, 'at'> & { readonly at: string };

/** The repetitions of assignment `a`, as JSON in their order; a part of larger queries. */
export const repetitionsOf = (assignment: RawBuilder<unknown>): RawBuilder<unknown> => sql`(select coalesce(json_agg(json_build_object('id', x.id, 'number', x.number, 'stage', x.stage, 'place', x.place, 'batch', x.batch, 'items', x.items, 'competent', x.competent,
  'assessor', json_build_object('id', x.assessor_id, 'name', g.printed_name), 'at', x.at, 'digest', encode(x.digest, 'hex'), 'correctsId', x.corrects_id, 'reason', x.reason) order by x.number), '[]')
  from practical_repetition x join signature g on g.id = x.signature_id where x.assignment_id = ${assignment})`;

export function repetitionsFrom(rows: readonly unknown[]): Repetition[] {
  return (rows as readonly Row[]).map((row) => ({ ...row, at: Temporal.Instant.from(row.at) })); // built by repetitionsOf
}

/** What lets somebody assess on a version now: a valid record of it, or the list in force. Employed today, either way. */
export async function loadBasis(db: Db | Tx, assessorId: string, versionId: string, now: Temporal.Instant): Promise<Pick<AssessorFacts, 'recordId' | 'listId'>> {
  const found = await sql<Pick<AssessorFacts, 'recordId' | 'listId'>>`select
      (select r.id from training_record r where r.person_id = p.id and r.version_id = ${versionId}::uuid and (r.valid_until is null or r.valid_until > ${now}) order by r.event_at desc limit 1) as "recordId",
      (select l.id from (select id, person_ids from assessor_list where version_id = ${versionId}::uuid order by number desc limit 1) l where p.id = any(l.person_ids)) as "listId"
    from person p where p.id = ${assessorId}::uuid and exists (select from employment e join site s on s.id = e.site_id where e.person_id = p.id and e.state = 'active' and ${holdsAt(now)})`.execute(db);
  return found.rows[0] ?? { recordId: null, listId: null };
}

/** Who may assess this person on this version: holders of the product role for their place, with a basis. */
export async function loadAssessors(db: Db | Tx, learnerId: string, versionId: string, now: Temporal.Instant): Promise<{ id: string; name: string }[]> {
  const found = await sql<{ id: string; name: string }>`select distinct p.id, p.name from role_grant g join person p on p.id = g.person_id
      join lateral (select e.site_id, d.path from employment e join site s on s.id = e.site_id join department d on d.id = e.department_id where e.person_id = ${learnerId}::uuid and ${holdsAt(now)} limit 1) here on true
    where g.role = 'assessor' and g.revoked_at is null and p.id <> ${learnerId}::uuid and (g.site_id is null or g.site_id = here.site_id) and (g.department_id is null or g.department_id = any(here.path))
      and exists (select from employment e join site s on s.id = e.site_id where e.person_id = p.id and e.state = 'active' and ${holdsAt(now)})
      and (exists (select from training_record r where r.person_id = p.id and r.version_id = ${versionId}::uuid and (r.valid_until is null or r.valid_until > ${now}))
        or p.id = any(coalesce((select person_ids from assessor_list where version_id = ${versionId}::uuid order by number desc limit 1), '{}'::uuid[])))
    order by p.name, p.id limit 20`.execute(db);
  return found.rows;
}

export type Waiting = { id: string; since: Temporal.Instant; person: { id: string; name: string }; department: string | null; document: { id: string; number: string; title: string; risk: 'critical' | 'high' | 'medium' | 'low' }; versionLabel: string; dueOn: Temporal.PlainDate; path: string; repetitions: number; last: boolean | null; mine: boolean };

/** Whose practical is next, longest waiting first; `visible` is a condition on person p. */
export async function loadWaiting(db: Db, assessorId: string | null, now: Temporal.Instant, where: RawBuilder<unknown>, limit: number): Promise<Waiting[]> {
  const found = await sql<Waiting>`select a.id, a.practical_since as since, json_build_object('id', p.id, 'name', p.name) as person,
      (select dep.name from employment e join site s on s.id = e.site_id join department dep on dep.id = e.department_id where e.person_id = p.id and ${holdsAt(now)} limit 1) as department,
      json_build_object('id', d.id, 'number', d.number, 'title', d.title, 'risk', d.risk) as document, v.label as "versionLabel", a.due_on as "dueOn", a.path,
      (select count(*) from practical_repetition x where x.assignment_id = a.id)::int as repetitions,
      (select competent from practical_repetition x where x.assignment_id = a.id order by number desc limit 1) as last,
      exists (select from training_record r where r.person_id = ${assessorId}::uuid and r.version_id = a.version_id and (r.valid_until is null or r.valid_until > ${now}))
        or ${assessorId}::uuid = any(coalesce((select person_ids from assessor_list l where l.version_id = a.version_id order by number desc limit 1), '{}'::uuid[])) as mine
    from assignment a join person p on p.id = a.person_id join document d on d.id = a.document_id join document_version v on v.id = a.version_id
    where a.closed_at is null and a.practical_since is not null and ${where} order by a.practical_since, a.id limit ${limit}`.execute(db);
  return found.rows;
}

export type StoredRepetition = {
  readonly id: string; readonly assignment: string; readonly person: string; readonly version: string; readonly number: number; readonly stage: string; readonly place: string; readonly batch: string | null;
  readonly items: readonly JsonObject[]; readonly competent: boolean; readonly assessor: string; readonly assessorBy: string; readonly assessorBasis: string; readonly corrects: string | null; readonly reason: string | null;
  readonly at: string; readonly signature: string; readonly practicalSha256: string;
};

export async function saveRepetition(tx: AuditedTx, one: StoredRepetition, digest: Buffer, since: Temporal.Instant | null): Promise<void> {
  await sql`insert into practical_repetition (id, assignment_id, person_id, version_id, number, stage, place, batch, items, competent, assessor_id, assessor_by, assessor_basis, corrects_id, reason, at, signature_id, digest)
    values (${one.id}, ${one.assignment}, ${one.person}, ${one.version}, ${one.number}, ${one.stage}, ${one.place}, ${one.batch}, ${JSON.stringify(one.items)}::jsonb, ${one.competent}, ${one.assessor}, ${one.assessorBy}, ${one.assessorBasis}, ${one.corrects}, ${one.reason}, ${one.at}, ${one.signature}, ${digest})`.execute(tx);
  await savePracticalSince(tx, one.assignment, since);
}

/** Null: it does not wait for an assessor, or no longer. */
export async function savePracticalSince(tx: AuditedTx, assignmentId: string, since: Temporal.Instant | null): Promise<void> {
  await sql`update assignment set practical_since = ${since} where id = ${assignmentId} and practical_since is distinct from ${since}::timestamptz`.execute(tx);
}

export type ListVersion = { id: string; documentId: string; number: string; title: string; label: string; state: string; siteId: string | null; authorId: string; practical: boolean };

export async function loadListVersion(db: Db | Tx, versionId: string): Promise<ListVersion | null> {
  const found = await sql<ListVersion>`select v.id, d.id as "documentId", d.number, d.title, v.label, v.state, d.site_id as "siteId", v.author_id as "authorId", exists (select from module m where m.version_id = v.id and m.practical is not null) as practical
    from document_version v join document d on d.id = v.document_id where v.id = ${versionId}::uuid`.execute(db);
  return found.rows[0] ?? null;
}

export type List = { id: string; number: number; people: { id: string; name: string }[]; reason: string; signatureId: string };

export async function loadLists(db: Db | Tx, versionId: string): Promise<List[]> {
  const found = await sql<List>`select l.id, l.number, l.reason, l.signature_id as "signatureId", coalesce((select json_agg(json_build_object('id', p.id, 'name', p.name) order by p.name, p.id) from person p where p.id = any(l.person_ids)), '[]') as people
    from assessor_list l where l.version_id = ${versionId}::uuid order by l.number desc`.execute(db);
  return found.rows;
}

/** People with an account that holds the product role; others cannot assess. */
export async function loadHolders(db: Db | Tx, personIds: readonly string[]): Promise<{ id: string; name: string }[]> {
  const found = await sql<{ id: string; name: string }>`select p.id, p.name from person p where p.id = any(${[...personIds]}::uuid[]) and exists (select from role_grant g where g.person_id = p.id and g.role = 'assessor' and g.revoked_at is null) order by p.name, p.id`.execute(db);
  return found.rows;
}

export async function lockLists(tx: Tx, versionId: string): Promise<void> {
  await sql`select from document_version where id = ${versionId}::uuid for no key update`.execute(tx);
}

export async function saveList(tx: AuditedTx, ctx: Context, list: { id: string; versionId: string; number: number; personIds: readonly string[]; reason: string; signatureId: string }): Promise<void> {
  await sql`insert into assessor_list (id, version_id, number, person_ids, reason, signature_id, signed_at) values (${list.id}, ${list.versionId}, ${list.number}, ${[...list.personIds]}::uuid[], ${list.reason}, ${list.signatureId}, ${ctx.now})`.execute(tx);
}
