import { sql, type RawBuilder } from 'kysely';
import type { AuditedTx, Context } from '../../platform/context.ts';
import { column } from '../../platform/db/bulk.ts';
import type { Db, Tx } from '../../platform/db/pool.ts';
import { PREPARED } from '../../platform/db/prepared.ts';
import { conditionsOf, idsNamed } from './rules-audience.ts';
import { ruleApplies } from './rules.ts';
import type { Audience, Curriculum, MatrixRule, Position, RuleContent } from './types.ts';

type RuleRow = { id: string; number: number; version: number; name: string; audience: Audience; document_ids: string[]; curricula: Curriculum[]; starts: Temporal.PlainDate; ends: Temporal.PlainDate | null };

/** A curriculum counts as it was known at the same instant as the rule. */
const columns = (at: Temporal.Instant | null): RawBuilder<unknown> => sql`r.id, r.number, v.version, v.name, v.audience, v.document_ids, lower(v.effective) as starts, upper(v.effective) - 1 as ends,
  case when v.curriculum_ids = '{}' then '[]'::jsonb else coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'number', c.number, 'version', cv.version, 'name', cv.name, 'documentIds', cv.document_ids) order by c.number)
    from curriculum_version cv join curriculum c on c.id = cv.curriculum_id where cv.curriculum_id = any(v.curriculum_ids) and ${known('cv', at)}), '[]'::jsonb) end as curricula`;

/** A condition on a version: it was the current one at the instant; null: it is now. */
function known(table: 'v' | 'cv', at: Temporal.Instant | null): RawBuilder<boolean> {
  const [created, superseded] = [sql.ref(`${table}.created_at`), sql.ref(`${table}.superseded_at`)];
  return at === null ? sql<boolean>`${superseded} is null` : sql<boolean>`(${created} <= ${at} and (${superseded} is null or ${superseded} > ${at}))`;
}

function toRule(row: RuleRow): MatrixRule {
  return { id: row.id, number: row.number, version: row.version, name: row.name, audience: row.audience, documentIds: row.document_ids, curricula: row.curricula, from: row.starts, until: row.ends };
}

/** Current rule versions, those that lead to the given documents only when some are given; with `at`, those that were current then. */
export async function loadRules(db: Db | Tx, documentIds: readonly string[] | null, at: Temporal.Instant | null = null): Promise<MatrixRule[]> {
  const ids = sql`${[...(documentIds ?? [])]}::uuid[]`;
  const about = documentIds === null ? sql`true` : sql`(v.document_ids && ${ids} or v.curriculum_ids && array(select cv.curriculum_id from curriculum_version cv where cv.document_ids && ${ids} and ${known('cv', at)}))`;
  const found = await sql<RuleRow>`select ${columns(at)} from matrix_rule_version v join matrix_rule r on r.id = v.rule_id where ${known('v', at)} and ${about} order by r.number`.execute(db);
  return found.rows.map(toRule);
}

/** A group without any of these conditions; said as the index says it. */
const NAMING_NOBODY = sql.raw(`v.audience @? '$[*] ? (!exists(@.all[*] ? (@.kind == "role" || @.kind == "department" || @.kind == "site")))'`);

/**
 * The current rules that apply to any of these positions: what `loadRules` gives, without those that ask nothing of them. Only
 * these are read with their documents, so that it costs what it answers, however many rules there are.
 */
export async function loadRulesApplying(db: Db | Tx, positions: readonly Position[]): Promise<MatrixRule[]> {
  if (positions.length === 0) return [];
  const named = new Set(positions.flatMap(({ roles, departmentPath, siteId }) => [...roles.map(({ id }) => naming('role', id)), ...departmentPath.map((id) => naming('department', id)), naming('site', siteId)]));
  const heads = await sql<RuleRow>`${PREPARED} select r.id, r.number, v.version, v.name, v.audience, '{}'::uuid[] as document_ids, '[]'::jsonb as curricula, lower(v.effective) as starts, upper(v.effective) - 1 as ends
    from (select v.id from unnest(${column([...named], 'jsonb')}) as named (part) join matrix_rule_version v on v.audience @> named.part where ${known('v', null)}
      union select v.id from matrix_rule_version v where ${known('v', null)} and ${NAMING_NOBODY}) could join matrix_rule_version v on v.id = could.id join matrix_rule r on r.id = v.rule_id`.execute(db);
  const ids = heads.rows.filter((row) => positions.some((position) => ruleApplies(toRule(row), position))).map(({ id }) => id);
  if (ids.length === 0) return [];
  const found = await sql<RuleRow>`${PREPARED} select ${columns(null)} from matrix_rule_version v join matrix_rule r on r.id = v.rule_id where ${known('v', null)} and r.id = any(${ids}::uuid[]) order by r.number`.execute(db);
  return found.rows.map(toRule);
}

/** A part that an audience has which names this in one of its groups. */
function naming(kind: 'role' | 'department' | 'site', id: string): string {
  return JSON.stringify([{ all: [{ kind, ids: [id] }] }]);
}

export async function loadRule(db: Db | Tx, id: string): Promise<MatrixRule | null> {
  const found = await sql<RuleRow>`select ${columns(null)} from matrix_rule r join matrix_rule_version v on v.rule_id = r.id where r.id = ${id}::uuid and v.superseded_at is null`.execute(db);
  return found.rows[0] === undefined ? null : toRule(found.rows[0]);
}

export async function loadRuleForChange(tx: Tx, id: string): Promise<MatrixRule | null> {
  const found = await sql<RuleRow>`select ${columns(null)} from matrix_rule r join matrix_rule_version v on v.rule_id = r.id where r.id = ${id}::uuid and v.superseded_at is null for update of r`.execute(tx);
  return found.rows[0] === undefined ? null : toRule(found.rows[0]);
}

export async function nextRuleNumber(tx: Tx): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('matrix_rule.number'))`.execute(tx);
  const found = await sql<{ next: number }>`select coalesce(max(number), 0) + 1 as next from matrix_rule`.execute(tx);
  return found.rows[0]?.next ?? 1;
}

export async function saveRule(tx: AuditedTx, ctx: Context, id: string, number: number): Promise<void> {
  await sql`insert into matrix_rule (id, number, created_at) values (${id}, ${number}, ${ctx.now})`.execute(tx);
}

export async function saveRuleVersion(tx: AuditedTx, ctx: Context, rule: { id: string; version: number; ownerId: string | null; proposalId: string | null }, content: RuleContent, signatureId: string | null): Promise<void> {
  await sql`update matrix_rule_version set superseded_at = ${ctx.now} where rule_id = ${rule.id} and superseded_at is null`.execute(tx);
  await sql`insert into matrix_rule_version (id, rule_id, version, name, audience, document_ids, curriculum_ids, effective, owner_id, signature_id, created_at, proposal_id)
    values (${ctx.newId()}, ${rule.id}, ${rule.version}, ${content.name}, ${JSON.stringify(content.audience)}::jsonb, ${[...content.documentIds]}::uuid[], ${[...content.curriculumIds]}::uuid[],
      daterange(${content.from}, ${content.until}, '[]'), ${rule.ownerId}, ${signatureId}, ${ctx.now}, ${rule.proposalId})`.execute(tx);
}

export async function saveRuleEnd(tx: AuditedTx, ctx: Context, ruleId: string, lastDay: Temporal.PlainDate): Promise<void> {
  await sql`update matrix_rule_version set effective = daterange(lower(effective), greatest(${lastDay}::date + 1, lower(effective)), '[)') where rule_id = ${ruleId} and superseded_at is null and ${lastDay}::date + 1 > lower(effective)`.execute(tx);
  await sql`update matrix_rule_version set superseded_at = ${ctx.now} where rule_id = ${ruleId} and superseded_at is null and ${lastDay}::date + 1 <= lower(effective)`.execute(tx);
}

/** Names of everything a rule refers to, and what its curricula contain; an id that is missing from the names does not exist. */
export async function loadNamed(db: Db | Tx, content: RuleContent): Promise<{ names: Map<string, string>; curriculumDocumentIds: string[] }> {
  const ids = sql`${idsNamed(content.audience)}::uuid[]`;
  const found = await sql<{ id: string; name: string; documents: string[] | null }>`
    select id, name, null::uuid[] as documents from job_role where id = any(${ids})
    union all select id, name, null from department where id = any(${ids})
    union all select id, name, null from site where id = any(${ids})
    union all select id, number, null from document where id = any(${[...content.documentIds]}::uuid[])
    union all select curriculum_id, name, document_ids from curriculum_version where superseded_at is null and curriculum_id = any(${[...content.curriculumIds]}::uuid[])`.execute(db);
  return { names: new Map(found.rows.map((row) => [row.id, row.name])), curriculumDocumentIds: found.rows.flatMap((row) => row.documents ?? []) };
}

/** Names of the roles, departments and sites that audiences name. */
export async function loadAudienceNames(db: Db | Tx, audiences: readonly Audience[]): Promise<Map<string, string>> {
  const ids = sql`${[...new Set(audiences.flatMap((audience) => (conditionsOf(audience).length === 0 ? [] : idsNamed(audience))))]}::uuid[]`;
  const found = await sql<{ id: string; name: string }>`select id, name from job_role where id = any(${ids}) union all select id, name from department where id = any(${ids}) union all select id, name from site where id = any(${ids})`.execute(db);
  return new Map(found.rows.map((row) => [row.id, row.name]));
}

export type RuleListRow = Record<string, unknown> & { readonly audience: Audience };

/** Rules as people read them, as of an instant; all versions of one, newest first, when that is asked. */
export async function listRuleRows(db: Db, at: Temporal.Instant, ruleId: string | null = null): Promise<RuleListRow[]> {
  const which = ruleId === null ? sql`${known('v', at)} and not isempty(v.effective)` : sql`r.id = ${ruleId}::uuid and v.created_at <= ${at}`;
  const found = await sql<{ rule: RuleListRow }>`select jsonb_build_object('id', r.id, 'number', r.number, 'version', v.version, 'name', v.name, 'from', lower(v.effective), 'until', upper(v.effective) - 1, 'createdAt', to_char(v.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'owner', (select jsonb_build_object('id', p.id, 'name', p.name) from person p where p.id = v.owner_id), 'signatureId', v.signature_id, 'audience', v.audience,
      'curricula', coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'number', c.number, 'version', cv.version, 'name', cv.name, 'documents', cardinality(cv.document_ids)) order by c.number)
        from curriculum_version cv join curriculum c on c.id = cv.curriculum_id where cv.curriculum_id = any(v.curriculum_ids) and ${known('cv', at)}), '[]'),
      'documents', coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'number', x.number, 'title', x.title) order by x.number) from document x where x.id = any(v.document_ids)), '[]')) as rule
    from matrix_rule_version v join matrix_rule r on r.id = v.rule_id where ${which} order by r.number, v.version desc`.execute(db);
  return found.rows.map((row) => row.rule);
}
