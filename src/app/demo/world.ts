import { sql } from 'kysely';
import type { Outcome } from '../../kernel/decision.ts';
import type { Instant, WorkingCalendar } from '../../kernel/day.ts';
import type { Principal } from '../../kernel/permission.ts';
import type { Context } from '../../platform/context.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Installation } from '../../platform/installation.ts';
import { openLog, type Log } from '../../platform/log.ts';
import { hashPassword } from '../../platform/secret.ts';
import { ANONYMOUS, authenticate, signIn } from '../../features/access/actions.ts';
import { QUESTIONS } from '../questions.ts';
import { react } from '../reactions.ts';
import type { Agenda } from './agenda.ts';
import type { Company, Procedure, SiteContent } from './content.ts';
import type { Career } from './people.ts';
import { calendarOf, type Period } from './times.ts';

/** Everyone's password at Alderwick; it is printed with the sign-ins. */
export const PASSWORD = 'eight vials on the tray';

/**
 * Thousands of signatures each prove a password. The cheapest argon2id there is makes that affordable, and gives away
 * nothing: the only password in a demonstration is the printed one.
 */
export const hashPrintedPassword = (password: string): Promise<string> => hashPassword(password, { memory: 8, passes: 1, parallelism: 1 });

export type World = {
  readonly installation: Installation;
  readonly log: Log;
  readonly company: Company;
  readonly procedures: readonly Procedure[];
  readonly period: Period;
  readonly careers: ReadonlyMap<string, Career>;
  readonly agenda: Agenda;
  /** Ids by code, number, or number and label. */
  readonly ids: { readonly sites: Map<string, string>; readonly departments: Map<string, string>; readonly roles: Map<string, string>; readonly people: Map<string, string>; readonly documents: Map<string, string>; readonly versions: Map<string, string>; readonly rules: Map<string, string> };
  /** From when on a person can sign in and sign. */
  readonly ready: Map<string, Instant>;
  readonly calendars: ReadonlyMap<string, WorkingCalendar>;
};

export function createWorld(parts: Pick<World, 'installation' | 'company' | 'procedures' | 'period' | 'agenda'>, careers: readonly Career[]): World {
  return {
    ...parts, log: openLog('warn'), careers: new Map(careers.map((career) => [career.number, career])), ready: new Map(),
    ids: { sites: new Map(), departments: new Map(), roles: new Map(), people: new Map(), documents: new Map(), versions: new Map(), rules: new Map() },
    calendars: new Map(parts.company.sites.map((site) => [site.code, calendarOf(site)])),
  };
}

export function contextOf(world: World, principal: Principal, now: Instant): Context {
  const { db, keys } = world.installation;
  return { db, now, newId: () => uuidv7(now), principal, origin: { requestId: 'demonstration', address: null }, idempotency: null, auditKey: keys.mac, react, ...QUESTIONS, log: world.log };
}

/** The product itself: what begins before anybody has an account, and what the clock does. */
export function productAt(world: World, now: Instant, name = 'the clock'): Context {
  return contextOf(world, { kind: 'system', id: null, name, grants: [] }, now);
}

export type Actor = { readonly personId: string; readonly name: string; at(now: Instant): Context };

/** Signs a person in; what they do then bears their session. */
export async function enter(world: World, number: string, at: Instant): Promise<Actor> {
  const { token, personId, name } = must(await signIn(contextOf(world, ANONYMOUS, at), { login: number, password: PASSWORD, agent: null }), `${number} signs in`);
  const principal = await authenticate(world.installation.db, at, { cookieToken: token, bearerToken: null, idleMinutes: world.installation.config.sessionMinutes });
  return { personId, name, at: (now) => contextOf(world, principal, now) };
}

/** The reply of an act that the plan says is possible. */
export function must<Reply>(outcome: Outcome<Reply, string>, what: string): Reply {
  if (outcome.ok) return outcome.reply;
  throw new Error(`${what}: refused with ${outcome.refusal.code} ${JSON.stringify(outcome.refusal.detail ?? {})}`);
}

export function known(map: ReadonlyMap<string, string>, key: string): string {
  const id = map.get(key);
  if (id === undefined) throw new Error(`the demonstration asks for ${key} before it is there`);
  return id;
}

export function siteOf(world: World, code: string): SiteContent {
  const site = world.company.sites.find((candidate) => candidate.code === code);
  if (site === undefined) throw new Error(`there is no site ${code}`);
  return site;
}

export function calendarAt(world: World, code: string): WorkingCalendar {
  const calendar = world.calendars.get(code);
  if (calendar === undefined) throw new Error(`there is no site ${code}`);
  return calendar;
}

export function careerOf(world: World, number: string): Career {
  const career = world.careers.get(number);
  if (career === undefined) throw new Error(`nobody has the number ${number}`);
  return career;
}

/** The first holder of a role at a site, who stays throughout. */
export function holderOf(world: World, role: string, site: string): Career {
  const career = [...world.careers.values()].find((candidate) => candidate.role === role && candidate.site === site && candidate.index === 0);
  if (career === undefined) throw new Error(`nobody is ${role} at ${site}`);
  return career;
}

export async function loadPeopleIds(world: World): Promise<void> {
  const found = await sql<{ id: string; number: string }>`select id, employee_number as number from person`.execute(world.installation.db);
  for (const { id, number } of found.rows) world.ids.people.set(number, id);
}
