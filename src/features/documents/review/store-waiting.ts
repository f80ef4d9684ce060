import { sql } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { Db } from '../../../platform/db/pool.ts';
import type { ChangeClass, Risk } from '../types.ts';
import type { Ref } from './types.ts';

/** More than anybody can work through; whoever has so many waiting is helped by no longer list. */
const MOST = 1000;

export type ForWhom = {
  readonly personId: string;
  readonly standsInFor: readonly string[];
  /** Product roles with the site where they hold; null: everywhere. */
  readonly grants: readonly { readonly role: string; readonly siteId: string | null }[];
};

/** Running reviews with an open step that may be theirs: by role, by name or as a deputy. The rule decides which are. */
export async function findWaiting(db: Db, whom: ForWhom): Promise<string[]> {
  const names = [whom.personId, ...whom.standsInFor];
  const found = await sql<{ id: string }>`select r.id from review r join document_version v on v.id = r.version_id join document d on d.id = v.document_id
    where r.ended_at is null and r.started_by <> ${whom.personId} and not exists (select from version_coauthor c where c.version_id = r.version_id and c.person_id = ${whom.personId}) and exists (
      select from review_step s where s.review_id = r.id and s.opened_at is not null and s.done_at is null and (
        exists (select from unnest(${whom.grants.map((grant) => grant.role)}::text[], ${whom.grants.map((grant) => grant.siteId)}::uuid[]) as g (role, site_id) where g.role = s.role and (g.site_id is null or g.site_id = d.site_id))
        or exists (select from review_signer n where n.step_id = s.id and n.person_id = any(${names}::uuid[]))
        or (s.deputies and exists (select from role_grant g where g.role = s.role and g.person_id = any(${[...whom.standsInFor]}::uuid[]) and g.revoked_at is null))))
    order by r.started_at limit ${MOST}`.execute(db);
  return found.rows.map((row) => row.id);
}

export async function findOwn(db: Db, personId: string): Promise<string[]> {
  const found = await sql<{ id: string }>`select id from review where ended_at is null and started_by = ${personId} order by started_at limit ${MOST}`.execute(db);
  return found.rows.map((row) => row.id);
}

/** All that run, everywhere or at these sites. */
export async function findRunning(db: Db, siteIds: readonly string[] | 'all'): Promise<string[]> {
  const found = await sql<{ id: string }>`select r.id from review r join document_version v on v.id = r.version_id join document d on d.id = v.document_id
    where r.ended_at is null and (${siteIds === 'all'} or d.site_id = any(${siteIds === 'all' ? [] : [...siteIds]}::uuid[])) order by r.started_at limit ${MOST}`.execute(db);
  return found.rows.map((row) => row.id);
}

export type WaitingVersion = {
  readonly versionId: string; readonly documentId: string; readonly number: string; readonly title: string; readonly label: string; readonly risk: Risk; readonly changeClass: ChangeClass;
  readonly siteId: string | null; readonly zone: string; readonly author: Ref; readonly submittedAt: Instant; readonly unresolved: number;
};

/** What the versions of these reviews are, by version. */
export async function loadWaitingVersions(db: Db, versionIds: readonly string[]): Promise<Map<string, WaitingVersion>> {
  const found = await sql<Omit<WaitingVersion, 'author'> & { authorId: string; authorName: string }>`select v.id as "versionId", d.id as "documentId", d.number, d.title, v.label, d.risk, v.change_class as "changeClass",
      d.site_id as "siteId", coalesce(s.zone, o.zone) as zone, p.id as "authorId", p.name as "authorName", v.submitted_at as "submittedAt",
      (select count(*) from review_comment c where c.version_id = v.id and c.kind = 'comment' and coalesce((select m.kind from review_comment m where m.thread_id = c.id and m.kind in ('resolved', 'reopened') order by m.at desc, m.id desc limit 1), 'reopened') = 'reopened') as unresolved
    from document_version v join document d on d.id = v.document_id cross join organisation o left join site s on s.id = d.site_id join person p on p.id = v.author_id
    where v.id = any(${[...versionIds]}::uuid[])`.execute(db);
  return new Map(found.rows.map(({ authorId, authorName, ...row }) => [row.versionId, { ...row, author: { id: authorId, name: authorName } }]));
}
