import { sql } from 'kysely';
import { refuse, type DomainEvent, type Outcome, type Refusal } from '../../kernel/decision.ts';
import type { AuditedTx, Context } from '../../platform/context.ts';
import type { Tx } from '../../platform/db/pool.ts';
import { auditRow, beginAct, saveAuditEvents, saveAuditRows, type AuditRow } from './store.ts';

class RolledBack extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/**
 * Runs one act in one transaction: load → permit → decide → commit. A refusal rolls everything back.
 * With an Idempotency-Key the reply is kept in the same transaction, so the same request again gets the same reply once.
 */
export async function act<Reply, Code extends string>(ctx: Context, work: (tx: Tx) => Promise<Outcome<Reply, Code>>): Promise<Outcome<Reply, Code>> {
  try {
    return await ctx.db.transaction().execute(async (tx) => {
      const repeated = await claimKey<Reply, Code>(ctx, tx);
      if (repeated !== null) return repeated;
      const outcome = await work(tx);
      if (!outcome.ok) throw new RolledBack(outcome.refusal);
      await keepReply(ctx, tx, outcome.reply);
      return outcome;
    });
  } catch (error) {
    if (error instanceof RolledBack) return refuse(error.refusal.code as Code, error.refusal.detail); // the code came out of `work` above
    throw error;
  }
}

/** Writes the events, then the change they describe, then what follows from them. The only way to an AuditedTx. */
export async function commit(ctx: Context, tx: Tx, events: readonly [DomainEvent, ...DomainEvent[]], save: (tx: AuditedTx) => Promise<void>): Promise<void> {
  await commitPrepared(ctx, tx, commitPreparer(ctx)(events), save);
}

export type PreparedCommit = { readonly events: DomainEvent[]; readonly rows: AuditRow[] };

/** The part of a commit that needs no database, so that a large act can prepare one part while another is written. All parts are one act. `texts`: the canonical JSON of the data of each event, where it is known. */
export function commitPreparer(ctx: Context): (events: readonly DomainEvent[], texts?: readonly string[]) => PreparedCommit {
  const begun = beginAct(ctx);
  return (events, texts) => ({ events: [...events], rows: events.map((event, place) => auditRow(begun, event, texts?.[place])) });
}

export async function commitPrepared(ctx: Context, tx: Tx, { events, rows }: PreparedCommit, save: (tx: AuditedTx) => Promise<void>): Promise<void> {
  await saveAuditRows(tx, ctx, rows);
  const audited = tx as AuditedTx; // true from the line above on
  await save(audited);
  await ctx.react(ctx, audited, events);
}

/** An event about something that changed nothing regulated: a sign-in, an export, a view by an inspector. */
export async function recordEvent(ctx: Context, event: DomainEvent): Promise<void> {
  await ctx.db.transaction().execute((tx) => saveAuditEvents(tx, ctx, [event]));
}

export async function recordRefusal(ctx: Context, attempted: string, target: string, refusal: Refusal): Promise<void> {
  await recordEvent(ctx, { type: 'ActRefused', subject: { kind: 'endpoint', id: attempted }, data: { target, code: refusal.code, facts: refusal.detail ?? {} } });
}

async function claimKey<Reply, Code extends string>(ctx: Context, tx: Tx): Promise<Outcome<Reply, Code> | null> {
  if (ctx.idempotency === null) return null;
  const principal = `${ctx.principal.kind}:${ctx.principal.id}`;
  const { key, fingerprint } = ctx.idempotency;
  const claimed = await sql`insert into idempotency_key (principal, key, fingerprint, at) values (${principal}, ${key}, ${fingerprint}, ${ctx.now}) on conflict do nothing returning key`.execute(tx);
  if (claimed.rows.length > 0) return null;
  const earlier = await sql<{ fingerprint: string; reply: Reply }>`select fingerprint, reply from idempotency_key where principal = ${principal} and key = ${key}`.execute(tx);
  const first = earlier.rows[0];
  if (first === undefined || first.fingerprint !== fingerprint) return refuse('idempotency-key-reused' as Code); // a common refusal, known to every endpoint
  return { ok: true, reply: first.reply };
}

async function keepReply(ctx: Context, tx: Tx, reply: unknown): Promise<void> {
  if (ctx.idempotency === null) return;
  await sql`update idempotency_key set reply = ${JSON.stringify(reply ?? null)}::jsonb where principal = ${`${ctx.principal.kind}:${ctx.principal.id}`} and key = ${ctx.idempotency.key}`.execute(tx);
}
