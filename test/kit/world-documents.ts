import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { AuditedTx } from '../../src/platform/context.ts';
import type { Db } from '../../src/platform/db/pool.ts';
import { nextId, testNow } from './context.ts';
import { write } from './world.ts';

export type VersionSpec = {
  readonly label?: string;
  readonly state?: 'draft' | 'in_review' | 'approved' | 'effective' | 'superseded';
  readonly changeClass?: 'major' | 'minor' | 'editorial';
  readonly decision?: 'retrain' | 'refresher' | 'notify' | 'none';
  readonly effectiveOn?: string;
  /** Otherwise by its date; the policy is the current one of the risk class. */
  readonly takesEffect?: 'date' | 'all_trained' | 'gate';
  readonly until?: string;
  readonly sections?: readonly { readonly number: string; readonly heading: string; readonly text: string }[];
  /** Single-choice questions whose first option is right. */
  readonly questions?: readonly { readonly text: string; readonly options: readonly string[]; readonly sections?: readonly string[] }[];
  readonly passMark?: number;
};

export type DocumentSpec = {
  readonly number?: string;
  readonly title?: string;
  readonly risk?: 'critical' | 'high' | 'medium' | 'low';
  readonly siteId?: string;
  readonly authorId: string;
  readonly approverId: string;
  readonly versions?: readonly VersionSpec[];
};

export type MadeDocument = { readonly documentId: string; readonly versionIds: readonly string[]; readonly moduleIds: readonly string[] };

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** A document with its versions, each with sections and module; without `versions`, one that is effective. */
export async function makeDocument(db: Db, spec: DocumentSpec): Promise<MadeDocument> {
  const documentId = nextId();
  const number = spec.number ?? `SOP-${documentId.slice(-14, -8)}`;
  const made: { versionId: string; moduleId: string }[] = [];
  await write(db, async (tx) => {
    await tx.insertInto('document').values({
      id: documentId, number, title: spec.title ?? `Procedure ${number}`, type: 'SOP', owner_id: spec.authorId, risk: spec.risk ?? 'medium',
      review_months: 24, site_id: spec.siteId ?? null, created_at: testNow,
    }).execute();
    for (const [index, version] of (spec.versions ?? [{}]).entries()) made.push(await addVersion(tx, documentId, index + 1, spec, version));
  });
  return { documentId, versionIds: made.map((one) => one.versionId), moduleIds: made.map((one) => one.moduleId) };
}

async function addVersion(tx: AuditedTx, documentId: string, ordinal: number, spec: DocumentSpec, version: VersionSpec): Promise<{ versionId: string; moduleId: string }> {
  const versionId = nextId();
  const sections = version.sections ?? [{ number: '1', heading: 'Purpose', text: `What ${documentId} is for.` }, { number: '2', heading: 'Procedure', text: 'What to do.' }];
  const content = `${versionId}\n${sections.map((section) => `# ${section.number} ${section.heading}\n${section.text}`).join('\n')}`;
  await tx.insertInto('content_file').values({ sha256: sha256(content), bytes: Buffer.from(content) }).execute();
  await tx.insertInto('document_version').values({
    id: versionId, document_id: documentId, label: version.label ?? `${ordinal}.0`, ordinal, change_class: version.changeClass ?? 'major',
    change_summary: 'As the test needs it', author_id: spec.authorId, state: 'draft', file_name: 'procedure.md', media_type: 'text/markdown',
    content_sha256: sha256(content), created_at: testNow,
  }).execute();
  for (const [index, section] of sections.entries()) {
    await tx.insertInto('document_section').values({
      version_id: versionId, ordinal: index + 1, number: section.number, heading: section.heading, level: 1,
      text: section.text, html: `<p>${section.text}</p>`, sha256: sha256(`${section.heading}\n${section.text}`),
    }).execute();
  }
  const moduleId = await addModule(tx, versionId, version);
  await moveOn(tx, versionId, spec.approverId, version);
  return { versionId, moduleId };
}

async function addModule(tx: AuditedTx, versionId: string, version: VersionSpec): Promise<string> {
  const moduleId = nextId();
  await tx.insertInto('module').values({ id: moduleId, version_id: versionId, pass_mark: version.passMark ?? 80, max_attempts: 3, minutes: 10 }).execute();
  for (const [index, question] of (version.questions ?? []).entries()) {
    const options = question.options.map((text) => ({ id: nextId(), text }));
    await tx.insertInto('question').values({
      id: nextId(), module_id: moduleId, ordinal: index + 1, kind: 'single', text: question.text, options: JSON.stringify(options),
      answer_key: JSON.stringify([options[0]?.id]), sections: [...(question.sections ?? [])],
    }).execute();
  }
  return moduleId;
}

async function moveOn(tx: AuditedTx, versionId: string, approverId: string, version: VersionSpec): Promise<void> {
  const state = version.state ?? 'effective';
  if (state === 'draft') return;
  if (state === 'in_review') {
    await tx.updateTable('document_version').set({ state, submitted_at: testNow }).where('id', '=', versionId).execute();
    return;
  }
  const effectiveOn = version.effectiveOn ?? '2026-01-05';
  const inForce = state === 'approved' ? sql<string | null>`null` : sql<string>`tstzrange(${effectiveOn}::timestamptz, ${version.until ?? null}::timestamptz, '[)')`;
  await tx.updateTable('document_version').set({
    state, submitted_at: testNow, approved_at: testNow, approver_id: approverId, training_decision: version.decision ?? 'retrain',
    effective_on: Temporal.PlainDate.from(effectiveOn), effective_at: sql`${effectiveOn}::timestamptz`, in_force: inForce, takes_effect: version.takesEffect ?? 'date',
    policy_id: sql`(select p.id from risk_policy p join document d on d.risk = p.risk join document_version v on v.document_id = d.id where v.id = ${versionId}::uuid order by p.version desc limit 1)`,
  }).where('id', '=', versionId).execute();
}
