import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { canonicalJson } from '../../kernel/json.ts';
import type { DomainEvent } from '../../kernel/decision.ts';
import type { Context } from '../../platform/context.ts';
import { bytesColumn, column } from '../../platform/db/bulk.ts';
import type { Db, Tx } from '../../platform/db/pool.ts';
import type { AuditBody } from './types.ts';

const BATCH = 5000;

export type AuditRow = { readonly id: string; readonly action: string; readonly kind: string; readonly subject: string; readonly body: string; readonly mac: Buffer };

/** The events of one act as they will be stored. */
export function auditRows(ctx: Context, act: string, events: readonly DomainEvent[]): AuditRow[] {
  const frame = frameOf(ctx, act);
  return events.map((event) => rowOf(ctx, frame, event));
}

/** The first statement marks the transaction as audited for the database. */
export async function saveAuditRows(tx: Tx, ctx: Context, all: readonly AuditRow[]): Promise<void> {
  for (let start = 0; start < all.length; start += BATCH) {
    const rows = all.slice(start, start + BATCH);
    await sql`insert into audit_event (id, at, actor_id, action, subject_kind, subject_id, body, mac)
      select id, ${ctx.now}::timestamptz, ${ctx.principal.id}::uuid, action, kind, subject, body, mac
      from unnest(${column(rows.map((row) => row.id), 'uuid')}, ${column(rows.map((row) => row.action), 'text')}, ${column(rows.map((row) => row.kind), 'text')},
        ${column(rows.map((row) => row.subject), 'text')}, ${column(rows.map((row) => row.body), 'text')}, ${bytesColumn(rows.map((row) => row.mac))}) as r (id, action, kind, subject, body, mac)`.execute(tx);
  }
}

export async function saveAuditEvents(tx: Tx, ctx: Context, act: string, events: readonly DomainEvent[]): Promise<void> {
  await saveAuditRows(tx, ctx, auditRows(ctx, act, events));
}

/** What all events of one act share, as canonical JSON: written once, however many events there are. */
type Frame = { readonly act: string; readonly actor: string; readonly at: string; readonly from: string };

function frameOf({ principal, origin, now }: Context, act: string): Frame {
  const from = { request: origin.requestId, address: origin.address, session: principal.kind === 'person' ? principal.sessionId : null };
  return { act: canonicalJson(act), actor: canonicalJson({ kind: principal.kind, id: principal.id, name: principal.name }), at: canonicalJson(now.toString()), from: canonicalJson(from) };
}

/** The canonical JSON of an AuditBody, put together in the order of its keys. */
function bodyOf(frame: Frame, id: string, { type, subject, data, why }: DomainEvent): string {
  const { act, actor, at, from } = frame;
  return `{"act":${act},"action":${canonicalJson(type)},"actor":${actor},"at":${at},"data":${canonicalJson(data)},"from":${from},"id":"${id}","subject":${canonicalJson({ kind: subject.kind, id: subject.id })},"why":${canonicalJson(why ?? null)}}`;
}

function rowOf(ctx: Context, frame: Frame, event: DomainEvent): AuditRow {
  const id = ctx.newId();
  const body = bodyOf(frame, id, event);
  return { id, action: event.type, kind: event.subject.kind, subject: event.subject.id, body, mac: macOf(ctx.auditKey, body) };
}

/** HMAC-SHA-256 of the stored text: an event that did not come from a server with the key is found out. */
export function macOf(key: Buffer, body: string): Buffer {
  return createHmac('sha256', key).update(body, 'utf8').digest();
}

export type TrailQuery = { cursor?: string | undefined; limit: number; subjectId?: string | undefined; actorId?: string | undefined; action?: string | undefined; from?: string | undefined; to?: string | undefined };

export type TrailPage = { items: (AuditBody & { seq: number | null })[]; nextCursor: string | null };

/** Newest first; the cursor is the id of the last event shown. */
export async function listTrail(db: Db, query: TrailQuery): Promise<TrailPage> {
  const only = (condition: ReturnType<typeof sql>, asked: unknown) => (asked === undefined ? sql`true` : condition);
  const found = await sql<{ id: string; body: string; seq: number | null }>`select e.id, e.body, l.seq from audit_event e left join audit_leaf l on l.event_id = e.id
    where ${only(sql`e.id < ${query.cursor}::uuid`, query.cursor)} and ${only(sql`e.subject_id = ${query.subjectId}`, query.subjectId)} and ${only(sql`e.actor_id = ${query.actorId}::uuid`, query.actorId)}
      and ${only(sql`e.action = ${query.action}`, query.action)} and ${only(sql`e.at >= ${query.from}::timestamptz`, query.from)} and ${only(sql`e.at < ${query.to}::timestamptz`, query.to)}
    order by e.id desc limit ${query.limit + 1}`.execute(db);
  const shown = found.rows.slice(0, query.limit);
  const items = shown.map((row) => ({ ...(JSON.parse(row.body) as AuditBody), seq: row.seq })); // written by saveAuditEvents in this shape
  return { items, nextCursor: found.rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null };
}
