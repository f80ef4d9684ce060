import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { canonicalJson, type JsonObject } from '../../kernel/json.ts';
import type { DomainEvent } from '../../kernel/decision.ts';
import type { Context } from '../../platform/context.ts';
import type { Tx } from '../../platform/db/pool.ts';

const BATCH = 5000;

/** Writes the events of one act. The first statement marks the transaction as audited for the database. */
export async function saveAuditEvents(tx: Tx, ctx: Context, act: string, events: readonly DomainEvent[]): Promise<void> {
  const frame = frameOf(ctx, act);
  for (let start = 0; start < events.length; start += BATCH) {
    const rows = events.slice(start, start + BATCH).map((event) => rowOf(ctx, frame, event));
    await sql`insert into audit_event (id, at, actor_id, action, subject_kind, subject_id, body, mac)
      select id, ${ctx.now}::timestamptz, ${ctx.principal.id}::uuid, action, kind, subject, body, mac
      from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.action)}::text[], ${rows.map((row) => row.kind)}::text[],
        ${rows.map((row) => row.subject)}::text[], ${rows.map((row) => row.body)}::text[], ${rows.map((row) => row.mac)}::bytea[])
        as r (id, action, kind, subject, body, mac)`.execute(tx);
  }
}

function frameOf(ctx: Context, act: string): JsonObject {
  return {
    act,
    at: ctx.now.toString(),
    actor: { kind: ctx.principal.kind, id: ctx.principal.id, name: ctx.principal.name },
    from: { request: ctx.origin.requestId, address: ctx.origin.address, session: ctx.principal.kind === 'person' ? ctx.principal.sessionId : null },
  };
}

function rowOf(ctx: Context, frame: JsonObject, event: DomainEvent) {
  const id = ctx.newId();
  const body = canonicalJson({ ...frame, id, action: event.type, subject: { kind: event.subject.kind, id: event.subject.id }, data: event.data, why: event.why ?? null });
  return { id, action: event.type, kind: event.subject.kind, subject: event.subject.id, body, mac: macOf(ctx.auditKey, body) };
}

/** HMAC-SHA-256 of the stored text: an event that did not come from a server with the key is found out. */
export function macOf(key: Buffer, body: string): Buffer {
  return createHmac('sha256', key).update(body, 'utf8').digest();
}
