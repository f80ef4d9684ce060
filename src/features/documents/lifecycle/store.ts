import { sql } from 'kysely';
import type { Day, Instant } from '../../../kernel/day.ts';
import type { Readiness } from '../../../kernel/readiness.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { loadPolicy } from '../policy/store.ts';
import type { EffectiveDatePolicy } from '../policy/types.ts';
import type { Hold, Terms } from './types.ts';

/** When a version takes effect, as fixed at its approval, and the hold that is open on it. */
export async function loadTerms(db: Db | Tx, versionId: string): Promise<Terms> {
  const version = await db.selectFrom('document_version').select(['policy_id', 'takes_effect']).where('id', '=', versionId).executeTakeFirstOrThrow();
  const kept = version.policy_id === null ? null : await loadPolicy(db, version.policy_id);
  const hold = await db.selectFrom('version_hold').selectAll().where('version_id', '=', versionId).where('ended_at', 'is', null).executeTakeFirst();
  return {
    takesEffect: version.takes_effect as EffectiveDatePolicy, // a check constraint of the table
    policy: kept?.settings ?? null,
    hold: hold === undefined ? null : { id: hold.id, since: hold.since, gatePercent: hold.gate_percent, required: hold.required, present: hold.present, trained: hold.trained },
  };
}

export type HoldRow = Hold & { readonly endedAt: Instant | null; readonly endedAs: string | null; readonly reason: string | null; readonly signatureId: string | null };

/** Every hold that a version ever had, newest first. */
export async function loadHolds(db: Db, versionId: string): Promise<HoldRow[]> {
  const rows = await db.selectFrom('version_hold').selectAll().where('version_id', '=', versionId).orderBy('since', 'desc').execute();
  return rows.map((row) => ({ id: row.id, since: row.since, gatePercent: row.gate_percent, required: row.required, present: row.present, trained: row.trained, endedAt: row.ended_at, endedAs: row.ended_as, reason: row.reason, signatureId: row.signature_id }));
}

export async function saveHold(tx: AuditedTx, hold: { readonly id: string; readonly versionId: string; readonly since: Instant; readonly gatePercent: number }, { required, present, trained }: Readiness): Promise<void> {
  await tx.insertInto('version_hold').values({ id: hold.id, version_id: hold.versionId, since: hold.since, gate_percent: hold.gatePercent, required, present, trained }).execute();
}

export type HoldEnd = { readonly as: 'reached' | 'moved' | 'withdrawn' } | { readonly as: 'overridden'; readonly reason: string; readonly signatureId: string };

/** Ends the hold that is open on a version, if there is one. */
export async function saveHoldEnd(tx: AuditedTx, versionId: string, now: Instant, end: HoldEnd): Promise<void> {
  const signed = end.as === 'overridden' ? { reason: end.reason, signature_id: end.signatureId } : {};
  await tx.updateTable('version_hold').set({ ended_at: now, ended_as: end.as, ...signed }).where('version_id', '=', versionId).where('ended_at', 'is', null).execute();
}

export async function saveMovedDate(tx: AuditedTx, versionId: string, effectiveOn: Day, effectiveAt: Instant): Promise<void> {
  await sql`update document_version set effective_on = ${effectiveOn}, effective_at = ${effectiveAt} where id = ${versionId}::uuid and state = 'approved'`.execute(tx);
}
