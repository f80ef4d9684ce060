import { sql } from 'kysely';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { Task, TaskContent } from './types.ts';

export async function loadTaskForChange(tx: Tx, id: string): Promise<Task | null> {
  const found = await sql<Task>`select t.id, t.code, v.version, v.name, v.document_ids as "documentIds", v.site_id as "siteId", v.department_id as "departmentId", v.owner_id as "ownerId"
    from task t join task_version v on v.task_id = t.id where t.id = ${id}::uuid and v.superseded_at is null for update of t`.execute(tx);
  return found.rows[0] ?? null;
}

/** True when the code is a task's; two who add the same code at once wait for each other here. */
export async function isCodeTaken(tx: Tx, code: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext('task.code'))`.execute(tx);
  return (await tx.selectFrom('task').select('id').where('code', '=', code).executeTakeFirst()) !== undefined;
}

/** True when all that the task names exists. */
export async function areKnown(tx: Tx, content: TaskContent): Promise<boolean> {
  const documents = [...new Set(content.documentIds)];
  const found = await sql<{ known: boolean }>`select (select count(*) from document where id = any(${documents}::uuid[])) = ${documents.length}::bigint
    and (${content.siteId}::uuid is null or exists (select from site where id = ${content.siteId}::uuid))
    and (${content.departmentId}::uuid is null or exists (select from department where id = ${content.departmentId}::uuid))
    and (${content.ownerId}::uuid is null or exists (select from person where id = ${content.ownerId}::uuid)) as known`.execute(tx);
  return found.rows[0]?.known ?? false;
}

export async function saveTask(tx: AuditedTx, ctx: Context, task: { readonly id: string; readonly code: string }): Promise<void> {
  await tx.insertInto('task').values({ id: task.id, code: task.code, created_at: ctx.now }).execute();
}

export async function saveTaskVersion(tx: AuditedTx, ctx: Context, task: { readonly id: string; readonly version: number }, content: TaskContent): Promise<void> {
  await saveTaskEnd(tx, ctx, task.id);
  await sql`insert into task_version (id, task_id, version, name, document_ids, site_id, department_id, owner_id, created_at)
    values (${ctx.newId()}, ${task.id}, ${task.version}, ${content.name}, ${[...new Set(content.documentIds)]}::uuid[], ${content.siteId}, ${content.departmentId}, ${content.ownerId}, ${ctx.now})`.execute(tx);
}

export async function saveTaskEnd(tx: AuditedTx, ctx: Context, id: string): Promise<void> {
  await tx.updateTable('task_version').set({ superseded_at: ctx.now }).where('task_id', '=', id).where('superseded_at', 'is', null).execute();
}

/** Tasks as people read them, as of an instant. */
export async function listTaskRows(db: Db, at: Temporal.Instant): Promise<unknown[]> {
  const ref = (table: 'site' | 'department' | 'person', id: string) => sql`(select jsonb_build_object('id', x.id, 'name', x.name) from ${sql.table(table)} x where x.id = ${sql.ref(id)})`;
  const found = await sql<{ task: unknown }>`select jsonb_build_object('id', t.id, 'code', t.code, 'version', v.version, 'name', v.name, 'createdAt', to_char(v.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'site', ${ref('site', 'v.site_id')}, 'department', ${ref('department', 'v.department_id')}, 'owner', ${ref('person', 'v.owner_id')},
      'documents', (select jsonb_agg(jsonb_build_object('id', d.id, 'number', d.number, 'title', d.title, 'risk', d.risk) order by d.sort_key, d.number) from document d where d.id = any(v.document_ids))) as task
    from task t join task_version v on v.task_id = t.id
    where v.created_at <= ${at} and (v.superseded_at is null or v.superseded_at > ${at}) order by t.code`.execute(db);
  return found.rows.map((row) => row.task);
}
