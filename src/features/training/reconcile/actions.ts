import type { DomainEvent } from '../../../kernel/decision.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { commitPrepared, prepareCommit } from '../../audit/actions.ts';
import { requirementsOf } from '../../matrix/rules.ts';
import { loadRules } from '../../matrix/store.ts';
import type { MatrixRule, Reason } from '../../matrix/types.ts';
import { decideTraining } from './rules.ts';
import { loadDocuments, loadPeople, loadState, loadSurroundings, lockReconciliation, pairKey, saveAssignments, saveCarriedForward, saveClosed, saveEnded, saveKeptOverdue, saveMovedDue, saveObligations, saveRestated, type LoadedPerson, type LoadedState } from './store.ts';
import type { Change, DocumentFact, Hint, PlannedChange, Scope } from './types.ts';

/** People handled at a time: while one batch is written the next is decided, so it should not be large. */
const BATCH = 1000;

export type Reconciled = { people: number; changes: number; assigned: number; closed: number };

/**
 * The one engine (MTX-04): compares what each person in scope must be trained on with what is assigned,
 * and writes the difference with its events. Runs in the transaction of the act that called for it.
 */
export async function reconcile(ctx: Context, tx: Tx, scope: Scope, hint: Hint): Promise<Reconciled> {
  const total: Reconciled = { people: 0, changes: 0, assigned: 0, closed: 0 };
  let written: Promise<void> = Promise.resolve();
  for (const batch of await plan(ctx, tx, scope, hint)) {
    total.people += batch.people;
    total.changes += batch.changes.length;
    total.assigned += batch.changes.filter((planned) => planned.change.kind === 'assign').length;
    total.closed += batch.changes.filter((planned) => planned.change.kind === 'close').length;
    const write = prepareWrite(ctx, batch.changes);
    await written;
    written = write(tx);
  }
  await written;
  return total;
}

/** What reconciling would change, batch by batch; a preview collects it in a transaction that is rolled back. */
export async function plan(ctx: Context, tx: Tx, scope: Scope, hint: Hint): Promise<Iterable<{ people: number; changes: PlannedChange[] }>> {
  await lockReconciliation(tx);
  const rules = await loadRules(tx, scope.documentIds);
  const documents = await loadDocuments(tx, scope.documentIds);
  const everyone = await loadPeople(tx, ctx.now, scope, rules, await loadSurroundings(tx, ctx.now));
  const state = await loadState(tx, everyone.map(({ person }) => person.id), scope.documentIds);
  return (function* decide() {
    for (let start = 0; start < everyone.length; start += BATCH) {
      const people = everyone.slice(start, start + BATCH);
      yield { people: people.length, changes: people.flatMap((loaded) => changesFor(loaded, documents, rules, state, ctx, hint)) };
    }
  })();
}

function changesFor({ person, position }: LoadedPerson, documents: ReadonlyMap<string, DocumentFact>, rules: readonly MatrixRule[], state: LoadedState, ctx: Context, hint: Hint): PlannedChange[] {
  const required: Map<string, Reason[]> = position === null ? new Map() : requirementsOf(position, rules);
  const planned: PlannedChange[] = [];
  for (const documentId of new Set([...required.keys(), ...(state.busyWith.get(person.id) ?? [])])) {
    const document = documents.get(documentId);
    if (document === undefined) continue; // outside the scope
    const key = pairKey(person.id, documentId);
    const facts = { person, document, required: required.get(documentId) ?? null, obligation: state.obligations.get(key) ?? null, open: state.open.get(key) ?? [], trained: state.trained.get(key) ?? [] };
    const changes = decideTraining(facts, ctx.now, hint);
    for (const change of changes) planned.push({ personId: person.id, documentId: document.id, zone: person.zone, change });
  }
  return planned;
}

/** Events and rows are made at once, the returned function writes them. */
function prepareWrite(ctx: Context, changes: readonly PlannedChange[]): (tx: Tx) => Promise<void> {
  const rows = changes.map((planned) => ({ ...planned, id: ctx.newId() }));
  const [first, ...rest] = rows.map(eventOf);
  if (first === undefined) return () => Promise.resolve();
  const prepared = prepareCommit(ctx, [first, ...rest]);
  return (tx) => commitPrepared(ctx, tx, prepared, (audited) => saveAll(audited, ctx, rows));
}

type Row = PlannedChange & { readonly id: string };
const ofKind = <K extends Change['kind']>(rows: readonly Row[], kind: K) => rows.filter((row): row is Row & { change: Extract<Change, { kind: K }> } => row.change.kind === kind);

async function saveAll(tx: AuditedTx, ctx: Context, rows: readonly Row[]): Promise<void> {
  await saveEnded(tx, ctx.now, ofKind(rows, 'end-obligation'));
  await saveClosed(tx, ctx.now, ofKind(rows, 'close'));
  await saveObligations(tx, ctx.now, ofKind(rows, 'open-obligation'));
  await saveRestated(tx, ofKind(rows, 'restate-obligation'));
  await saveCarriedForward(tx, ctx, ofKind(rows, 'carry-forward'));
  await saveAssignments(tx, ctx.now, ofKind(rows, 'assign'));
  await saveKeptOverdue(tx, ofKind(rows, 'keep-overdue'));
  await saveMovedDue(tx, ofKind(rows, 'move-due'));
}

function eventOf(row: Row): DomainEvent {
  const { change } = row;
  const about = { person: row.personId, document: row.documentId };
  switch (change.kind) {
    case 'open-obligation': return { type: 'ObligationOpened', subject: { kind: 'obligation', id: row.id }, data: { ...about, reasons: change.reasons } };
    case 'restate-obligation': return { type: 'ObligationRestated', subject: { kind: 'obligation', id: change.id }, data: { ...about, reasons: change.reasons } };
    case 'end-obligation': return { type: 'ObligationEnded', subject: { kind: 'obligation', id: change.id }, data: about, why: change.why };
    case 'assign': return { type: 'TrainingAssigned', subject: { kind: 'assignment', id: row.id }, data: { ...about, version: change.version.id, path: change.path, cause: change.cause, dueOn: change.dueOn.toString(), covers: change.covers } };
    case 'close': return { type: change.as === 'superseded' ? 'AssignmentSuperseded' : 'AssignmentCancelled', subject: { kind: 'assignment', id: change.assignmentId }, data: about, why: change.why };
    case 'keep-overdue': return { type: 'LatenessKept', subject: { kind: 'assignment', id: change.assignmentId }, data: { ...about, overdueSince: change.since.toString() } };
    case 'move-due': return { type: 'DueDateMoved', subject: { kind: 'assignment', id: change.assignmentId }, data: { ...about, from: change.from.toString(), to: change.dueOn.toString() }, why: `on leave until ${change.countedUntil.subtract({ days: 1 }).toString()}` };
    case 'carry-forward': return { type: 'QualificationCarriedForward', subject: { kind: 'record', id: row.id }, data: { ...about, version: change.version.id, from: change.fromVersionId } };
    default: return assertNever(change);
  }
}
