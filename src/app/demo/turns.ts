import { grantRole } from '../../features/access/grants/actions.ts';
import { endEmployment, hirePerson, movePerson, returnFromAbsence, setAbsence } from '../../features/people/actions.ts';
import { dayIn, isBefore, type Day, type Instant } from '../../kernel/day.ts';
import { inviteAll } from './accounts.ts';
import { ADMINISTRATOR } from './founding.ts';
import type { Career } from './people.ts';
import { randomOf } from './random.ts';
import { dayOf, end, momentOf, weekday } from './times.ts';
import { enter, holderOf, known, must, siteOf, type World } from './world.ts';

/** The inspector's number, and how long the visit lasts. */
export const INSPECTOR = { number: '9001', name: 'Helen Marsh', email: 'helen.marsh@authority.example', from: end(-4), lastDay: end(10) };

/** Hires, moves, leave and leaving, each entered by the training coordinator of the site some days before. */
export function planTurns(world: World): void {
  for (const career of world.careers.values()) {
    if (career.arrival === 'hire') planHire(world, career);
    if (career.lastDay !== null) on(world, career, career.lastDay.subtract({ days: randomOf('notice', career.number).whole(8, 28) }), leaving(world, career, career.lastDay));
    if (career.move !== null) on(world, career, career.move.on.subtract({ days: randomOf('moves', career.number).whole(3, 14) }), moving(world, career, career.move));
    if (career.absence !== null) planAbsence(world, career, career.absence);
  }
  const { begin } = world.period;
  const visit = weekday(dayOf(INSPECTOR.from, world.period));
  if (isBefore(begin, visit)) world.agenda.add({ at: momentOf(visit, 8.5, siteOf(world, 'CRK').zone), lane: null, seconds: 0, run: (at) => receiveInspector(world, at) });
}

/** At an office hour of the site, not before the third day of the history and not after its end. */
function on(world: World, career: Career, day: Day, run: (at: Instant) => Promise<void>): void {
  const { begin } = world.period;
  const earliest = begin.add({ days: 3 });
  const chosen = weekday(isBefore(day, earliest) ? earliest.add({ days: 3 }) : day);
  const random = randomOf('entered', career.number, day.toString());
  world.agenda.add({ at: momentOf(chosen, 8 + random.unit() * 8, siteOf(world, career.site).zone), lane: null, seconds: 0, run });
}

const coordinator = (world: World, career: Career): string => holderOf(world, 'TRN-COORD', career.site).number;

function planHire(world: World, career: Career): void {
  const random = randomOf('hire', career.number);
  on(world, career, career.from.subtract({ days: random.whole(6, 21) }), async (at) => {
    const person = await enter(world, coordinator(world, career), at);
    const { id } = must(await hirePerson(person.at(at.add({ minutes: 4 })), {
      employeeNumber: career.number, name: career.name, email: career.email, from: career.from.toString(), siteId: known(world.ids.sites, career.site), departmentId: known(world.ids.departments, career.department),
      managerId: career.manager === null ? null : known(world.ids.people, career.manager), roleIds: [known(world.ids.roles, career.role)], attributes: [{ key: 'shift', value: career.shift }],
    }), `${career.number} is hired`);
    world.ids.people.set(career.number, id);
  });
  world.ready.set(career.number, momentOf(career.from, 13, siteOf(world, career.site).zone)); // by then the account is taken
  world.agenda.add({
    at: momentOf(career.from, 8.1 + random.unit(), siteOf(world, career.site).zone), lane: null, seconds: 0,
    run: async (at) => inviteAll(world, await enter(world, ADMINISTRATOR.employeeNumber, at), [career.number], at.add({ minutes: 1 }), 0),
  });
}

function leaving(world: World, career: Career, lastDay: Day) {
  return async (at: Instant): Promise<void> => {
    const person = await enter(world, coordinator(world, career), at);
    must(await endEmployment(person.at(at.add({ minutes: 2 })), known(world.ids.people, career.number), { lastDay: lastDay.toString() }), `${career.number} leaves`);
  };
}

function moving(world: World, career: Career, move: NonNullable<Career['move']>) {
  return async (at: Instant): Promise<void> => {
    const person = await enter(world, coordinator(world, career), at);
    must(await movePerson(person.at(at.add({ minutes: 2 })), known(world.ids.people, career.number), {
      from: move.on.toString(), departmentId: known(world.ids.departments, move.department), managerId: move.manager === null ? null : known(world.ids.people, move.manager), roleIds: [known(world.ids.roles, move.role)],
    }), `${career.number} moves`);
  };
}

function planAbsence(world: World, career: Career, absence: NonNullable<Career['absence']>): void {
  const id = (): string => known(world.ids.people, career.number);
  on(world, career, absence.from.subtract({ days: 4 }), async (at) => {
    const person = await enter(world, coordinator(world, career), at);
    must(await setAbsence(person.at(at.add({ minutes: 2 })), id(), { from: absence.from.toString(), until: null }), `${career.number} goes on leave`);
  });
  const { back } = absence;
  if (back === null) return;
  world.agenda.add({
    at: momentOf(back, 7.9, siteOf(world, career.site).zone), lane: null, seconds: 0,
    run: async (at) => {
      const person = await enter(world, coordinator(world, career), at);
      must(await returnFromAbsence(person.at(at.add({ minutes: 2 })), id(), { on: back.toString() }), `${career.number} returns`);
    },
  });
}

/** An inspector sees everything and changes nothing; access ends with the visit. */
async function receiveInspector(world: World, at: Instant): Promise<void> {
  const administrator = await enter(world, ADMINISTRATOR.employeeNumber, at);
  const { number, name, email, lastDay } = INSPECTOR;
  const site = siteOf(world, 'CRK');
  const { id } = must(await hirePerson(administrator.at(at.add({ minutes: 2 })), { employeeNumber: number, name, email, from: dayIn(at, site.zone).toString(), siteId: known(world.ids.sites, site.code), departmentId: known(world.ids.departments, 'EXT'), managerId: null, roleIds: [] }), 'the inspector arrives');
  world.ids.people.set(number, id);
  must(await endEmployment(administrator.at(at.add({ minutes: 3 })), id, { lastDay: dayOf(lastDay, world.period).toString() }), 'the visit is limited');
  must(await grantRole(administrator.at(at.add({ minutes: 4 })), id, { role: 'inspector', siteId: null, departmentId: null }), 'the inspector may read');
  await inviteAll(world, administrator, [number], at.add({ minutes: 5 }), 0);
}
