import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { ChangeEffect } from '../../../kernel/effect.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { Proposal, ProposalDecision, ProposedChange } from './types.ts';

type Ref = { readonly id: string; readonly name: string };
export type ProposalRow = {
  readonly id: string; readonly kind: ProposedChange['kind']; readonly ruleId: string | null; readonly curriculumId: string | null; readonly number: number | null; readonly version: number; readonly name: string;
  readonly proposedBy: Ref; readonly proposedAt: Instant; readonly decision: ProposalDecision | null; readonly decidedBy: Ref | null; readonly decidedAt: Instant | null; readonly reason: string | null;
};
export type KeptProposal = ProposalRow & { readonly content: JsonObject; readonly ownerId: string | null; readonly effect: ChangeEffect; readonly decidedEffect: ChangeEffect | null; readonly signatureIds: readonly string[] };

const person = (column: string): RawBuilder<unknown> => sql`(select jsonb_build_object('id', x.id, 'name', x.name) from person x where x.id = ${sql.ref(column)})`;
const columns = sql`p.id, p.kind, p.rule_id as "ruleId", p.curriculum_id as "curriculumId", coalesce(r.number, c.number) as number, p.version, p.name, ${person('p.proposed_by')} as "proposedBy", p.proposed_at as "proposedAt",
  p.decision, ${person('p.decided_by')} as "decidedBy", p.decided_at as "decidedAt", p.decision_reason as reason`;
const tables = sql`matrix_proposal p left join matrix_rule r on r.id = p.rule_id left join curriculum c on c.id = p.curriculum_id`;

export type ProposalQuery = { readonly state: 'waiting' | 'decided'; readonly ruleId?: string | undefined; readonly curriculumId?: string | undefined; readonly cursor?: string | undefined; readonly limit: number };

export async function listProposalRows(db: Db, { state, ruleId, curriculumId, cursor, limit }: ProposalQuery): Promise<ProposalRow[]> {
  const waiting = state === 'waiting';
  const equals = (column: string, value: string | undefined): RawBuilder<unknown> => (value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}::uuid`);
  const after = cursor === undefined ? sql`true` : waiting ? sql`p.id > ${cursor}::uuid` : sql`p.id < ${cursor}::uuid`;
  const found = await sql<ProposalRow>`select ${columns} from ${tables} where ${waiting ? sql`p.decision is null` : sql`p.decision is not null`} and ${equals('p.rule_id', ruleId)} and ${equals('p.curriculum_id', curriculumId)} and ${after}
    order by ${waiting ? sql`p.id` : sql`p.id desc`} limit ${limit + 1}`.execute(db);
  return found.rows;
}

export async function loadProposal(db: Db | Tx, id: string): Promise<KeptProposal | null> {
  const found = await sql<KeptProposal>`select ${columns}, p.content, p.owner_id as "ownerId", p.effect, p.decided_effect as "decidedEffect", array_remove(array[p.signature_id, p.decision_signature_id], null) as "signatureIds" from ${tables} where p.id = ${id}::uuid`.execute(db);
  return found.rows[0] ?? null;
}

/** Whoever decides about a proposal waits for whoever is just doing so. */
export async function lockProposal(tx: Tx, id: string): Promise<void> {
  await sql`select from matrix_proposal where id = ${id}::uuid for update`.execute(tx);
}

export const proposalOf = ({ id, proposedBy, decision }: ProposalRow): Proposal => ({ id, proposedBy: proposedBy.id, decision });

type New = { readonly id: string; readonly change: ProposedChange; readonly version: number; readonly name: string; readonly content: JsonObject; readonly effect: ChangeEffect; readonly by: string; readonly signatureId: string };

export async function saveProposal(tx: AuditedTx, ctx: Context, { id, change, version, name, content, effect, by, signatureId }: New): Promise<void> {
  const [ruleId, curriculumId, ownerId] = change.kind === 'curriculum' ? [null, change.curriculumId, null] : [change.ruleId, null, change.kind === 'rule' ? change.ownerId : null];
  await sql`insert into matrix_proposal (id, kind, rule_id, curriculum_id, version, name, content, owner_id, effect, proposed_by, proposed_at, signature_id)
    values (${id}, ${change.kind}, ${ruleId}, ${curriculumId}, ${version}, ${name}, ${JSON.stringify(content)}::jsonb, ${ownerId}, ${JSON.stringify(effect)}::jsonb, ${by}, ${ctx.now}, ${signatureId})`.execute(tx);
}

type Decided = { readonly decision: ProposalDecision; readonly by: string; readonly reason: string | null; readonly approved?: { readonly signatureId: string; readonly effect: ChangeEffect; readonly subjectId: string } };

/** Settles what a proposal became; one of something new then names what it made. */
export async function saveProposalDecision(tx: AuditedTx, ctx: Context, proposal: ProposalRow, { decision, by, reason, approved }: Decided): Promise<void> {
  const subject = approved?.subjectId ?? null;
  await sql`update matrix_proposal set decision = ${decision}, decided_by = ${by}, decided_at = ${ctx.now}, decision_reason = ${reason}, decision_signature_id = ${approved?.signatureId ?? null},
    decided_effect = ${approved === undefined ? null : JSON.stringify(approved.effect)}::jsonb, rule_id = ${proposal.kind === 'curriculum' ? null : (proposal.ruleId ?? subject)}::uuid, curriculum_id = ${proposal.kind === 'curriculum' ? (proposal.curriculumId ?? subject) : null}::uuid
    where id = ${proposal.id}`.execute(tx);
}
