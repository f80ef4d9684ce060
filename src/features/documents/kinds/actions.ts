import { done, refuse, type Outcome, type Refused } from '../../../kernel/decision.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { act, commit } from '../../audit/actions.ts';
import type { Route } from '../review/types.ts';
import type { DocumentRefusal } from '../types.ts';
import { may } from './permissions.ts';
import { changeType as decideChange, createType as decideCreation, nextNumber, numberingAt, readNumbering, seriesPattern } from './rules.ts';
import { countPeople, loadCodes, loadHighest, loadPeopleNames, loadSiteCode, loadType, loadTypes, saveType, saveTypeChange } from './store.ts';
import type { DocumentType, TypeRefusal } from './types.ts';

type Answer<Reply> = Promise<Outcome<Reply, TypeRefusal | 'not-found' | 'not-permitted'>>;
type Settings = Omit<DocumentType, 'id' | 'code'>;

export async function listTypes(ctx: Context): Answer<{ items: (DocumentType & { documents: number })[]; people: { id: string; name: string }[] }> {
  const items = await loadTypes(ctx.db);
  return done({ items, people: await loadPeopleNames(ctx.db, items.flatMap((type) => namedIn(type.route))) });
}

export function createType(ctx: Context, input: Settings & { readonly code: string }): Answer<{ id: string }> {
  return act(ctx, async (tx) => {
    if (!permits(ctx.principal, may.manageTypes, { siteId: null })) return refuse('not-permitted');
    const type: DocumentType = { ...input, id: ctx.newId() };
    const decision = decideCreation(type, await loadCodes(tx));
    if (!decision.ok) return decision;
    if (!(await allKnown(tx, input.route))) return refuse('route-people-unknown');
    await commit(ctx, tx, decision.events, (audited) => saveType(audited, type, ctx.now));
    return done({ id: type.id });
  });
}

export function changeType(ctx: Context, id: string, input: Settings): Answer<{ id: string }> {
  return act(ctx, async (tx) => {
    if (!permits(ctx.principal, may.manageTypes, { siteId: null })) return refuse('not-permitted');
    const before = await loadType(tx, { id }, true);
    if (before === null) return refuse('not-found', { what: 'document type' });
    const after: DocumentType = { ...input, id, code: before.code };
    const decision = decideChange(before, after);
    if (!decision.ok) return decision;
    if (!(await allKnown(tx, input.route))) return refuse('route-people-unknown');
    await commit(ctx, tx, decision.events, (audited) => saveTypeChange(audited, after));
    return done({ id });
  });
}

export async function proposeNumber(ctx: Context, code: string, siteId: string | null): Answer<{ number: string | null; byHand: boolean }> {
  const type = await loadType(ctx.db, { code });
  if (type === null) return refuse('not-found', { what: 'document type' });
  return done({ number: await nextOf(ctx.db, type, siteId), byHand: type.byHand });
}

type Numbered = { readonly ok: true; readonly number: string } | Refused<Extract<DocumentRefusal, 'type-unknown' | 'number-needed' | 'number-by-hand'>>;

/** DOC-01: the number a new document gets; asked for under the lock that registering holds, so that no two get the same. */
export async function numberFor(tx: Tx, input: { readonly type: string; readonly number: string | null; readonly siteId: string | null }): Promise<Numbered> {
  const type = await loadType(tx, { code: input.type });
  if (type === null) return refuse('type-unknown', { type: input.type, known: (await loadCodes(tx)).join(', ') });
  if (input.number !== null && type.byHand) return { ok: true, number: input.number };
  const next = await nextOf(tx, type, input.siteId);
  if (next === null) return refuse('number-needed', { type: type.code });
  return input.number === null || input.number === next ? { ok: true, number: next } : refuse('number-by-hand', { type: type.code, next });
}

async function nextOf(db: Db, type: DocumentType, siteId: string | null): Promise<string | null> {
  const read = readNumbering(type.numbering);
  const numbering = read === null ? null : numberingAt(read, siteId === null ? null : await loadSiteCode(db, siteId));
  return numbering === null ? null : nextNumber(numbering, await loadHighest(db, seriesPattern(numbering)));
}

function namedIn(route: Route): string[] {
  const whos = [...route.stages.flatMap((stage) => stage.steps.map((step) => step.who)), route.approval.who];
  return [...new Set(whos.flatMap((who) => (who.kind === 'people' ? who.personIds : [])))];
}

async function allKnown(tx: Tx, route: Route): Promise<boolean> {
  const named = namedIn(route);
  return (await countPeople(tx, named)) === named.length;
}
