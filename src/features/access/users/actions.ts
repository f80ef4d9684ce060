import { dayIn } from '../../../kernel/day.ts';
import { done, refuse, type DomainEvent, type Outcome } from '../../../kernel/decision.ts';
import type { ProductRole } from '../../../kernel/permission.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { hashPassword } from '../../../platform/secret.ts';
import { act, commit } from '../../audit/actions.ts';
import { hire } from '../../people/rules.ts';
import { loadDepartments, loadPersonByEmail, loadPersonByNumber, loadReferences, loadSites, lockPeople, savePeople, type PersonChange } from '../../people/store.ts';
import type { Department, PeopleRefusal, PersonHistory, References, Site } from '../../people/types.ts';
import { aboutPerson } from '../accounts/actions.ts';
import { saveGrants, savePassword } from '../accounts/store.ts';
import { dataOf } from '../grants/actions.ts';
import { isEasyToGuess } from '../rules.ts';
import { isEmployed, loadAccount } from '../store.ts';
import type { StoredGrant } from '../types.ts';

export type GrantableRole = Exclude<ProductRole, 'learner' | 'service'>;
export type UserInput = { readonly employeeNumber: string; readonly name: string; readonly email: string | null; readonly password: string; readonly roles: readonly GrantableRole[] };
export type UserRefusal = PeopleRefusal | 'account-exists' | 'email-differs' | 'password-too-easy';
export type PlacedUserRefusal = UserRefusal | 'unknown-code' | 'place-needed';

/** Where a person works who is not known yet; may be left out where there is only one site or department. */
export type PlacedUser = UserInput & { readonly siteCode: string | null; readonly departmentCode: string | null };

/** For the command line: an account with password and roles at once, and the person with a first day today when they are new. */
export async function createUser(ctx: Context, input: PlacedUser): Promise<Outcome<{ personId: string }, PlacedUserRefusal>> {
  const passwordHash = await hashPassword(input.password);
  return act<{ personId: string }, PlacedUserRefusal>(ctx, async (tx) => {
    await lockPeople(tx, 'shared');
    const site = pick('site', await loadSites(tx), input.siteCode);
    if (!site.ok) return site;
    const department = pick('department', await loadDepartments(tx), input.departmentCode);
    if (!department.ok) return department;
    const user = await decideUser(ctx, tx, input, site.reply, department.reply);
    if (!user.ok) return user;
    await commit(ctx, tx, user.reply.events, (audited) => saveUser(audited, ctx, user.reply, passwordHash));
    return done({ personId: user.reply.personId });
  });
}

function pick<Place extends { readonly code: string }>(what: string, places: readonly Place[], code: string | null): Outcome<Place, 'unknown-code' | 'place-needed'> {
  const [only, ...others] = code === null ? places : places.filter((place) => place.code === code);
  if (only !== undefined && others.length === 0) return done(only);
  if (code !== null) return refuse('unknown-code', { what, code });
  return refuse('place-needed', { what, codes: places.map((place) => place.code).toSorted().slice(0, 10).join(', ') });
}

export type NewUser = { readonly personId: string; readonly events: readonly [DomainEvent, ...DomainEvent[]]; readonly hired: PersonChange | null; readonly grants: readonly StoredGrant[] };

/** The site and the department may be ones that the same act is about to create. */
export async function decideUser(ctx: Context, tx: Tx, input: UserInput, site: Site, department: Department): Promise<Outcome<NewUser, UserRefusal>> {
  if (isEasyToGuess(input.password, input)) return refuse('password-too-easy');
  const known = await loadPersonByNumber(tx, input.employeeNumber);
  const account = known === null ? null : await loadAccount(tx, known.id, ctx.now, true);
  if (account?.hasPassword === true) return refuse('account-exists');
  const person = known !== null && (await isEmployed(tx, known.id, ctx.now)) ? asTheyAre(known, input) : await asHired(ctx, tx, known, input, site, department);
  if (!person.ok) return person;
  const { personId, event, hired } = person.reply;
  const grants = [...new Set(input.roles)].map((role): StoredGrant => ({ id: ctx.newId(), personId, role, siteId: null, departmentId: null, grantedAt: ctx.now, revokedAt: null }));
  const created = aboutPerson('AccountCreated', personId, { name: input.name });
  const granted = grants.map((grant) => aboutPerson('RoleGranted', personId, dataOf(grant)));
  return done({ personId, events: event === null ? [created, ...granted] : [event, created, ...granted], hired, grants });
}

type PersonPart = { readonly personId: string; readonly event: DomainEvent | null; readonly hired: PersonChange | null };

function asTheyAre(known: PersonHistory, input: UserInput): Outcome<PersonPart, UserRefusal> {
  if (known.name.toLowerCase() !== input.name.toLowerCase()) return refuse('employee-number-taken', { number: known.employeeNumber, name: known.name });
  if (input.email !== null && known.email?.toLowerCase() !== input.email.toLowerCase()) return refuse('email-differs', { email: known.email ?? 'none' });
  return done({ personId: known.id, event: null, hired: null });
}

async function asHired(ctx: Context, tx: Tx, known: PersonHistory | null, input: UserInput, site: Site, department: Department): Promise<Outcome<PersonPart, UserRefusal>> {
  const stored = await loadReferences(tx, []);
  const refs: References = { ...stored, sites: new Map([...stored.sites, [site.id, site]]), departments: new Map([...stored.departments, [department.id, department]]) };
  const emailHolder = input.email === null ? null : await loadPersonByEmail(tx, input.email);
  const decision = hire(known, emailHolder, {
    identity: { id: ctx.newId(), employeeNumber: input.employeeNumber, name: input.name, email: input.email },
    from: dayIn(ctx.now, site.zone), until: null, roleIds: [],
    placement: { siteId: site.id, departmentId: department.id, managerId: null, managerName: null, state: 'active' },
  }, refs);
  if (!decision.ok) return decision;
  return done({ personId: decision.result.id, event: decision.events[0], hired: { before: known, after: decision.result } });
}

export async function saveUser(tx: AuditedTx, ctx: Context, user: NewUser, passwordHash: string): Promise<void> {
  if (user.hired !== null) await savePeople(tx, ctx.newId, [user.hired]);
  await savePassword(tx, user.personId, passwordHash);
  await saveGrants(tx, user.grants);
}
