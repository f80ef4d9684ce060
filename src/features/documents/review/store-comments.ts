import { sql } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db } from '../../../platform/db/pool.ts';
import type { ThreadFacts } from './rules-comments.ts';
import type { Ref } from './types.ts';

export type CommentKind = 'comment' | 'reply' | 'resolved' | 'reopened';
export type Thread = {
  readonly id: string; readonly sectionOrdinal: number | null; readonly sectionName: string | null; readonly quote: string | null;
  /** Made on the text that the version has now; an earlier one was replaced after it was sent back. */
  readonly onPresentText: boolean; readonly resolved: boolean;
  readonly entries: readonly { readonly id: string; readonly kind: CommentKind; readonly text: string; readonly by: Ref; readonly at: Instant }[];
};
type Row = { id: string; threadId: string; kind: CommentKind; sectionOrdinal: number | null; sectionName: string | null; contentSha256: string; quote: string | null; text: string; byId: string; byName: string; at: Instant };

/** The threads of a version in the order of its text, the ones about the whole first. */
export async function loadThreads(db: Db, versionId: string, contentSha256: string): Promise<Thread[]> {
  const found = await sql<Row>`select c.id, c.thread_id as "threadId", c.kind, c.section_ordinal as "sectionOrdinal", c.section_name as "sectionName", encode(c.content_sha256, 'hex') as "contentSha256",
      c.quote, c.text, p.id as "byId", p.name as "byName", c.at
    from review_comment c join person p on p.id = c.person_id where c.version_id = ${versionId} order by c.at, c.id`.execute(db);
  const threads = [...Map.groupBy(found.rows, (row) => row.threadId).values()].flatMap((rows): Thread[] => {
    const [first] = rows;
    if (first === undefined) return [];
    const { threadId, sectionOrdinal, sectionName, quote } = first;
    return [{
      id: threadId, sectionOrdinal, sectionName, quote, onPresentText: first.contentSha256 === contentSha256, resolved: isResolved(rows),
      entries: rows.map((row) => ({ id: row.id, kind: row.kind, text: row.text, at: row.at, by: { id: row.byId, name: row.byName } })),
    }];
  });
  return threads.toSorted((a, b) => (a.sectionOrdinal ?? 0) - (b.sectionOrdinal ?? 0)); // stable: within a section by time
}

/** What was said last about it being settled counts. */
function isResolved(rows: readonly { readonly kind: CommentKind }[]): boolean {
  return rows.findLast((row) => row.kind === 'resolved' || row.kind === 'reopened')?.kind === 'resolved';
}

export async function countUnresolved(db: Db, versionId: string): Promise<number> {
  const found = await sql<{ open: number }>`select count(*) as open from review_comment c where c.version_id = ${versionId} and c.kind = 'comment'
    and coalesce((select m.kind from review_comment m where m.thread_id = c.id and m.kind in ('resolved', 'reopened') order by m.at desc, m.id desc limit 1), 'reopened') = 'reopened'`.execute(db);
  return found.rows[0]?.open ?? 0;
}

export async function loadThread(db: Db, id: string): Promise<(ThreadFacts & { readonly versionId: string }) | null> {
  const found = await sql<{ versionId: string; kind: CommentKind; personId: string }>`select version_id as "versionId", kind, person_id as "personId" from review_comment where thread_id = ${id} order by at, id`.execute(db);
  const [first] = found.rows;
  return first === undefined ? null : { id, versionId: first.versionId, raisedBy: first.personId, resolved: isResolved(found.rows) };
}

export type NewComment = {
  readonly id: string; readonly threadId: string; readonly versionId: string; readonly kind: CommentKind; readonly sectionOrdinal: number | null; readonly sectionName: string | null;
  readonly contentSha256: string; readonly quote: string | null; readonly text: string; readonly personId: string;
};

export async function saveComment(tx: AuditedTx, comment: NewComment, now: Instant): Promise<void> {
  await tx.insertInto('review_comment').values({
    id: comment.id, thread_id: comment.threadId, version_id: comment.versionId, kind: comment.kind, section_ordinal: comment.sectionOrdinal, section_name: comment.sectionName,
    content_sha256: Buffer.from(comment.contentSha256, 'hex'), quote: comment.quote, text: comment.text, person_id: comment.personId, at: now,
  }).execute();
}
