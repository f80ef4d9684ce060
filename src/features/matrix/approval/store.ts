import { sql } from 'kysely';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Instant } from '../../../kernel/day.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { whyNotAlone } from './rules.ts';
import type { AloneRefusal, ApprovalPolicy } from './types.ts';

export type ApprovalPolicyRow = ApprovalPolicy & { readonly id: string; readonly reason: string | null; readonly signedAt: Instant | null; readonly signatureId: string | null };

/** All versions, newest first; the migration wrote the first. */
export async function loadApprovalPolicies(db: Db | Tx): Promise<readonly [ApprovalPolicyRow, ...ApprovalPolicyRow[]]> {
  const { rows: [newest, ...older] } = await sql<ApprovalPolicyRow>`select id, version, second_person as "secondPerson", reason, signed_at as "signedAt", signature_id as "signatureId" from matrix_policy order by version desc`.execute(db);
  if (newest === undefined) throw new Error('there is no policy for changes of the matrix');
  return [newest, ...older];
}

export async function lockApprovalPolicy(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('readback.matrix_policy'))`.execute(tx);
}

export async function saveApprovalPolicy(tx: AuditedTx, ctx: Context, of: { readonly id: string; readonly version: number; readonly secondPerson: boolean; readonly reason: string; readonly signatureId: string }): Promise<void> {
  await sql`insert into matrix_policy (id, version, second_person, reason, signature_id, signed_at) values (${of.id}, ${of.version}, ${of.secondPerson}, ${of.reason}, ${of.signatureId}, ${ctx.now})`.execute(tx);
}

type About = { readonly ruleId?: string | null; readonly curriculumId?: string | null };

export async function isWaiting(db: Db | Tx, { ruleId = null, curriculumId = null }: About): Promise<boolean> {
  return (await sql`select from matrix_proposal where decision is null and (rule_id = ${ruleId}::uuid or curriculum_id = ${curriculumId}::uuid)`.execute(db)).rows.length > 0;
}

/** Whether a change may be made by one signature. A change and its proposal take turns on the rule or curriculum that they concern. */
export async function mayHoldAtOnce(tx: Tx, about: About): Promise<Outcome<undefined, AloneRefusal>> {
  if (typeof about.ruleId === 'string') await sql`select from matrix_rule where id = ${about.ruleId}::uuid for update`.execute(tx);
  if (typeof about.curriculumId === 'string') await sql`select from curriculum where id = ${about.curriculumId}::uuid for update`.execute(tx);
  const why = whyNotAlone({ secondPerson: (await loadApprovalPolicies(tx))[0].secondPerson, waiting: await isWaiting(tx, about) });
  return why === null ? done(undefined) : refuse(why);
}
