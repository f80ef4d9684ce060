import { sql } from 'kysely';
import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { may } from '../permissions.ts';
import { atOf, mayConcerning } from '../standing/actions.ts';
import { loadStandings } from '../standing/store.ts';
import { visiblePeople } from '../standing/store-visible.ts';
import type * as contract from './contract.ts';
import { codesOf, comparePeople, hasState, rowOfCells, sumsOf } from './rules.ts';
import { countUnseen, loadCellRecord, loadDocuments, loadHeads, loadPeople, type GridDocument, type GridPerson } from './store.ts';
import { loadCells, loadTally } from './store-cells.ts';
import type { Sums } from './types.ts';

type Reply<E extends { reply: z.ZodType }> = Loose<z.input<E['reply']>>;
export type GridQuery = z.output<typeof contract.zGridQuery>;
export type Frame = { readonly at: Temporal.Instant; readonly people: readonly GridPerson[]; readonly documents: readonly GridDocument[]; readonly total: number; readonly totalDocuments: number };

/** What one grid shows at most; who has more people filters. Columns are cheap, rows are looked at. */
const MOST = { people: 10_000, documents: 4_000 } as const;

const visibleTo = (ctx: Context) => visiblePeople(ctx.principal, may.readOverview, ctx.now);

/** Rows and columns as filtered, grouped and sorted; the same for the screen, its sums and its export. */
export async function frameOf(ctx: Context, query: GridQuery, most: { readonly people: number; readonly documents: number } = MOST): Promise<Frame> {
  const at = atOf(ctx, query.asOf);
  const found = await loadPeople(ctx.db, { ...query, at, visible: visibleTo(ctx) }, most.people);
  const ids = idsOf(found.rows);
  const documents = await loadDocuments(ctx.db, ids, { ...query, at }, most.documents);
  const frame = { at, people: found.rows, documents: documents.rows, total: found.total, totalDocuments: documents.total };
  if (query.state === undefined && query.sort !== 'overdue' && query.sort !== 'share') return frame;
  return arranged(frame, query, await loadTally(ctx.db, { at, people: ids, documents: frame.documents.map(({ id }) => id) }));
}

/** Whom and in which order, where that depends on the cells. */
function arranged(frame: Frame, { state, sort }: GridQuery, tally: Awaited<ReturnType<typeof loadTally>>): Frame {
  const alikeOf = (person: GridPerson) => tally.people.get(person.id) ?? [];
  const kept = state === undefined ? frame.people : frame.people.filter((person) => hasState(alikeOf(person), state));
  const sums = new Map<string, Sums>(kept.map((person) => [person.id, sumsOf(alikeOf(person))]));
  const compare = comparePeople(sort);
  const none: Sums = { required: 0, qualified: 0, overdue: 0 };
  const groups = [...new Set(kept.map(({ group }) => group))];
  const place = new Map(groups.map((group, index) => [group, index]));
  const people = kept.toSorted((a, b) => (place.get(a.group) ?? 0) - (place.get(b.group) ?? 0) || compare(sums.get(a.id) ?? none, sums.get(b.id) ?? none));
  return { ...frame, people, total: state === undefined ? frame.total : idsOf(people).length };
}

export const idsOf = (people: readonly GridPerson[]): string[] => [...new Set(people.map(({ id }) => id))];

export async function grid(ctx: Context, query: GridQuery): Promise<Outcome<Reply<typeof contract.getGrid>>> {
  const { at, people, documents, total, totalDocuments } = await frameOf(ctx, query);
  const groups: { name: string | null; people: number }[] = [];
  const rows = people.map(({ id, name, number, group }): [string, string, string, number] => {
    const last = groups.at(-1);
    if (last !== undefined && last.name === group) last.people += 1;
    else groups.push({ name: group, people: 1 });
    return [id, name, number, groups.length - 1];
  });
  return done({ at, people: rows, groups, documents: documents.map(({ id, number, title, risk }) => [id, number, title, risk]), total, totalDocuments });
}

export async function gridCells(ctx: Context, query: { asOf?: string | undefined }, { people, documents }: { readonly people: readonly string[]; readonly documents: readonly string[] }): Promise<Outcome<Reply<typeof contract.getCells>>> {
  const { unseen, unknown } = await countUnseen(ctx.db, people, visibleTo(ctx));
  if (unseen > 0) return refuse('not-permitted');
  if (unknown > 0) return refuse('not-found', { what: 'person' });
  const cells = await loadCells(ctx.db, { at: atOf(ctx, query.asOf), people, documents });
  return done({ rows: people.map((id) => codesOf(rowOfCells(cells.get(id) ?? [], documents.length))) });
}

export async function gridSums(ctx: Context, query: GridQuery): Promise<Outcome<Reply<typeof contract.getSums>>> {
  const { at, people, documents } = await frameOf(ctx, query);
  const ids = idsOf(people);
  const tally = await loadTally(ctx.db, { at, people: ids, documents: documents.map(({ id }) => id) });
  const asTuple = ({ required, qualified, overdue }: Sums): [number, number, number] => [required, qualified, overdue];
  return done({
    people: ids.map((id) => [id, ...asTuple(sumsOf(tally.people.get(id) ?? []))]),
    documents: documents.map(({ id }, place) => [id, ...asTuple(sumsOf(tally.documents.get(place) ?? []))]),
    all: asTuple(sumsOf([...tally.documents.values()].flat())),
  });
}

/** MTX-07: what a cell says, on what it rests, and what comes next. */
export async function gridCell(ctx: Context, query: { person: string; document: string; asOf?: string | undefined }): Promise<Outcome<Reply<typeof contract.getCell>>> {
  if (!(await mayConcerning(ctx, may.readOverview, query.person))) return refuse('not-permitted');
  const heads = await loadHeads(ctx.db, query.person, query.document);
  if (heads === null) return refuse('not-found', { what: 'person or document' });
  const at = atOf(ctx, query.asOf);
  const cells = await loadCells(ctx.db, { at, people: [query.person], documents: [query.document] });
  const [state = 'not_required'] = rowOfCells(cells.get(query.person) ?? [], 1);
  const [standing] = await loadStandings(ctx.db, at, sql`p.id = ${query.person}::uuid and d.id = ${query.document}::uuid`);
  return done({
    ...heads, state, reasons: standing?.reasons.map(({ text }) => text) ?? [], versionInForce: standing?.inForceLabel ?? null,
    record: standing?.recordId == null ? null : await loadCellRecord(ctx.db, standing.recordId), dueOn: standing?.dueOn ?? null, overdueSince: standing?.overdueSince ?? null,
  });
}
