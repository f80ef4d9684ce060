import { sql } from 'kysely';
import type { Db } from '../../../platform/db/pool.ts';
import type { Notice } from './types.ts';

export type NoticeRow = Notice & {
  readonly id: string; readonly documentId: string; readonly number: string; readonly title: string;
  readonly versionId: string; readonly label: string; readonly trainedId: string; readonly trainedLabel: string;
};

/** The last notice of each document, as things stood at an instant. */
export async function loadNotices(db: Db, personId: string, at: Temporal.Instant): Promise<NoticeRow[]> {
  const found = await sql<NoticeRow>`
    select distinct on (d.sort_key, d.id) n.id, d.id as "documentId", d.number, d.title, v.id as "versionId", v.label, k.id as "trainedId", k.label as "trainedLabel", n.at as "announcedAt", coalesce(lower(v.in_force), v.effective_at) as "effectiveAt",
      coalesce(v.withdrawn_at <= ${at}, false) as withdrawn,
      exists (select from training_record r join document_version rv on rv.id = r.version_id where r.person_id = n.person_id and r.document_id = n.document_id and rv.ordinal >= v.ordinal and r.event_at <= ${at}) as "trainedSince",
      exists (select from obligation o where o.person_id = n.person_id and o.document_id = n.document_id and o.since <= ${at} and (o.until is null or o.until > ${at})) as required
    from lapse_notice n join document d on d.id = n.document_id join document_version v on v.id = n.version_id join document_version k on k.id = n.trained_version_id
    where n.person_id = ${personId}::uuid and n.at <= ${at} order by d.sort_key, d.id, n.at desc`.execute(db);
  return found.rows;
}
