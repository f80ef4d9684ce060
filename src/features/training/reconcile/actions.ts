import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { commitPrepared, commitPreparer, type PreparedCommit } from '../../audit/actions.ts';
import { holdsOn, withExceptions } from '../../matrix/exceptions/rules.ts';
import { loadExceptions, type Kept } from '../../matrix/exceptions/store.ts';
import { requirementsOf } from '../../matrix/rules.ts';
import { ruleFinder } from '../../matrix/rules-find.ts';
import { loadRules, loadRulesApplying } from '../../matrix/store.ts';
import type { MatrixRule, Reason } from '../../matrix/types.ts';
import { aheadOfPeople, loadComing, NOTHING_AHEAD, type AheadOfPeople, type AheadOfPerson } from '../ahead/store.ts';
import { decideAlike } from './rules-alike.ts';
import { eventTold, type Shared } from './rules-events.ts';
import { openState } from './store-parts.ts';
import { loadDocuments, loadPeople, loadState, loadSurroundings, lockReconciliation, type Held, type LoadedPerson, type LoadedState, type Standing, type Surroundings } from './store.ts';
import { saveAssignments, saveCarriedForward, saveClosed, saveEnded, saveKeptOverdue, saveLapseNotices, saveMovedDue, saveObligations, saveRestated, saveRestatedAhead } from './store-save.ts';
import type { Ahead, Change, DocumentFact, Facts, Hint, PlannedChange, Scope } from './types.ts';

/** People decided at a time: between two such steps the answers of the database are heard, so that it never waits for long. */
const STEP = 100;
/** People whose state is loaded at a time, some sixty rows each. */
const LOADED = 2000;
/** Changes written at a time: while these are written the next are decided, so they should not be many. */
const BATCH = 1000;

export type Reconciled = { people: number; changes: number; assigned: number; closed: number };

/**
 * The one engine (MTX-04): compares what each person in scope must be trained on with what is assigned,
 * and writes the difference with its events. Runs in the transaction of the act that called for it.
 */
export async function reconcile(ctx: Context, tx: Tx, scope: Scope, hint: Hint, see?: (changes: readonly PlannedChange[]) => void): Promise<Reconciled> {
  const total: Reconciled = { people: 0, changes: 0, assigned: 0, closed: 0 };
  const writer = batchWriter(ctx, tx);
  for await (const step of plan(ctx, tx, scope, hint)) {
    see?.(step.changes);
    total.people += step.people;
    total.changes += step.changes.length;
    total.assigned += step.changes.filter((planned) => planned.change.kind === 'assign').length;
    total.closed += step.changes.filter((planned) => planned.change.kind === 'close').length;
    await writer.add(step.changes);
  }
  await writer.finish();
  return total;
}

/**
 * What reconciling would change, step by step; a preview collects it in a transaction that is rolled back. People are
 * loaded so many at a time, with the documents that they need or hold.
 */
export async function* plan(ctx: Context, tx: Tx, scope: Scope, hint: Hint): AsyncGenerator<{ people: number; changes: PlannedChange[] }> {
  await lockReconciliation(tx);
  const { rules, ahead, everyone } = await loadConcerned(tx, ctx.now, scope);
  const askedOf = asker(rules);
  const documents = new Map(scope.documentIds === null ? [] : await loadDocuments(tx, scope.documentIds));
  const decide = decideAlike(ctx.now, hint);
  for await (const { people, state, exceptions } of inTurn(ctx, tx, scope, everyone)) {
    const loaded: Loaded = { documents, askedOf, state, exceptions, ahead };
    if (scope.documentIds === null) await addDocuments(tx, documents, people, loaded);
    const changesFor = decider(loaded, decide);
    for (let start = 0; start < people.length; start += STEP) {
      const step = people.slice(start, start + STEP);
      yield { people: step.length, changes: step.flatMap(changesFor) };
    }
  }
}

type Part = Pick<Loaded, 'state' | 'exceptions'> & { readonly people: readonly LoadedPerson[] };

/** Everyone, some at a time, with what there is of them. Of documents that concern many it is read along, the next part while this one is decided. */
async function* inTurn(ctx: Context, tx: Tx, scope: Scope, everyone: readonly LoadedPerson[]): AsyncGenerator<Part> {
  const size = scope.documentIds !== null && scope.personIds !== null ? everyone.length : LOADED;
  const parts = Array.from({ length: Math.ceil(everyone.length / Math.max(1, size)) }, (_, part) => everyone.slice(part * size, (part + 1) * size));
  if (scope.documentIds === null || parts.length < 2) {
    for (const people of parts) {
      const part = scope.documentIds === null ? { ...scope, personIds: people.map(({ id }) => id) } : scope;
      yield { people, state: await loadState(tx, part), exceptions: await loadExceptions(tx, ctx.now, part) };
    }
    return;
  }
  const exceptions = await loadExceptions(tx, ctx.now, scope);
  const stateUpTo = await openState(tx, scope);
  const stateOf = async (people: readonly LoadedPerson[] | undefined): Promise<LoadedState | null> => (people === undefined ? null : stateUpTo(people.at(-1)?.id ?? ''));
  let coming = stateOf(parts[0]);
  for (const [place, people] of parts.entries()) {
    const state = await coming;
    coming = stateOf(parts[place + 1]);
    coming.catch(() => undefined); // a failure is told when it is waited for
    if (state !== null) yield { people, state, exceptions };
  }
}

type Concerned = { readonly rules: readonly MatrixRule[]; readonly ahead: AheadOfPeople; readonly everyone: readonly LoadedPerson[] };

/** Where only people are named, they are looked up first, and then only the rules that apply to them. */
async function loadConcerned(tx: Tx, now: Temporal.Instant, scope: Scope): Promise<Concerned> {
  const around = await loadSurroundings(tx, now, scope.documentIds === null ? scope.personIds : null);
  const coming = await loadComing(tx, now, scope.personIds, around);
  if (scope.personIds !== null && scope.documentIds === null) {
    const everyone = await loadPeople(tx, now, scope, null, around);
    const present = new Set(everyone.map(({ standing }) => standing));
    const rules = await loadRulesApplying(tx, [...[...present].flatMap(({ position }) => position ?? []), ...coming.map(({ position }) => position)]);
    return { rules, ahead: aheadOfPeople(coming, rules), everyone };
  }
  const rules = await loadRules(tx, scope.documentIds);
  const ahead = aheadOfPeople(coming, rules);
  const present = await loadPeople(tx, now, scope, rules, around);
  const others = scope.documentIds === null ? [] : await loadOthersAhead(tx, now, { present, ahead, scope }, rules, around);
  return { rules, ahead, everyone: others.length === 0 ? present : [...present, ...others].toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

type Required = ReadonlyMap<string, readonly Reason[]>;

type Loaded = { readonly documents: ReadonlyMap<string, DocumentFact>; readonly askedOf: (standing: Standing) => Required; readonly state: LoadedState; readonly exceptions: ReadonlyMap<string, readonly Kept[]>; readonly ahead: AheadOfPeople };

/** What the rules ask of everyone who stands alike, worked out once. */
function asker(rules: readonly MatrixRule[]): (standing: Standing) => Required {
  const find = ruleFinder(rules);
  const known = new Map<Standing, Required>();
  return (standing) => {
    const asked = known.get(standing) ?? (standing.position === null ? new Map<string, Reason[]>() : requirementsOf(standing.position, find(standing.position)));
    known.set(standing, asked);
    return asked;
  };
}

/** All that these people need or hold and that was not loaded before. */
async function addDocuments(tx: Tx, documents: Map<string, DocumentFact>, people: readonly LoadedPerson[], { askedOf, state, exceptions, ahead }: Loaded): Promise<void> {
  const wanted = new Set([...exceptions.values()].flatMap((of) => of.map(({ documentId }) => documentId)));
  for (const standing of new Set(people.map((person) => person.standing))) for (const id of askedOf(standing).keys()) wanted.add(id);
  for (const held of state.held.values()) for (const id of held.keys()) wanted.add(id);
  for (const { id } of people) for (const document of ahead.get(id)?.byDocument.keys() ?? []) wanted.add(document);
  const missing = [...wanted].filter((id) => !documents.has(id));
  if (missing.length > 0) for (const [id, document] of await loadDocuments(tx, missing)) documents.set(id, document);
}

/** People whom the scope concerns only by what lies ahead of them. */
async function loadOthersAhead(tx: Tx, now: Temporal.Instant, { present, ahead, scope }: { present: readonly LoadedPerson[]; ahead: AheadOfPeople; scope: Scope }, rules: readonly MatrixRule[], around: Surroundings): Promise<LoadedPerson[]> {
  const known = new Set(present.map(({ id }) => id));
  const personIds = [...ahead].flatMap(([id, { byDocument }]) => (byDocument.size === 0 || known.has(id) ? [] : [id]));
  return personIds.length === 0 ? [] : loadPeople(tx, now, { ...scope, personIds }, rules, around);
}

const NOTHING: ReadonlyMap<string, Held> = new Map();
const NOTHING_HELD: Held = { obligation: null, open: [], trained: [], noticed: [], failed: null };

const isHeld = (what: Held | undefined): boolean => what !== undefined && (what.obligation !== null || what.open.length > 0 || what.trained.length > 0);

/** What lies ahead for a document; an exemption that still holds on its first day takes it away (MTX-06). */
function aheadFor({ byDocument, otherwise }: AheadOfPerson, documentId: string, exceptions: readonly Kept[]): Ahead | null {
  const coming = byDocument.get(documentId);
  const startsOn = coming?.required?.startsOn;
  const exempt = startsOn !== undefined && exceptions.some((one) => one.kind === 'exemption' && one.documentId === documentId && holdsOn(one, startsOn));
  return coming === undefined || exempt ? otherwise : coming;
}

function decider({ documents, askedOf, state, exceptions, ahead }: Loaded, decide: (facts: Facts) => readonly Change[]): (loaded: LoadedPerson) => PlannedChange[] {
  const decideWith = (facts: Facts): { changes: readonly Change[]; zone: string } => ({ changes: decide(facts), zone: facts.person.employed ? facts.person.zone : (facts.ahead?.required?.person.zone ?? facts.person.zone) });
  return ({ id, standing }) => {
    const { required, exempt } = withExceptions(askedOf(standing), exceptions.get(id) ?? [], standing.position?.day ?? null);
    const held = state.held.get(id) ?? NOTHING;
    const coming = ahead.get(id) ?? NOTHING_AHEAD;
    const planned: PlannedChange[] = [];
    const consider = (documentId: string, reasons: readonly Reason[] | null, { obligation, open, trained, noticed, failed }: Held): void => {
      const document = documents.get(documentId);
      if (document === undefined) return; // outside the scope
      const lying = reasons === null ? aheadFor(coming, documentId, exceptions.get(id) ?? []) : null;
      const { changes, zone } = decideWith({ person: standing.person, document, required: reasons, exempt: exempt.get(documentId) ?? null, obligation, open, trained, noticed, failed, away: state.away.get(id) ?? null, ahead: lying });
      for (const change of changes) planned.push({ personId: id, documentId, zone, change });
    };
    for (const [documentId, reasons] of required) consider(documentId, reasons, held.get(documentId) ?? NOTHING_HELD);
    for (const [documentId, what] of held) if (!required.has(documentId) && isHeld(what)) consider(documentId, null, what);
    for (const documentId of coming.byDocument.keys()) if (!required.has(documentId) && !isHeld(held.get(documentId))) consider(documentId, null, held.get(documentId) ?? NOTHING_HELD);
    return planned;
  };
}

/** Makes events and rows of each step at once and writes them in batches, one batch at a time, behind the back of whoever adds more. */
function batchWriter(ctx: Context, tx: Tx) {
  const prepare = commitPreparer(ctx);
  const shared: Shared = new Map();
  let rows: Row[] = [];
  let prepared: PreparedCommit = { events: [], rows: [] };
  let written: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    const [batch, commit] = [rows, prepared];
    rows = [];
    prepared = { events: [], rows: [] };
    await written;
    if (batch.length === 0) return;
    written = commitPrepared(ctx, tx, commit, (audited) => saveAll(audited, ctx, batch));
    written.catch(() => undefined); // a failure is told to whoever waits next; until then nobody does
  };
  return {
    async add(changes: readonly PlannedChange[]): Promise<void> {
      const made = changes.map(({ personId, documentId, zone, change }) => ({ id: ctx.newId(), personId, documentId, zone, change }));
      const told = made.map((row) => eventTold(row, shared));
      const more = prepare(told.map(({ event }) => event), told.map(({ text }) => text));
      rows.push(...made);
      prepared.events.push(...more.events);
      prepared.rows.push(...more.rows);
      if (rows.length >= BATCH) await write();
      await new Promise((resolve) => setImmediate(resolve)); // the answers of the database are heard
    },
    async finish(): Promise<void> {
      await write();
      await written;
    },
  };
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
  await saveRestatedAhead(tx, ofKind(rows, 'restate-ahead'));
  await saveMovedDue(tx, ofKind(rows, 'move-due'));
  await saveLapseNotices(tx, ctx.now, ofKind(rows, 'announce-lapse'));
}
