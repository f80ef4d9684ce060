import { done, refuse, type DomainEvent, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { hashPassword, hashToken, newCode } from '../../../platform/secret.ts';
import { act, commit } from '../../audit/actions.ts';
import { zoneName } from '../../people/rules.ts';
import { loadDepartments, loadOrganisation, loadSites, lockPeople, saveDepartments, saveOrganisation, saveSites } from '../../people/store.ts';
import type { Department, Organisation, Site } from '../../people/types.ts';
import { withoutStoredReply } from '../accounts/actions.ts';
import { isEasyToGuess, isLocale } from '../rules.ts';
import { decideUser, saveUser, type UserRefusal } from '../users/actions.ts';
import { forgetSetupCodes, hasAccounts, isSetupCode, lockSetup, saveSetupCode } from './store.ts';

/**
 * A code for the first set-up, to be printed by the server that starts; null when there is an account already.
 * Its hash is in the database, so that any node accepts it.
 */
export async function createSetupCode(ctx: Pick<Context, 'db' | 'now'>): Promise<string | null> {
  if (await hasAccounts(ctx.db)) return null;
  const code = newCode();
  await saveSetupCode(ctx.db, hashOfCode(code), ctx.now);
  return code;
}

/** However it was typed: letters in any case, with or without dashes and blanks. */
function hashOfCode(code: string): Buffer {
  return hashToken(code.toUpperCase().replaceAll(/[^0-9A-Z]/gu, ''));
}

export type SetupState = { readonly needed: boolean; readonly simulation: boolean; readonly organisation: string | null };

export async function getSetup(ctx: Context, isSimulation: boolean): Promise<Outcome<SetupState, never>> {
  const needed = !(await hasAccounts(ctx.db));
  const organisation = await loadOrganisation(ctx.db);
  return done({ needed, simulation: isSimulation, organisation: organisation?.name ?? null });
}

export type SetupInput = {
  readonly code: string;
  readonly organisation: Organisation;
  readonly site: { readonly code: string; readonly name: string; readonly zone: string; readonly locale: string };
  readonly department: { readonly code: string; readonly name: string };
  readonly administrator: { readonly employeeNumber: string; readonly name: string; readonly email: string | null; readonly password: string };
};
type SetupReply = { readonly personId: string; readonly siteId: string; readonly departmentId: string };
type SetupRefusal = UserRefusal | 'setup-done' | 'setup-code-wrong' | 'locale-unknown';

/** Organisation, first site and department, and the one who administers. Only while nobody has an account. */
export async function doSetup(ctx: Context, input: SetupInput): Promise<Outcome<SetupReply, SetupRefusal>> {
  if (await hasAccounts(ctx.db)) return refuse('setup-done');
  if (!(await isSetupCode(ctx.db, hashOfCode(input.code)))) return refuse('setup-code-wrong'); // before the costly hash: this is open to anybody
  const unfit = unfitSetup(input);
  if (unfit !== null) return unfit;
  const passwordHash = await hashPassword(input.administrator.password);
  return act<SetupReply, SetupRefusal>(withoutStoredReply(ctx), async (tx) => {
    await lockSetup(tx);
    await lockPeople(tx, 'shared');
    if (await hasAccounts(tx)) return refuse('setup-done');
    const site = await siteFor(ctx, tx, input);
    const department = await departmentFor(ctx, tx, input);
    const user = await decideUser(ctx, tx, { ...input.administrator, roles: ['system_administrator'] }, site.row, department.row);
    if (!user.ok) return user;
    const named: DomainEvent = { type: 'OrganisationNamed', subject: { kind: 'organisation', id: 'organisation' }, data: input.organisation };
    await commit(ctx, tx, [named, ...site.events, ...department.events, ...user.reply.events], async (audited) => {
      await saveOrganisation(audited, input.organisation);
      if (site.events.length > 0) await saveSites(audited, [site.row]);
      if (department.events.length > 0) await saveDepartments(audited, [department.row]);
      await saveUser(audited, ctx, user.reply, passwordHash);
      await forgetSetupCodes(audited);
    });
    return done({ personId: user.reply.personId, siteId: site.row.id, departmentId: department.row.id });
  });
}

function unfitSetup(input: SetupInput) {
  const unknownZone = [input.organisation.zone, input.site.zone].find((zone) => zoneName(zone) === null);
  if (unknownZone !== undefined) return refuse('unknown-zone', { zone: unknownZone });
  if (!isLocale(input.site.locale)) return refuse('locale-unknown', { field: 'site.locale', value: input.site.locale });
  return isEasyToGuess(input.administrator.password, input.administrator) ? refuse('password-too-easy') : null;
}

type Found<Row> = { readonly row: Row; readonly events: readonly DomainEvent[] };

/** The site with this code, where a roster was imported before the first sign-in; else a new one. */
async function siteFor(ctx: Context, tx: Tx, input: SetupInput): Promise<Found<Site>> {
  const known = (await loadSites(tx)).find((site) => site.code === input.site.code);
  if (known !== undefined) return { row: known, events: [] };
  const row: Site = { id: ctx.newId(), ...input.site, workingDays: [1, 2, 3, 4, 5], holidays: [] };
  return { row, events: [{ type: 'SiteCreated', subject: { kind: 'site', id: row.id }, data: { ...input.site } }] };
}

async function departmentFor(ctx: Context, tx: Tx, input: SetupInput): Promise<Found<Department>> {
  const known = (await loadDepartments(tx)).find((department) => department.code === input.department.code);
  if (known !== undefined) return { row: known, events: [] };
  const id = ctx.newId();
  const row: Department = { id, ...input.department, parentId: null, path: [id] };
  return { row, events: [{ type: 'DepartmentCreated', subject: { kind: 'department', id }, data: { ...input.department, parentId: null } }] };
}
