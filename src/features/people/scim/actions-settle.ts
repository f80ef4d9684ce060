import { dayIn } from '../../../kernel/day.ts';
import type { DomainEvent } from '../../../kernel/decision.ts';
import { sql } from 'kysely';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { departmentCreated, jobRoleCreated } from '../actions-organisation.ts';
import { localToday } from '../rules-changes.ts';
import { periodAt } from '../rules-periods.ts';
import { codeFor } from '../rules-roster-plan.ts';
import { exceedsShare } from '../rules-share.ts';
import { loadDepartments, loadHistories, loadJobRoles, loadManagerIds, loadOrganisation, loadSites, saveDepartments, saveJobRoles, savePeople, type PersonChange } from '../store.ts';
import type { Department, JobRole, PersonHistory, References, Site } from '../types.ts';
import { readUser, type Missing, type Reading } from './rules-mapping.ts';
import { givenAfter, isIn, leaveOf } from './rules-leave.ts';
import { settle, type Settled, type Wanted } from './rules-person.ts';
import { loadEmailHolders, loadLinked, loadPeopleBehind, loadShare, nextNumber, saveUsers } from './store.ts';
import { fine, wrong, type Connection, type HeldWhat, type Scim, type ScimUser } from './types.ts';

/** A user before and after a call; the groups are those after it. Active in `after` is what the directory says. */
export type Draft = { readonly before: ScimUser | null; readonly after: ScimUser; readonly groups: readonly string[] };
export type Settling = { readonly users: readonly ScimUser[]; readonly events: readonly DomainEvent[]; readonly save: (audited: AuditedTx) => Promise<void> };

type Facts = {
  readonly sites: readonly Site[]; readonly departments: Department[]; readonly roles: JobRole[]; readonly zone: string; readonly refs: References;
  readonly people: ReadonlyMap<string, PersonHistory>; readonly byNumber: ReadonlyMap<string, PersonHistory>; readonly linked: ReadonlyMap<string, string>;
  readonly managers: ReadonlyMap<string, { personId: string; name: string }>; readonly emails: ReadonlyMap<string, { id: string; name: string }>;
};

/**
 * What the directory says of its users, carried out on the people: one list, few queries. With `hold`, what goes beyond the
 * share of HR-02 is noted at the user and waits. Precondition: the lock on people is held alone.
 */
export async function settleUsers(ctx: Context, tx: Tx, connection: Connection, drafts: readonly Draft[], hold: boolean): Promise<Scim<Settling>> {
  const places = { sites: await loadSites(tx), departments: await loadDepartments(tx), roles: await loadJobRoles(tx) };
  const readings = new Map<Draft, Reading>();
  for (const draft of drafts) {
    if (!isIn(draft.after, connection.mapping)) continue;
    const reading = readUser(draft.after.resource, draft.groups, connection.mapping, places);
    if (!reading.ok) return reading;
    readings.set(draft, reading.value);
  }
  const created = newPlaces(ctx, [...readings.values()].flatMap((reading) => reading.missing), places);
  const facts = await loadFacts(tx, connection, drafts, readings, { sites: places.sites, departments: [...places.departments, ...created.departments], roles: [...places.roles, ...created.roles] });
  let share: Awaited<ReturnType<typeof loadShare>> | null = null; // counted only when somebody leaves or moves: a first load creates everybody
  const users: ScimUser[] = [];
  const changes: Settled[] = [];
  for (const draft of drafts) {
    const one = await settleOne(ctx, tx, connection, draft, readings.get(draft), facts);
    if (!one.ok) return one;
    const { user, change } = one.value;
    if (hold && (change?.kind === 'leaving' || change?.kind === 'moving')) share ??= await loadShare(tx, connection.id, ctx.now.subtract({ hours: connection.mapping.hold.hours }));
    const held = share === null ? null : holdsBack(change, share, connection);
    if (change !== null && held === null) changes.push(change);
    if (share !== null && held === null && change?.kind === 'leaving') share.left += 1;
    if (share !== null && held === null && change?.kind === 'moving') share.moved += 1;
    users.push({ ...user, ...noted(ctx, user, change, held), ...(held === null ? {} : { roleIds: draft.before?.roleIds ?? [], leave: draft.before?.leave ?? null }) }); // what waits was not given yet
  }
  return fine({
    users, events: [...created.departments.map(departmentCreated), ...created.roles.map(jobRoleCreated), ...changes.map((change) => change.event)],
    async save(audited) {
      await saveDepartments(audited, created.departments);
      await saveJobRoles(audited, created.roles);
      await savePeople(audited, ctx.newId, changes satisfies readonly PersonChange[]);
      await saveUsers(audited, connection, users);
    },
  });
}

function holdsBack(change: Settled | null, share: { left: number; moved: number; total: number }, { mapping: { hold } }: Connection): HeldWhat | null {
  if (change?.kind === 'leaving' && exceedsShare(share.left + 1, share.total, { percent: hold.leavingPercent, least: hold.least })) return 'leaving';
  if (change?.kind === 'moving' && exceedsShare(share.moved + 1, share.total, { percent: hold.movingPercent, least: hold.least })) return 'moving';
  return null;
}

function noted(ctx: Context, user: ScimUser, change: Settled | null, held: HeldWhat | null): Pick<ScimUser, 'personId' | 'heldAt' | 'heldWhat' | 'leftAt' | 'movedAt'> {
  return {
    personId: user.personId ?? (held === null ? (change?.after.id ?? null) : (change?.before?.id ?? null)),
    heldAt: held === null ? null : (user.heldAt ?? ctx.now), heldWhat: held,
    leftAt: held === null && change?.kind === 'leaving' ? ctx.now : user.leftAt, movedAt: held === null && change?.kind === 'moving' ? ctx.now : user.movedAt,
  };
}

function newPlaces(ctx: Context, missing: readonly Missing[], places: { readonly departments: readonly Department[]; readonly roles: readonly JobRole[] }): { departments: Department[]; roles: JobRole[] } {
  const coded = (gives: Missing['gives'], existing: readonly { readonly code: string }[]): { id: string; code: string; name: string }[] => {
    const taken = new Set(existing.map((item) => item.code));
    const names = new Map(missing.filter((one) => one.gives === gives).map((one) => [one.name.toLowerCase(), one.name]));
    return [...names.values()].map((name) => {
      const code = codeFor(name, taken);
      taken.add(code);
      return { id: ctx.newId(), code, name };
    });
  };
  return { departments: coded('department', places.departments).map((one) => ({ ...one, parentId: null, path: [one.id] })), roles: coded('role', places.roles) };
}

async function loadFacts(tx: Tx, connection: Connection, drafts: readonly Draft[], readings: ReadonlyMap<Draft, Reading>, places: { readonly sites: readonly Site[]; readonly departments: Department[]; readonly roles: JobRole[] }): Promise<Facts> {
  const said = [...readings.values()].map((reading) => reading.said);
  const personIds = drafts.flatMap(({ after }) => after.personId ?? []);
  const numbers = said.flatMap((one) => one.number ?? []);
  const people = await loadHistories(tx, sql`(p.id = any(${personIds}::uuid[]) or p.employee_number = any(${numbers}::text[]))`);
  const managers = await loadPeopleBehind(tx, connection.id, said.flatMap((one) => one.manager?.reference ?? []));
  const managerIds = [...people.flatMap((person) => person.employments.flatMap((period) => period.value.managerId ?? [])), ...[...managers.values()].map((manager) => manager.personId)];
  const names = await sql<{ id: string; name: string }>`select id, name from person where id = any(${managerIds}::uuid[])`.execute(tx);
  const byId = <Item extends { readonly id: string }>(items: readonly Item[]): Map<string, Item> => new Map(items.map((item) => [item.id, item]));
  return {
    ...places, zone: (await loadOrganisation(tx))?.zone ?? 'UTC', managers,
    refs: { sites: byId(places.sites), departments: byId(places.departments), roles: byId(places.roles), people: new Map(names.rows.map((row) => [row.id, row.name])) },
    people: byId(people), byNumber: new Map(people.map((person) => [person.employeeNumber, person])),
    linked: await loadLinked(tx, connection.id, people.map((person) => person.id)), emails: await loadEmailHolders(tx, said.flatMap((one) => one.email ?? [])),
  };
}

type One = { readonly user: ScimUser; readonly change: Settled | null };

async function settleOne(ctx: Context, tx: Tx, connection: Connection, { before, after }: Draft, reading: Reading | undefined, facts: Facts): Promise<Scim<One>> {
  const linked = after.personId === null ? null : (facts.people.get(after.personId) ?? null);
  if (reading === undefined) {
    const gone: Wanted = { employed: false, employeeNumber: '', name: linked?.name ?? '', email: null, siteId: null, departmentId: null, attributes: {}, manager: undefined, rolesBefore: [], rolesNow: [], leaveBefore: null, leaveNow: null, returns: false };
    return fine({ user: { ...after, roleIds: [], leave: null }, change: linked === null ? null : settle(linked, gone, '', today(ctx, linked, null, facts), facts.refs) });
  }
  const { said } = reading;
  const known = linked === null ? personOf(said, after, facts) : fine(linked);
  if (!known.ok) return known;
  const person = known.value;
  if (linked !== null && said.number !== null && connection.mapping.employeeNumber === 'employeeNumber' && said.number !== linked.employeeNumber) return wrong(400, 'mutability', `${linked.name} has the employee number ${linked.employeeNumber}, which never changes; the directory sends ${said.number}. Correct it there, or create the user anew.`);
  const returns = before === null || !isIn(before, connection.mapping);
  const leave = leaveOf(after.resource, connection.mapping);
  if (!leave.ok) return leave;
  const isOver = isGone(ctx, person, facts);
  if (person !== null && isOver && !returns) return fine({ user: after, change: null }); // left by an entry here; the directory has said nothing new
  const number = person?.employeeNumber ?? said.number ?? (connection.mapping.assignNumbers ? await nextNumber(tx) : null);
  if (number === null) return wrong(400, 'invalidValue', `The user ${after.userName} has no employee number (${connection.mapping.employeeNumber}). Fill it in the directory, or let the connection assign numbers.`);
  const leaveNow = givenAfter(leave.value, after.leave, today(ctx, person, said.siteId, facts));
  const wanted = { ...wantedOf(reading, before, after, person, number, returns, facts, connection.mapping.manager), leaveNow };
  const refusal = await refusalOf(tx, wanted, person, today(ctx, person, said.siteId, facts), facts);
  if (refusal !== null) return refusal;
  const change = settle(person, wanted, ctx.newId(), today(ctx, person, said.siteId, facts), facts.refs);
  return fine({ user: { ...after, personId: after.personId ?? person?.id ?? null, roleIds: wanted.rolesNow, leave: leaveNow }, change });
}

function isGone(ctx: Context, person: PersonHistory | null, facts: Facts): boolean {
  const last = person?.employments.at(-1);
  return person !== null && (last === undefined || (last.until !== null && Temporal.PlainDate.compare(last.until, today(ctx, person, null, facts)) <= 0));
}

function today(ctx: Context, person: PersonHistory | null, siteId: string | null, facts: Facts): Temporal.PlainDate {
  if (person !== null && person.employments.length > 0) return localToday(person.employments, facts.refs.sites, facts.zone, ctx.now);
  return dayIn(ctx.now, facts.refs.sites.get(siteId ?? '')?.zone ?? facts.zone);
}

/** Somebody known under the same number is the same person when the name or the address says so, too. */
function personOf(said: Reading['said'], after: ScimUser, facts: Facts): Scim<PersonHistory | null> {
  const person = said.number === null ? undefined : facts.byNumber.get(said.number);
  if (person === undefined) return fine(null);
  const same = person.name.toLowerCase() === said.name.toLowerCase() || (person.email !== null && person.email.toLowerCase() === said.email?.toLowerCase());
  if (!same) return wrong(409, 'uniqueness', `The employee number ${person.employeeNumber} belongs to ${person.name}, and numbers are never given to someone else. If it is the same person, let the name or the e-mail address agree.`);
  const other = facts.linked.get(person.id);
  if (other !== undefined && other !== after.id) return wrong(409, 'uniqueness', `The employee number ${person.employeeNumber} belongs to another user of this directory (${other}).`);
  return fine(person);
}

function wantedOf({ said, missing }: Reading, before: ScimUser | null, after: ScimUser, person: PersonHistory | null, number: string, returns: boolean, facts: Facts, mapsManager: boolean): Wanted {
  const added = (gives: Missing['gives'], items: readonly { readonly id: string; readonly name: string }[]): string[] => missing.filter((one) => one.gives === gives).flatMap((one) => items.find((item) => item.name.toLowerCase() === one.name.toLowerCase())?.id ?? []);
  const manager = said.manager === null ? null : facts.managers.get(said.manager.reference);
  const had = mapsManager && before !== null && JSON.stringify(before.resource).includes('"manager"');
  return {
    employed: true, employeeNumber: number, name: said.name, email: said.email, returns,
    attributes: said.attributes, siteId: said.siteId, departmentId: added('department', facts.departments)[0] ?? said.departmentId,
    manager: said.manager === null ? (had ? { id: null, name: null } : undefined) : manager === undefined || manager === null ? { id: null, name: said.manager.displayName ?? said.manager.reference } : { id: manager.personId, name: null },
    leaveBefore: after.leave, leaveNow: null,
    rolesBefore: person === null ? [] : after.roleIds, rolesNow: said.roleIds === null ? [] : [...said.roleIds, ...added('role', facts.roles)],
  };
}

async function refusalOf(tx: Tx, wanted: Wanted, person: PersonHistory | null, day: Temporal.PlainDate, facts: Facts): Promise<ReturnType<typeof wrong> | null> {
  const holder = wanted.email === null ? undefined : facts.emails.get(wanted.email.toLowerCase());
  if (holder !== undefined && holder.id !== person?.id) return wrong(409, 'uniqueness', `The e-mail address ${wanted.email} belongs to ${holder.name}. Correct the address in the directory.`);
  if (wanted.name === '' || wanted.name.length > 200 || wanted.employeeNumber.length > 40) return wrong(400, 'invalidValue', 'A person has a name of at most 200 and an employee number of at most 40 characters.');
  const last = person?.employments.at(-1);
  if (last === undefined && wanted.siteId === null) return wrong(400, 'invalidValue', 'The directory says no site for this user, and the connection has no default site. Set one of the two.');
  if (last === undefined && wanted.departmentId === null) return wrong(400, 'invalidValue', 'The directory says no department for this user, and the connection has no default department. Set one of the two.');
  const managerId = wanted.manager?.id ?? null;
  if (person === null || managerId === null || periodAt(person.employments, day)?.value.managerId === managerId) return null;
  if (managerId === person.id || (await loadManagerIds(tx, managerId, day)).includes(person.id)) return wrong(400, 'invalidValue', `With this manager ${person.name} would be above themselves in the line of management.`);
  return null;
}
