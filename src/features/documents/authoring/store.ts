import { sql } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { AsideCause, Figure, Lock, WorkingText } from './types.ts';

const hex = (digest: Buffer): string => digest.toString('hex');
const bytesOf = (digest: string): Buffer => Buffer.from(digest, 'hex');

export async function loadWorkingText(db: Db, versionId: string): Promise<WorkingText | null> {
  const row = await db.selectFrom('working_text as w').innerJoin('person as p', 'p.id', 'w.saved_by')
    .select(['w.revision', 'w.content', 'w.client', 'w.saved_by', 'p.name', 'w.saved_at', 'w.base_sha256', 'w.put_revision']).where('w.version_id', '=', versionId).executeTakeFirst();
  if (row === undefined) return null;
  return { revision: row.revision, content: row.content, client: row.client, savedBy: { id: row.saved_by, name: row.name }, savedAt: row.saved_at, baseSha256: hex(row.base_sha256), putRevision: row.put_revision };
}

/** As `loadWorkingText` without the text, which may be long. */
export async function loadProgress(db: Db, versionId: string): Promise<Omit<WorkingText, 'content' | 'client'> | null> {
  const row = await db.selectFrom('working_text as w').innerJoin('person as p', 'p.id', 'w.saved_by')
    .select(['w.revision', 'w.saved_by', 'p.name', 'w.saved_at', 'w.base_sha256', 'w.put_revision']).where('w.version_id', '=', versionId).executeTakeFirst();
  return row === undefined ? null : { revision: row.revision, savedBy: { id: row.saved_by, name: row.name }, savedAt: row.saved_at, baseSha256: hex(row.base_sha256), putRevision: row.put_revision };
}

/** One writer of the version after the other; the document itself stays free. */
export async function lockWriting(tx: Tx, versionId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('writing'), hashtext(${versionId}))`.execute(tx);
}

export type NewWorkingText = { readonly versionId: string; readonly revision: number; readonly content: string; readonly client: string; readonly personId: string; readonly baseSha256: string };

export async function saveWorkingText(tx: Tx, copy: NewWorkingText, now: Instant): Promise<void> {
  await sql`insert into working_text (version_id, revision, content, client, saved_by, saved_at, base_sha256)
    values (${copy.versionId}, ${copy.revision}, ${copy.content}::jsonb, ${copy.client}, ${copy.personId}, ${now}, ${bytesOf(copy.baseSha256)})
    on conflict (version_id) do update set revision = excluded.revision, content = excluded.content, client = excluded.client,
      saved_by = excluded.saved_by, saved_at = excluded.saved_at, base_sha256 = excluded.base_sha256`.execute(tx);
}

/** What is kept and what was sent are the same text, whatever the order of members. */
export async function isSameText(tx: Tx, versionId: string, content: string): Promise<boolean> {
  const row = await sql`select from working_text where version_id = ${versionId} and content = ${content}::jsonb`.execute(tx);
  return row.rows.length > 0;
}

export async function markPut(tx: AuditedTx, versionId: string, revision: number, contentSha256: string): Promise<void> {
  await tx.updateTable('working_text').set({ put_revision: revision, base_sha256: bytesOf(contentSha256) }).where('version_id', '=', versionId).execute();
}

export async function loadLock(db: Db, versionId: string): Promise<Lock | null> {
  const row = await db.selectFrom('writing_lock as l').innerJoin('person as p', 'p.id', 'l.person_id').select(['l.person_id', 'p.name', 'l.client', 'l.since', 'l.beat_at']).where('l.version_id', '=', versionId).executeTakeFirst();
  return row === undefined ? null : { personId: row.person_id, name: row.name, client: row.client, since: row.since, beatAt: row.beat_at };
}

/** Takes or keeps the lock; `since` stays while the same window holds it. */
export async function saveLock(tx: Tx, versionId: string, personId: string, client: string, now: Instant): Promise<void> {
  await sql`insert into writing_lock (version_id, person_id, client, since, beat_at) values (${versionId}, ${personId}, ${client}, ${now}, ${now})
    on conflict (version_id) do update set person_id = excluded.person_id, client = excluded.client, beat_at = excluded.beat_at,
      since = case when writing_lock.client = excluded.client then writing_lock.since else excluded.since end`.execute(tx);
}

export async function releaseLock(db: Db, versionId: string, personId: string, client: string): Promise<void> {
  await db.deleteFrom('writing_lock').where('version_id', '=', versionId).where('person_id', '=', personId).where('client', '=', client).execute();
}

export type NewKeptText = { readonly id: string; readonly versionId: string; readonly content: string; readonly personId: string; readonly cause: AsideCause };

export async function saveKeptText(tx: Tx, copy: NewKeptText, now: Instant): Promise<void> {
  await sql`insert into kept_text (id, version_id, content, person_id, cause, kept_at)
    values (${copy.id}, ${copy.versionId}, ${copy.content}::jsonb, ${copy.personId}, ${copy.cause}, ${now})`.execute(tx);
}

/** The same text kept aside already, by the same person: a window that sends it again adds nothing. */
export async function findKeptText(tx: Tx, versionId: string, personId: string, content: string): Promise<string | null> {
  const found = await sql<{ id: string }>`select id from kept_text where version_id = ${versionId} and person_id = ${personId} and content = ${content}::jsonb limit 1`.execute(tx);
  return found.rows[0]?.id ?? null;
}

export type KeptRow = { readonly id: string; readonly person: { readonly id: string; readonly name: string }; readonly cause: AsideCause; readonly keptAt: Instant };

export async function loadKeptTexts(db: Db, versionId: string): Promise<KeptRow[]> {
  const rows = await db.selectFrom('kept_text as r').innerJoin('person as p', 'p.id', 'r.person_id').select(['r.id', 'r.person_id', 'p.name', 'r.cause', 'r.kept_at']).where('r.version_id', '=', versionId).orderBy('r.kept_at', 'desc').orderBy('r.id', 'desc').limit(50).execute();
  return rows.map((row) => ({ id: row.id, person: { id: row.person_id, name: row.name }, keptAt: row.kept_at, cause: row.cause as AsideCause })); // a check constraint of the table
}

export async function loadKeptContent(db: Db, versionId: string, id: string): Promise<unknown> {
  const row = await db.selectFrom('kept_text').select('content').where('version_id', '=', versionId).where('id', '=', id).executeTakeFirst();
  return row?.content ?? null;
}

export async function saveFigures(tx: Tx, versionId: string, figures: readonly Figure[]): Promise<void> {
  if (figures.length === 0) return;
  await tx.insertInto('draft_figure').values(figures.map((figure) => ({ version_id: versionId, sha256: bytesOf(figure.sha256), media_type: figure.mediaType, bytes: figure.bytes }))).onConflict((conflict) => conflict.doNothing()).execute();
}

export async function loadFigures(db: Db, versionId: string, digests: readonly string[]): Promise<Figure[]> {
  if (digests.length === 0) return [];
  const rows = await db.selectFrom('draft_figure').select(['sha256', 'media_type', 'bytes']).where('version_id', '=', versionId).where('sha256', 'in', digests.map(bytesOf)).execute();
  return rows.map((row) => ({ sha256: hex(row.sha256), bytes: row.bytes, mediaType: row.media_type as Figure['mediaType'] })); // a check constraint of the table
}

export async function sizeOfFigures(db: Db, versionId: string): Promise<number> {
  const found = await sql<{ bytes: number }>`select coalesce(sum(length(bytes)), 0)::bigint as bytes from draft_figure where version_id = ${versionId}`.execute(db);
  return found.rows[0]?.bytes ?? 0;
}

export type CoAuthor = { readonly id: string; readonly name: string };

export async function loadCoAuthors(db: Db, versionId: string): Promise<CoAuthor[]> {
  return db.selectFrom('version_coauthor as c').innerJoin('person as p', 'p.id', 'c.person_id').select(['p.id', 'p.name']).where('c.version_id', '=', versionId).orderBy('p.name').execute();
}

export async function loadPersonName(db: Db, personId: string): Promise<string | null> {
  return (await db.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirst())?.name ?? null;
}

export async function saveCoAuthor(tx: AuditedTx, versionId: string, personId: string, namedBy: string, now: Instant): Promise<void> {
  await tx.insertInto('version_coauthor').values({ version_id: versionId, person_id: personId, named_by: namedBy, named_at: now }).execute();
}

/** Once approved, a version needs nothing any more that helped to write it. */
export async function clearWriting(tx: AuditedTx, versionIds: readonly string[]): Promise<void> {
  for (const table of ['working_text', 'writing_lock', 'kept_text', 'draft_figure'] as const) await tx.deleteFrom(table).where('version_id', 'in', versionIds).execute();
}
