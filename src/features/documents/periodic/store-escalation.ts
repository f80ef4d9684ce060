import { sql } from 'kysely';
import type { Day, Instant } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { Escalated } from './rules-escalation.ts';
import type { EscalationStage } from './types.ts';

const MARK = 'periodic reviews';

/** True once for each slot of time over all nodes; the first look takes no lock, since nearly always it is all there is. */
export async function isBehind(db: Db, slot: Instant): Promise<boolean> {
  const found = await sql`select from clock_mark where name = ${MARK} and through >= ${slot}`.execute(db);
  return found.rows.length === 0;
}

/** Takes the slot: whoever asks for the same one waits, and is told no. */
export async function takeSlot(tx: Tx, slot: Instant): Promise<boolean> {
  const taken = await sql`insert into clock_mark (name, through) values (${MARK}, ${slot})
    on conflict (name) do update set through = excluded.through where clock_mark.through < excluded.through returning name`.execute(tx);
  return taken.rows.length > 0;
}

export type EscalationRow = { readonly versionId: string; readonly dueOn: Day; readonly stage: EscalationStage; readonly at: Instant; readonly owner: { readonly id: string; readonly name: string } };

/** What was escalated until then, of these versions; the first first. */
export async function loadEscalations(db: Db | Tx, versionIds: readonly string[], at: Instant): Promise<EscalationRow[]> {
  if (versionIds.length === 0) return [];
  const found = await sql<EscalationRow>`select e.version_id as "versionId", e.due_on as "dueOn", e.stage, e.at, jsonb_build_object('id', p.id, 'name', p.name) as owner
    from review_escalation e join person p on p.id = e.owner_id where e.version_id = any (${[...versionIds]}::uuid[]) and e.at <= ${at} order by e.at, e.id`.execute(db);
  return found.rows;
}

export async function saveEscalations(tx: AuditedTx, escalations: readonly (Escalated & { readonly key: string })[], now: Instant): Promise<void> {
  await tx.insertInto('review_escalation').values(escalations.map((one) => ({ id: one.key, document_id: one.id, version_id: one.version.id, due_on: one.dueOn, stage: one.stage, owner_id: one.ownerId, at: now }))).execute();
}
