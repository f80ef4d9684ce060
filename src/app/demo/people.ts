import { isBefore, type Day } from '../../kernel/day.ts';
import type { Company, RoleContent } from './content.ts';
import { nameMaker } from './names.ts';
import { randomOf, shuffled, type Random } from './random.ts';
import { dayOf, end, type Period, type Shift } from './times.ts';

/** What happens to one person at Alderwick, decided before it happens. */
export type Career = {
  readonly number: string; readonly name: string; readonly email: string;
  readonly site: string; readonly department: string; readonly role: string; /** Place among those of this role at this site, from 0. */ readonly index: number;
  readonly manager: string | null;
  readonly from: Day; readonly lastDay: Day | null;
  /** In the first roster, added later by name, or there before anybody: who set Readback up. */
  readonly arrival: 'roster' | 'hire' | 'founder';
  readonly move: Move | null; readonly absence: Absence | null;
  readonly temper: 'prompt' | 'slow' | 'tardy'; readonly shift: Shift;
};
export type Move = { readonly on: Day; readonly department: string; readonly role: string; readonly manager: string | null };
/** `back`: the day of return; null: still away at the end. */
export type Absence = { readonly from: Day; readonly back: Day | null };

type Seat = { readonly site: string; readonly role: RoleContent; readonly department: string; readonly index: number; readonly steady: boolean };
type Plan = { readonly company: Company; readonly period: Period; readonly seats: readonly Seat[]; numberOf(seat: Seat): string };

const OFFICE = ['QA-MGR', 'QP', 'QA-SPEC', 'QA-DOC', 'TRN-COORD', 'ENG-LEAD', 'VAL-ENG', 'SC-SPEC', 'SITE-SVC', 'SITE-HEAD', 'QC-AN', 'QC-SUP', 'ENG-CAL'];
/** Who may change jobs, and to what. */
const LADDER: Readonly<Record<string, string>> = { 'PACK-OP': 'INSP-OP', 'PROD-OP': 'ASEP-OP', 'WH-OP': 'PACK-OP', 'QC-AN': 'QC-MIC', 'INSP-OP': 'PROD-OP', 'ENG-TECH': 'ENG-CAL' };

export type Persona = { readonly role: string; readonly site: string };
/** Whom the sign-ins name for how their training stands; each is the first of the role at the site, and always there. */
export const PERSONAS = {
  operator: { role: 'ASEP-OP', site: 'CRK' },
  stuck: { role: 'PACK-OP', site: 'SAN' },
  late: { role: 'QC-MIC', site: 'CRK' },
} as const satisfies Record<string, Persona>;

function isPersona({ role, site, index }: Career): boolean {
  return index === 0 && Object.values(PERSONAS).some((persona) => persona.role === role && persona.site === site);
}

/** `share` of the full head count; at least one of each role at each site. */
export function planPeople(company: Company, period: Period, share: number): Career[] {
  const leading = new Set(company.jobRoles.flatMap((role) => role.reportsTo ?? []));
  const seats = company.sites.flatMap((site) => company.jobRoles.flatMap((role) => {
    const count = Math.max(1, Math.round((role.headcount[site.code] ?? 0) * share));
    return Array.from({ length: count }, (_, index): Seat => ({ site: site.code, role, index, department: departmentOf(role, index), steady: index === 0 || leading.has(role.code) }));
  }));
  const numbers = new Map<Seat, string>();
  const counts = new Map<string, number>();
  const next = (site: string): string => {
    const count = (counts.get(site) ?? 0) + 1;
    counts.set(site, count);
    return String((company.sites.findIndex((known) => known.code === site) + 1) * 1000 + count);
  };
  for (const seat of seats) numbers.set(seat, next(seat.site));
  const plan: Plan = { company, period, seats, numberOf: (seat) => numbers.get(seat) ?? '' };
  const name = nameMaker(company);
  const careers = seats.flatMap((seat) => holders(plan, seat, (site) => next(site), name));
  return withTurns(plan, careers, share);
}

function departmentOf(role: RoleContent, index: number): string {
  return role.departments[index % role.departments.length] ?? '';
}

/** Whoever holds the seat over the months: from the start or from a hire on, and whoever comes after them. */
function holders(plan: Plan, seat: Seat, next: (site: string) => string, name: ReturnType<typeof nameMaker>): Career[] {
  const { begin, end: last } = plan.period;
  const random = randomOf('seat', seat.site, seat.role.code, seat.index);
  const days = last.since(begin).days;
  const number = plan.numberOf(seat);
  const vacant = !seat.steady && random.chance(0.1);
  const from = vacant ? begin.add({ days: random.whole(40, days + 20) }) : begin.subtract({ days: random.whole(60, 4200) });
  const leaves = !vacant && !seat.steady && random.chance(0.13);
  const lastDay = leaves ? begin.add({ days: random.whole(30, days - 3) }) : null;
  const first = careerOf(plan, seat, { number, from, lastDay, arrival: vacant ? 'hire' : 'roster' }, random, name);
  if (lastDay === null) return [first];
  const follows = lastDay.add({ days: random.whole(15, 50) });
  if (isBefore(last.add({ days: 20 }), follows)) return [first];
  return [first, careerOf(plan, seat, { number: next(seat.site), from: follows, lastDay: null, arrival: 'hire' }, randomOf('next', number), name)];
}

function careerOf(plan: Plan, seat: Seat, stay: Pick<Career, 'number' | 'from' | 'lastDay' | 'arrival'>, random: Random, name: ReturnType<typeof nameMaker>): Career {
  const temper = random.unit();
  const shift = OFFICE.includes(seat.role.code) ? 'office' : random.chance(0.6) ? 'early' : 'late';
  return {
    ...stay, ...name(seat.site, stay.number), site: seat.site, department: seat.department, role: seat.role.code, index: seat.index,
    manager: managerOf(plan, seat.site, seat.role.reportsTo, seat.department, seat.index), move: null, absence: null,
    temper: seat.steady ? 'prompt' : temper < 0.72 ? 'prompt' : temper < 0.94 ? 'slow' : 'tardy', shift,
  };
}

/** One who leads at the same site: of the same department where there is one, taking turns. */
function managerOf(plan: Plan, site: string, role: string | null, department: string, index: number): string | null {
  const leads = plan.seats.filter((seat) => seat.site === site && seat.role.code === role);
  const near = leads.filter((seat) => seat.department === department);
  const choice = near.length > 0 ? near : leads;
  const lead = choice[(index + 1) % Math.max(1, choice.length)];
  return lead === undefined ? null : plan.numberOf(lead);
}

/** Leave and changes of job for some who are there all the time. */
function withTurns(plan: Plan, careers: readonly Career[], share: number): Career[] {
  const settled = shuffled(careers.filter((career) => career.arrival === 'roster' && career.lastDay === null && LADDER[career.role] !== undefined && !isPersona(career)), 'turns', (career) => career.number);
  const away = settled.slice(0, Math.ceil(12 * share) + 3);
  const movers = settled.slice(away.length, away.length + Math.ceil(10 * share));
  return careers.map((career) => ({ ...career, absence: absenceOf(plan.period, away.indexOf(career)), move: moveOf(plan, career, movers.includes(career)) }));
}

/** The first two are just back, the next three still away. */
function absenceOf(period: Period, place: number): Absence | null {
  if (place < 0) return null;
  if (place < 2) return { from: dayOf(end(-100 - place * 20), period), back: dayOf(end(-3 - place * 3), period) };
  if (place < 5) return { from: dayOf(end(-25 - place * 30), period), back: null };
  const random = randomOf('absence', place);
  const from = period.begin.add({ days: random.whole(60, 380) });
  return { from, back: from.add({ days: random.whole(20, 110) }) };
}

function moveOf(plan: Plan, career: Career, moves: boolean): Move | null {
  const code = LADDER[career.role];
  const role = plan.company.jobRoles.find((known) => known.code === code);
  if (!moves || role === undefined) return null;
  const on = plan.period.begin.add({ days: randomOf('move', career.number).whole(80, plan.period.end.since(plan.period.begin).days - 4) });
  const department = departmentOf(role, 0);
  return { on, role: role.code, department, manager: managerOf(plan, career.site, role.reportsTo, department, 0) };
}

/** True from the first day to the last. */
export function isEmployed(career: Career, day: Day): boolean {
  return !isBefore(day, career.from) && (career.lastDay === null || !isBefore(career.lastDay, day));
}

export function isAway(career: Career, day: Day): boolean {
  const { absence } = career;
  return absence !== null && !isBefore(day, absence.from) && (absence.back === null || isBefore(day, absence.back));
}

/** Whom they report to on the day. */
export function managerOn(career: Career, day: Day): string | null {
  return career.move !== null && !isBefore(day, career.move.on) ? career.move.manager : career.manager;
}
