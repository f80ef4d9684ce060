import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import { canonicalJson } from '../../kernel/json.ts';
import type { DomainEvent } from '../../kernel/decision.ts';
import type { Context } from '../../platform/context.ts';
import { column } from '../../platform/db/bulk.ts';
import type { Db, Tx } from '../../platform/db/pool.ts';
import type { AuditBody } from './types.ts';

const BATCH = 5000;
const MAC_BYTES = 32;

/** What all events of one act share. */
export type Act = { readonly newId: () => string; readonly key: KeyObject; readonly head: Head; readonly kinds: Map<string, EventKind> };
/** What they share in their texts, as canonical JSON: written once, however many events there are. */
type Head = { readonly act: string; readonly actor: string; readonly at: string; readonly from: string };
/** What the events of one kind share: the text before their data, and the text after their subject. */
type EventKind = { readonly action: string; readonly subject: string; readonly before: string; readonly after: string };

/** An event as it will be stored; its text is put together in the database once more from the same pieces. */
export type AuditRow = { readonly id: string; readonly kind: EventKind; readonly subject: string; readonly data: string; readonly from: string; readonly mac: Buffer };

export function beginAct(ctx: Context): Act {
  const { principal, origin, now } = ctx;
  const from = { request: origin.requestId, address: origin.address, session: principal.kind === 'person' ? principal.sessionId : null };
  const actor = canonicalJson({ kind: principal.kind, id: principal.id, name: principal.name });
  return { newId: ctx.newId, key: createSecretKey(ctx.auditKey), head: { act: canonicalJson(ctx.newId()), actor, at: canonicalJson(now.toString()), from: `,"from":${canonicalJson(from)},"id":"` }, kinds: new Map() };
}

const SUBJECT = '","subject":{"id":';

/**
 * The event with the code of its text: the canonical JSON of an AuditBody, put together in the order of its keys. `data`: the
 * canonical JSON of its data, where thousands of events share most of it and it is known already.
 */
export function auditRow(act: Act, event: DomainEvent, data = canonicalJson(event.data)): AuditRow {
  const { key, head: { from } } = act;
  const id = act.newId();
  const kind = kindOf(act, event);
  const body = `${kind.before}${data}${from}${id}${SUBJECT}${canonicalJson(event.subject.id)}${kind.after}`;
  return { id, kind, subject: event.subject.id, data, from, mac: macOf(key, body) };
}

function kindOf({ head: { act, actor, at }, kinds }: Act, { type, subject, why }: DomainEvent): EventKind {
  const key = `${type}\n${subject.kind}\n${why === undefined ? '' : `because ${why}`}`;
  const known = kinds.get(key) ?? {
    action: type, subject: subject.kind,
    before: `{"act":${act},"action":${canonicalJson(type)},"actor":${actor},"at":${at},"data":`,
    after: `,"kind":${canonicalJson(subject.kind)}},"why":${canonicalJson(why ?? null)}}`,
  };
  kinds.set(key, known);
  return known;
}

/** The first statement makes the transaction an audited one for the database. */
export async function saveAuditRows(tx: Tx, ctx: Context, all: readonly AuditRow[]): Promise<void> {
  for (let start = 0; start < all.length; start += BATCH) {
    const rows = all.slice(start, start + BATCH);
    const kinds = [...new Set(rows.map((row) => row.kind))];
    const numbers = new Map(kinds.map((kind, number) => [kind, String(number)]));
    await sql`insert into audit_event (id, at, actor_id, action, subject_kind, subject_id, body, mac)
      select e.id, ${ctx.now}::timestamptz, ${ctx.principal.id}::uuid, k.action, k.subject, e.subject,
        k.before || e.data || ${rows[0]?.from ?? ''} || e.id::text || ${SUBJECT} || to_json(e.subject)::text || k.after,
        substr(${Buffer.concat(rows.map((row) => row.mac))}::bytea, (e.place::int - 1) * ${MAC_BYTES} + 1, ${MAC_BYTES})
      from unnest(${column(rows.map((row) => row.id), 'uuid')}, ${column(rows.map((row) => row.subject), 'text')}, ${column(rows.map((row) => row.data), 'text')}, ${column(rows.map((row) => numbers.get(row.kind) ?? null), 'int')})
        with ordinality as e (id, subject, data, kind, place)
      join (select number, k ->> 'action' as action, k ->> 'subject' as subject, k ->> 'before' as before, k ->> 'after' as after from jsonb_array_elements(${JSON.stringify(kinds)}::jsonb) with ordinality as k (k, number)) k on k.number = e.kind + 1`.execute(tx);
  }
}

export async function saveAuditEvents(tx: Tx, ctx: Context, events: readonly DomainEvent[]): Promise<void> {
  const act = beginAct(ctx);
  await saveAuditRows(tx, ctx, events.map((event) => auditRow(act, event)));
}

/** HMAC-SHA-256 of the stored text: an event that did not come from a server with the key is found out. */
export function macOf(key: Buffer | KeyObject, body: string): Buffer {
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
