import { sql } from 'kysely';
import { canonicalJson } from '../../kernel/json.ts';
import type { AuditedTx } from '../../platform/context.ts';
import type { Db } from '../../platform/db/pool.ts';
import { sha256 } from '../../platform/secret.ts';
import type { Module, Option, Practical, Question, QuestionKind, VersionRef } from './types.ts';

/** The module of a version with its key, for the server alone; null when it has none. */
export async function loadModule(db: Db, versionId: string): Promise<Module | null> {
  const module = await db.selectFrom('module').selectAll().where('version_id', '=', versionId).executeTakeFirst();
  if (module === undefined) return null;
  const rows = await db.selectFrom('question').selectAll().where('module_id', '=', module.id).orderBy('ordinal').execute();
  const questions = rows.map((row): Question => ({
    id: row.id, text: row.text, feedback: row.feedback, sections: row.sections,
    // a check constraint, and what insertQuestions below writes; options of older rows may lack feedback
    kind: row.kind as QuestionKind, options: (row.options as Option[]).map((option) => ({ id: option.id, text: option.text, feedback: option.feedback ?? null })), key: row.answer_key as string[],
  }));
  return { id: module.id, versionId, passMark: module.pass_mark, maxAttempts: module.max_attempts, minutes: module.minutes, minutesStated: module.minutes_stated, questions, practical: module.practical as Practical | null }; // what saveModule writes
}

export async function loadVersion(db: Db, versionId: string): Promise<VersionRef | null> {
  const row = await db
    .selectFrom('document_version as v')
    .innerJoin('document as d', 'd.id', 'v.document_id')
    .select(['v.id', 'v.document_id as documentId', 'd.number', 'v.label', 'v.state', 'd.site_id as siteId'])
    .where('v.id', '=', versionId)
    .executeTakeFirst();
  return row ?? null;
}

/** Waits for acts on the document, so that a quiz cannot change while its version is being submitted. */
export async function lockVersion(db: Db, versionId: string): Promise<void> {
  await sql`select from document where id = (select document_id from document_version where id = ${versionId}) for no key update`.execute(db);
}

/** The newest version before this one that has a module and was not withdrawn. */
export async function loadPrevious(db: Db, versionId: string): Promise<{ readonly id: string; readonly label: string } | null> {
  const found = await sql<{ id: string; label: string }>`select older.id, older.label from document_version v
    join document_version older on older.document_id = v.document_id and older.ordinal < v.ordinal
    where v.id = ${versionId} and older.state <> 'withdrawn' and exists (select from module where version_id = older.id)
    order by older.ordinal desc limit 1`.execute(db);
  return found.rows[0] ?? null;
}

/** Replaces the module of a draft, whole. */
export async function saveModule(tx: AuditedTx, module: Module): Promise<void> {
  const { practical } = module;
  await sql`insert into module (id, version_id, pass_mark, max_attempts, minutes, minutes_stated, practical, practical_sha256)
    values (${module.id}, ${module.versionId}, ${module.passMark}, ${module.maxAttempts}, ${module.minutes}, ${module.minutesStated}, ${practical === null ? null : JSON.stringify(practical)}::jsonb, ${practical === null ? null : sha256(canonicalJson(practical))})
    on conflict (version_id) do update set pass_mark = excluded.pass_mark, max_attempts = excluded.max_attempts, minutes = excluded.minutes, minutes_stated = excluded.minutes_stated,
      practical = excluded.practical, practical_sha256 = excluded.practical_sha256`.execute(tx);
  await tx.deleteFrom('question').where('module_id', '=', module.id).execute();
  if (module.questions.length === 0) return;
  await tx.insertInto('question').values(module.questions.map((question, index) => ({
    id: question.id, module_id: module.id, ordinal: index + 1, kind: question.kind, text: question.text, feedback: question.feedback, sections: [...question.sections],
    options: JSON.stringify(question.options), answer_key: JSON.stringify(question.key),
  }))).execute();
}
