import { done, refuse, type Outcome } from '../../kernel/decision.ts';
import type { Day } from '../../kernel/day.ts';
import { permits, type Target } from '../../kernel/permission.ts';
import type { Context } from '../../platform/context.ts';
import type { Tx } from '../../platform/db/pool.ts';
import { act, commit } from '../audit/actions.ts';
import { may } from './permissions.ts';
import { beAbsent, comeBack, hire, leave, move, type PersonDecision } from './rules.ts';
import { bookedChanges, takeBack, type Booked } from './rules-booked.ts';
import { localToday } from './rules-changes.ts';
import { loadManagerIds, loadOrganisation, loadPersonByEmail, loadPersonByNumber, loadPersonHistory, loadReferences, loadSites, loadTarget, lockPeople, savePeople } from './store.ts';
import { findPeople, findPerson, loadPeriods, type PersonPeriods, type PersonRow, type Visible } from './store-lists.ts';
import type { PeopleRefusal, PersonHistory, PersonState, References } from './types.ts';

const FALLBACK_ZONE = 'UTC';
type Reply = { readonly id: string };
type Acted = Promise<Outcome<Reply, PeopleRefusal>>;

export type ListQuery = { readonly cursor?: string | undefined; readonly limit: number; readonly search?: string | undefined; readonly siteId?: string | undefined; readonly departmentId?: string | undefined; readonly roleId?: string | undefined; readonly managerId?: string | undefined; readonly attribute?: string | undefined; readonly value?: string | undefined; readonly state?: PersonState | undefined; readonly asOf?: string | undefined };

export async function listPeople(ctx: Context, query: ListQuery): Promise<Outcome<{ items: readonly PersonRow[]; nextCursor: string | null; total: number }, PeopleRefusal>> {
  const visible = visibleTo(ctx);
  if (visible === null) return refuse('not-permitted');
  const { rows, total } = await findPeople(ctx.db, {
    visible, at: asOf(ctx, query.asOf), limit: query.limit + 1, after: readCursor(query.cursor), search: query.search,
    siteId: query.siteId, departmentId: query.departmentId, roleId: query.roleId, managerId: query.managerId, attribute: query.attribute, value: query.value, state: query.state,
  });
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return done({ items, total, nextCursor: rows.length > query.limit && last !== undefined ? Buffer.from(JSON.stringify([last.name.toLowerCase(), last.id])).toString('base64url') : null });
}

function visibleTo(ctx: Context): Visible | null {
  const { principal } = ctx;
  if (principal.kind === 'system') return { grants: [{ role: 'service', siteId: null, departmentId: null }] };
  const roles: readonly string[] = may.listPeople.roles;
  const grants = principal.grants.filter((grant) => roles.includes(grant.role));
  if (grants.length > 0) return { grants };
  return principal.kind === 'person' ? { below: principal.id } : null;
}

/** A cursor that is not one of ours begins at the start. */
function readCursor(cursor: string | undefined): { name: string; id: string } | null {
  if (cursor === undefined) return null;
  try {
    const [name, id]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return typeof name === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/u.test(id) ? { name, id } : null;
  } catch {
    return null;
  }
}

export async function getPerson(ctx: Context, id: string, query: { readonly asOf?: string | undefined }): Promise<Outcome<PersonRow & PersonPeriods & { booked: readonly Booked[] }, PeopleRefusal>> {
  const at = asOf(ctx, query.asOf);
  const target = await loadTarget(ctx.db, id, ctx.now);
  if (target === null) return refuse('not-found', { what: 'person' });
  if (!permits(ctx.principal, may.readPerson, target)) return refuse('not-permitted');
  const person = await findPerson(ctx.db, id, at);
  return person === null ? refuse('not-found', { what: 'person' }) : done({ ...person, ...(await loadPeriods(ctx.db, id)), booked: await loadBooked(ctx, id) });
}

async function loadBooked(ctx: Context, id: string): Promise<Booked[]> {
  const history = await loadPersonHistory(ctx.db, id);
  if (history === null) return [];
  const sites = new Map((await loadSites(ctx.db)).map((site) => [site.id, site]));
  return bookedChanges(history, localToday(history.employments, sites, (await loadOrganisation(ctx.db))?.zone ?? FALLBACK_ZONE, ctx.now));
}

function asOf(ctx: Context, text: string | undefined): Temporal.Instant {
  return text === undefined ? ctx.now : Temporal.Instant.from(text);
}

export type HireInput = { readonly employeeNumber: string; readonly name: string; readonly email: string | null; readonly from: string; readonly siteId: string; readonly departmentId: string; readonly managerId: string | null; readonly roleIds: readonly string[]; readonly attributes?: AttributeChanges | undefined };

type AttributeChanges = readonly { readonly key: string; readonly value: string | null }[];

export function hirePerson(ctx: Context, input: HireInput): Acted {
  return act(ctx, async (tx) => {
    const refs = await loadReferences(tx, []);
    if (!permits(ctx.principal, may.managePeople, placeTarget(refs, input.siteId, input.departmentId))) return refuse('not-permitted');
    return addPerson(ctx, tx, input);
  });
}

/** The same inside another act that has its own permission (first set-up). */
export async function addPerson(ctx: Context, tx: Tx, input: HireInput): Acted {
  await lockPeople(tx, 'alone'); // two hires at once could take the same number or address
  const known = await loadPersonByNumber(tx, input.employeeNumber);
  const holder = input.email === null ? null : await loadPersonByEmail(tx, input.email);
  const refs = await loadReferences(tx, input.managerId === null ? [] : [input.managerId]);
  const decision = hire(known, holder, {
    identity: { id: ctx.newId(), employeeNumber: input.employeeNumber, name: input.name, email: input.email },
    from: day(input.from), until: null, roleIds: input.roleIds, attributes: (input.attributes ?? []).flatMap(({ key, value }) => (value === null ? [] : [{ key, value }])),
    placement: { siteId: input.siteId, departmentId: input.departmentId, managerId: input.managerId, managerName: null, state: 'active' },
  }, refs);
  return keep(ctx, tx, known, decision);
}

export type MoveInput = { readonly from: string; readonly siteId?: string | undefined; readonly departmentId?: string | undefined; readonly managerId?: string | null | undefined; readonly roleIds?: readonly string[] | undefined; readonly attributes?: AttributeChanges | undefined };

export function movePerson(ctx: Context, id: string, input: MoveInput): Acted {
  return changePerson(ctx, id, input.managerId ?? null, async (tx, person, refs) => {
    const from = day(input.from);
    const present = person.employments.at(-1)?.value;
    const target = placeTarget(refs, input.siteId ?? present?.siteId ?? null, input.departmentId ?? present?.departmentId ?? null);
    if (!permits(ctx.principal, may.managePeople, target)) return refuse('not-permitted');
    const above = input.managerId === undefined || input.managerId === null ? [] : await loadManagerIds(tx, input.managerId, from);
    const manager = input.managerId === undefined ? undefined : { id: input.managerId, name: null };
    return move(person, { from, siteId: input.siteId, departmentId: input.departmentId, manager, roleIds: input.roleIds, attributes: input.attributes === undefined ? undefined : Object.fromEntries(input.attributes.map(({ key, value }) => [key, value])) }, above, refs);
  });
}

export function setAbsence(ctx: Context, id: string, input: { readonly from: string; readonly until: string | null }): Acted {
  return changePerson(ctx, id, null, (_tx, person, refs) => beAbsent(person, day(input.from), input.until === null ? null : day(input.until), refs));
}

export function returnFromAbsence(ctx: Context, id: string, input: { readonly on: string }): Acted {
  return changePerson(ctx, id, null, (_tx, person, refs) => comeBack(person, day(input.on), refs));
}

export function endEmployment(ctx: Context, id: string, input: { readonly lastDay: string }): Acted {
  return changePerson(ctx, id, null, async (tx, person, refs) => {
    const zone = (await loadOrganisation(tx))?.zone ?? FALLBACK_ZONE;
    return leave(person, day(input.lastDay), localToday(person.employments, refs.sites, zone, ctx.now), refs);
  });
}

export function takeBackChange(ctx: Context, id: string, input: { readonly on: string }): Acted {
  return changePerson(ctx, id, null, async (tx, person, refs) => {
    const zone = (await loadOrganisation(tx))?.zone ?? FALLBACK_ZONE;
    return takeBack(person, day(input.on), localToday(person.employments, refs.sites, zone, ctx.now), refs);
  });
}

/** Loads and locks one person, asks permission, decides, stores. */
function changePerson(ctx: Context, id: string, managerId: string | null, decide: (tx: Tx, person: PersonHistory, refs: References) => PersonDecision | Promise<PersonDecision>): Acted {
  return act(ctx, async (tx) => {
    await lockPeople(tx, 'shared');
    const person = await loadPersonHistory(tx, id, true);
    if (person === null) return refuse('not-found', { what: 'person' });
    const managers = person.employments.flatMap((period) => period.value.managerId ?? []);
    const refs = await loadReferences(tx, managerId === null ? managers : [...managers, managerId]);
    const target = await loadTarget(tx, id, ctx.now);
    if (target === null || !permits(ctx.principal, may.managePeople, target)) return refuse('not-permitted');
    return keep(ctx, tx, person, await decide(tx, person, refs));
  });
}

async function keep(ctx: Context, tx: Tx, before: PersonHistory | null, decision: PersonDecision): Acted {
  if (!decision.ok) return decision;
  await commit(ctx, tx, decision.events, (audited) => savePeople(audited, ctx.newId, [{ before, after: decision.result }]));
  return done({ id: decision.result.id });
}

function placeTarget(refs: References, siteId: string | null, departmentId: string | null): Target {
  return { siteId, departmentPath: departmentId === null ? [] : (refs.departments.get(departmentId)?.path ?? []) };
}

function day(text: string): Day {
  return Temporal.PlainDate.from(text);
}
