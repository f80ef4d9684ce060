import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../kernel/day.ts';
import type { Scope } from '../../kernel/permission.ts';
import type { AuditedTx, Context } from '../../platform/context.ts';
import type { Db, Tx } from '../../platform/db/pool.ts';
import type { Kind, QualityEvent, Severity, Source, State } from './types.ts';

type Ref = { readonly id: string; readonly name: string };
export type EventRow = {
  readonly id: string; readonly number: number; readonly kind: Kind; readonly source: Source; readonly severity: Severity; readonly state: State; readonly title: string; readonly text: string;
  readonly occurredAt: Instant; readonly openedAt: Instant; readonly openedBy: Ref | null; readonly site: Ref | null;
  readonly document: { readonly id: string; readonly number: string; readonly title: string } | null; readonly version: { readonly id: string; readonly label: string } | null;
};
export type Filter = { readonly scope: Scope; readonly at: Instant; readonly words: readonly string[]; readonly state: State | null; readonly documentId: string | null; readonly id: string | null };

/** Newest first. Events without a site concern the whole organisation and show to everybody who may read any. */
export async function loadEvents(db: Db, filter: Filter, page: { readonly before: number | null; readonly limit: number }): Promise<EventRow[]> {
  const found = await sql<EventRow>`select q.id, q.number, q.kind, q.source, q.severity, q.state, q.title, q.text, q.occurred_at as "occurredAt", q.opened_at as "openedAt",
      case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as "openedBy", case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as site,
      case when d.id is not null then jsonb_build_object('id', d.id, 'number', d.number, 'title', d.title) end as document, case when v.id is not null then jsonb_build_object('id', v.id, 'label', v.label) end as version
    ${matching(filter)} and ${page.before === null ? sql`true` : sql`q.number < ${page.before}`} order by q.number desc limit ${page.limit}`.execute(db);
  return found.rows;
}

export async function countEvents(db: Db, filter: Filter): Promise<number> {
  const found = await sql<{ total: number }>`select count(*) as total ${matching(filter)}`.execute(db);
  return found.rows[0]?.total ?? 0;
}

function matching({ scope, at, words, state, documentId, id }: Filter): RawBuilder<unknown> {
  const sites = scope === 'all' ? sql`true` : sql`(q.site_id is null or q.site_id = any(${[...scope.siteIds]}::uuid[]))`;
  return sql`from quality_event q left join person p on p.id = q.opened_by left join site s on s.id = q.site_id left join document d on d.id = q.document_id left join document_version v on v.id = q.version_id
    where q.opened_at <= ${at} and ${sites} and (${state}::text is null or q.state = ${state}) and (${documentId}::uuid is null or q.document_id = ${documentId}) and (${id}::uuid is null or q.id = ${id})
      and lower('qe-' || lpad(q.number::text, 4, '0') || ' ' || q.title || ' ' || q.text || ' ' || coalesce(d.title, '')) like all (${words.map((word) => `%${word.toLowerCase().replaceAll(/[\\%_]/gu, '\\$&')}%`)}::text[])`;
}

export async function nextEventNumber(tx: Tx): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('quality_event.number'))`.execute(tx);
  const found = await sql<{ next: number }>`select coalesce(max(number), 0) + 1 as next from quality_event`.execute(tx);
  return found.rows[0]?.next ?? 1;
}

export async function saveEvent(tx: AuditedTx, ctx: Context, id: string, number: number, event: QualityEvent): Promise<void> {
  await tx.insertInto('quality_event').values({
    id, number, kind: event.kind, source: event.source, occurred_at: event.occurredAt, site_id: event.siteId, severity: event.severity, title: event.title, text: event.text,
    document_id: event.documentId, version_id: event.versionId, opened_by: ctx.principal.kind === 'person' ? ctx.principal.id : null, opened_at: ctx.now, state: 'open',
  }).execute();
}
