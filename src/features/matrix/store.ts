import { sql } from 'kysely';
import type { AuditedTx, Context } from '../../platform/context.ts';
import type { Db, Tx } from '../../platform/db/pool.ts';
import type { MatrixRule, RuleContent } from './types.ts';

type RuleRow = { id: string; number: number; version: number; name: string; role_ids: string[]; department_ids: string[]; site_ids: string[]; document_ids: string[]; starts: Temporal.PlainDate; ends: Temporal.PlainDate | null };

const columns = sql`r.id, r.number, v.version, v.name, v.role_ids, v.department_ids, v.site_ids, v.document_ids, lower(v.effective) as starts, upper(v.effective) - 1 as ends`;

function toRule(row: RuleRow): MatrixRule {
  return { id: row.id, number: row.number, version: row.version, name: row.name, audience: { roleIds: row.role_ids, departmentIds: row.department_ids, siteIds: row.site_ids }, documentIds: row.document_ids, from: row.starts, until: row.ends };
}

/** Current rule versions, those about the given documents only when some are given. */
export async function loadRules(db: Db | Tx, documentIds: readonly string[] | null): Promise<MatrixRule[]> {
  const about = documentIds === null ? sql`true` : sql`v.document_ids && ${[...documentIds]}::uuid[]`;
  const found = await sql<RuleRow>`select ${columns} from matrix_rule_version v join matrix_rule r on r.id = v.rule_id where v.superseded_at is null and ${about} order by r.number`.execute(db);
  return found.rows.map(toRule);
}

export async function loadRuleForChange(tx: Tx, id: string): Promise<MatrixRule | null> {
  const found = await sql<RuleRow>`select ${columns} from matrix_rule r join matrix_rule_version v on v.rule_id = r.id where r.id = ${id}::uuid and v.superseded_at is null for update of r`.execute(tx);
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

export async function saveRuleVersion(tx: AuditedTx, ctx: Context, rule: { id: string; version: number }, content: RuleContent, signatureId: string | null): Promise<void> {
  await sql`update matrix_rule_version set superseded_at = ${ctx.now} where rule_id = ${rule.id} and superseded_at is null`.execute(tx);
  await sql`insert into matrix_rule_version (id, rule_id, version, name, role_ids, department_ids, site_ids, document_ids, effective, owner_id, signature_id, created_at)
    values (${ctx.newId()}, ${rule.id}, ${rule.version}, ${content.name}, ${[...content.audience.roleIds]}::uuid[], ${[...content.audience.departmentIds]}::uuid[], ${[...content.audience.siteIds]}::uuid[],
      ${[...content.documentIds]}::uuid[], daterange(${content.from}, ${content.until}, '[]'), ${ctx.principal.kind === 'person' ? ctx.principal.id : null}, ${signatureId}, ${ctx.now})`.execute(tx);
}

export async function saveRuleEnd(tx: AuditedTx, ctx: Context, ruleId: string, lastDay: Temporal.PlainDate): Promise<void> {
  await sql`update matrix_rule_version set effective = daterange(lower(effective), greatest(${lastDay}::date + 1, lower(effective)), '[)') where rule_id = ${ruleId} and superseded_at is null and ${lastDay}::date + 1 > lower(effective)`.execute(tx);
  await sql`update matrix_rule_version set superseded_at = ${ctx.now} where rule_id = ${ruleId} and superseded_at is null and ${lastDay}::date + 1 <= lower(effective)`.execute(tx);
}

/** Display names of everything a rule refers to; an id that is missing from the answer does not exist. */
export async function loadNames(db: Db | Tx, content: RuleContent): Promise<Map<string, string>> {
  const found = await sql<{ id: string; name: string }>`
    select id, name from job_role where id = any(${[...content.audience.roleIds]}::uuid[])
    union all select id, name from department where id = any(${[...content.audience.departmentIds]}::uuid[])
    union all select id, name from site where id = any(${[...content.audience.siteIds]}::uuid[])
    union all select id, number from document where id = any(${[...content.documentIds]}::uuid[])`.execute(db);
  return new Map(found.rows.map((row) => [row.id, row.name]));
}

/** Rules as people read them, as of an instant. */
export async function listRuleRows(db: Db, at: Temporal.Instant): Promise<unknown[]> {
  const found = await sql<{ rule: unknown }>`select jsonb_build_object('id', r.id, 'number', r.number, 'version', v.version, 'name', v.name, 'from', lower(v.effective), 'until', upper(v.effective) - 1, 'createdAt', to_char(v.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'owner', (select jsonb_build_object('id', p.id, 'name', p.name) from person p where p.id = v.owner_id),
      'roles', coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name) order by x.name) from job_role x where x.id = any(v.role_ids)), '[]'),
      'departments', coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name) order by x.name) from department x where x.id = any(v.department_ids)), '[]'),
      'sites', coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name) order by x.name) from site x where x.id = any(v.site_ids)), '[]'),
      'documents', coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'number', x.number, 'title', x.title) order by x.number) from document x where x.id = any(v.document_ids)), '[]')) as rule
    from matrix_rule_version v join matrix_rule r on r.id = v.rule_id
    where v.created_at <= ${at} and (v.superseded_at is null or v.superseded_at > ${at}) and not isempty(v.effective)
    order by r.number`.execute(db);
  return found.rows.map((row) => row.rule);
}
