import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { dayIn, type Day } from '../../../kernel/day.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { commit } from '../../audit/actions.ts';
import { loadTerms } from '../../documents/lifecycle/store.ts';
import { documentOf } from '../../documents/store.ts';
import { loadAffected } from '../preview/store.ts';
import type { previewDate as preview } from '../readiness/contract.ts';
import { loadDocuments, lockReconciliation } from '../reconcile/store.ts';
import { redate, type OpenWork, type Redated } from './rules.ts';
import { countCompleted, loadOpenWork, saveRedated } from './store.ts';

/** A preview names this many people; the numbers are of all. */
const MOST_PEOPLE = 500;

/** DOC-07: the due dates of a version whose effective date has moved, in the transaction of that act. */
export async function redateOpenWork(ctx: Context, tx: AuditedTx, versionId: string): Promise<void> {
  await lockReconciliation(tx);
  const { rows, documentId } = await planRedating(ctx, tx, versionId, null);
  const [first, ...rest] = rows.map((row) => ({ type: 'DueDateMoved', subject: { kind: 'assignment', id: row.id }, data: { person: row.personId, document: documentId, version: versionId, from: row.from.toString(), to: row.to.toString() }, why: 'the effective date moved' }));
  if (first !== undefined) await commit(ctx, tx, [first, ...rest], (audited) => saveRedated(audited, rows));
}

/** `effectiveOn`: a date that is only asked about; null: the one the version has. */
async function planRedating(ctx: Context, db: Db | Tx, versionId: string, effectiveOn: Day | null): Promise<{ documentId: string | null; rows: Redated[]; open: readonly OpenWork[] }> {
  const documentId = await documentOf(db, versionId);
  const document = documentId === null ? undefined : (await loadDocuments(db, [documentId])).get(documentId);
  const version = document?.versions.find((candidate) => candidate.id === versionId);
  if (document === undefined || version === undefined) return { documentId, rows: [], open: [] };
  const { policy } = await loadTerms(db, versionId);
  const open = await loadOpenWork(db, versionId, ctx.now);
  const then = { ...document, policy: policy ?? document.policy }; // what counted when the window began
  const moved = { ...version, effectiveOn: effectiveOn ?? version.effectiveOn };
  return { documentId, open, rows: open.flatMap((work) => redate(work, moved, then, dayIn(ctx.now, work.zone)) ?? []) };
}

/** Found by the same rule as the act, so it is what will happen. */
export async function previewDate(ctx: Context, versionId: string, effectiveOn: Day): Promise<Outcome<Loose<z.input<typeof preview.reply>>>> {
  if ((await documentOf(ctx.db, versionId)) === null) return refuse('not-found', { what: 'version' });
  const { rows, open } = await planRedating(ctx, ctx.db, versionId, effectiveOn);
  const people = await ctx.db.transaction().execute((tx) => loadAffected(tx, ctx.now, rows.map((row) => row.personId)));
  const named = rows.flatMap((row) => {
    const person = people.get(row.personId);
    return person === undefined ? [] : [{ id: row.id, person: { id: person.id, name: person.name }, department: person.department, site: person.site, from: row.from, to: row.to }];
  }).toSorted((a, b) => a.person.name.localeCompare(b.person.name));
  const items = named.slice(0, MOST_PEOPLE);
  return done({ changed: rows.length, open: open.length, overdue: open.filter((work) => work.overdueSince !== null).length, completed: await countCompleted(ctx.db, versionId), items, more: named.length - items.length });
}
