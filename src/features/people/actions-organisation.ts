import { done, refuse, type Outcome } from '../../kernel/decision.ts';
import { permits } from '../../kernel/permission.ts';
import type { Day } from '../../kernel/day.ts';
import type { Context } from '../../platform/context.ts';
import type { Tx } from '../../platform/db/pool.ts';
import { act, commit } from '../audit/actions.ts';
import { may } from './permissions.ts';
import { zoneName } from './rules.ts';
import { loadDepartments, loadJobRoles, loadSites, lockPeople, saveDepartments, saveJobRoles, saveSites } from './store.ts';
import { loadAttributeValues, type AttributeValues } from './store-attributes.ts';
import type { Department, JobRole, PeopleEvent, PeopleRefusal, Site } from './types.ts';

type Items<Item> = { readonly items: readonly Item[] };
/** What only somebody with the permission for the whole organisation may do. */
export const EVERYWHERE = { siteId: null, departmentPath: [] };

export async function listSites(ctx: Context): Promise<Outcome<Items<Site>, PeopleRefusal>> {
  return done({ items: await loadSites(ctx.db) });
}

export async function listDepartments(ctx: Context): Promise<Outcome<Items<Department>, PeopleRefusal>> {
  return done({ items: await loadDepartments(ctx.db) });
}

export async function listJobRoles(ctx: Context): Promise<Outcome<Items<JobRole>, PeopleRefusal>> {
  return done({ items: await loadJobRoles(ctx.db) });
}

export async function listAttributes(ctx: Context): Promise<Outcome<Items<AttributeValues>, PeopleRefusal>> {
  return done({ items: await loadAttributeValues(ctx.db) });
}

export type NewSite = { readonly code: string; readonly name: string; readonly zone: string; readonly locale: string; readonly workingDays: readonly number[]; readonly holidays: readonly (string | Day)[] };

export function createSite(ctx: Context, input: NewSite): Promise<Outcome<Site, PeopleRefusal>> {
  return act(ctx, async (tx) => (permits(ctx.principal, may.manageOrganisation, EVERYWHERE) ? addSite(ctx, tx, input) : refuse('not-permitted')));
}

/** The same inside another act that has its own permission (first set-up). */
export async function addSite(ctx: Context, tx: Tx, input: NewSite): Promise<Outcome<Site, PeopleRefusal>> {
  const zone = zoneName(input.zone);
  if (zone === null) return refuse('unknown-zone', { zone: input.zone });
  await lockPeople(tx, 'alone');
  if ((await loadSites(tx)).some((site) => site.code === input.code)) return refuse('code-taken', { what: 'site', code: input.code });
  const site: Site = { id: ctx.newId(), ...input, zone, workingDays: [...new Set(input.workingDays)].toSorted((a, b) => a - b), holidays: input.holidays.map((day) => Temporal.PlainDate.from(day)) };
  await commit(ctx, tx, [siteCreated(site)], (audited) => saveSites(audited, [site]));
  return done(site);
}

export type NewDepartment = { readonly code: string; readonly name: string; readonly parentId: string | null };

export function createDepartment(ctx: Context, input: NewDepartment): Promise<Outcome<Department, PeopleRefusal>> {
  return act(ctx, async (tx) => {
    const parent = (await loadDepartments(tx)).find((department) => department.id === input.parentId);
    if (!permits(ctx.principal, may.manageOrganisation, { siteId: null, departmentPath: parent?.path ?? [] })) return refuse('not-permitted');
    return addDepartment(ctx, tx, input);
  });
}

/** The same inside another act that has its own permission (first set-up). */
export async function addDepartment(ctx: Context, tx: Tx, input: NewDepartment): Promise<Outcome<Department, PeopleRefusal>> {
  await lockPeople(tx, 'alone');
  const known = await loadDepartments(tx);
  if (known.some((department) => department.code === input.code)) return refuse('code-taken', { what: 'department', code: input.code });
  const parent = known.find((department) => department.id === input.parentId);
  if (input.parentId !== null && parent === undefined) return refuse('unknown-reference', { what: 'department', id: input.parentId });
  const id = ctx.newId();
  const department: Department = { id, ...input, path: [...(parent?.path ?? []), id] };
  await commit(ctx, tx, [departmentCreated(department)], (audited) => saveDepartments(audited, [department]));
  return done(department);
}

export function createJobRole(ctx: Context, input: { readonly code: string; readonly name: string }): Promise<Outcome<JobRole, PeopleRefusal>> {
  return act(ctx, async (tx) => {
    if (!permits(ctx.principal, may.manageOrganisation, EVERYWHERE)) return refuse('not-permitted');
    await lockPeople(tx, 'alone');
    if ((await loadJobRoles(tx)).some((role) => role.code === input.code)) return refuse('code-taken', { what: 'job role', code: input.code });
    const role: JobRole = { id: ctx.newId(), ...input };
    await commit(ctx, tx, [jobRoleCreated(role)], (audited) => saveJobRoles(audited, [role]));
    return done(role);
  });
}

export function siteCreated(site: Site): PeopleEvent {
  return { type: 'SiteCreated', subject: { kind: 'site', id: site.id }, data: { code: site.code, name: site.name, zone: site.zone, locale: site.locale, workingDays: site.workingDays, holidays: site.holidays.map(String) } };
}

export function departmentCreated(department: Department): PeopleEvent {
  return { type: 'DepartmentCreated', subject: { kind: 'department', id: department.id }, data: { code: department.code, name: department.name, parentId: department.parentId, path: department.path } };
}

export function jobRoleCreated(role: JobRole): PeopleEvent {
  return { type: 'JobRoleCreated', subject: { kind: 'jobRole', id: role.id }, data: { code: role.code, name: role.name } };
}
