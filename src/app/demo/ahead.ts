import { sql } from 'kysely';
import { hirePerson, movePerson } from '../../features/people/actions.ts';
import { proposeRecurrence, putRecurrence } from '../../features/training/recurrence/actions.ts';
import type { Setting } from '../../features/training/recurrence/types.ts';
import { requestExtension } from '../../features/training/supervision/actions.ts';
import type { Day, Instant } from '../../kernel/day.ts';
import { dayOf, end, momentOf, nextFriday, weekday, type Ref } from './times.ts';
import { enter, holderOf, known, must, PASSWORD, siteOf, type World } from './world.ts';

const HOME = 'CRK';
const COMING = { number: '1990', name: 'Niamh Corrigan', email: 'niamh.corrigan@alderwick.example' };

/** What lies ahead when the history ends: training that comes round every year, a transfer and a hire entered for later, an extension that waits for quality. */
export function planAhead(world: World): void {
  const on = (ref: Ref, hour: number, run: (at: Instant) => Promise<void>): void => world.agenda.add({ at: momentOf(weekday(dayOf(ref, world.period)), hour, siteOf(world, HOME).zone), lane: null, seconds: 0, run });
  on(end(-11), 10.2, (at) => comeRound(world, at));
  on(end(-6), 9.4, (at) => move(world, at));
  on(end(-5), 9.8, (at) => hire(world, at));
  on(end(-2), 11.3, (at) => askForTime(world, at));
}

const yearDay = ({ month, day }: Day) => ({ month, day });

/** A procedure that some dozens have trained on is trained again in the same weeks of every year. */
async function comeRound(world: World, at: Instant): Promise<void> {
  const found = await sql<{ id: string }>`select d.id from document d join document_version v on v.document_id = d.id and v.state = 'effective' join training_record r on r.document_id = d.id
    group by d.id, d.number having count(distinct r.person_id) <= 60 order by count(distinct r.person_id) desc, d.number limit 1`.execute(world.installation.db);
  const [document] = found.rows;
  if (document === undefined) return;
  const person = await enter(world, holderOf(world, 'QA-MGR', HOME).number, at);
  const setting: Setting = { basis: 'calendar', opens: yearDay(dayOf(end(-7), world.period)), due: yearDay(dayOf(end(21), world.period)), revisionRenews: true };
  const { statement } = must(await proposeRecurrence(person.at(at), document.id, setting), 'a recurrence is proposed');
  const reason = 'The authority asks for it once a year, and the weeks before the winter shutdown are the quietest.';
  must(await putRecurrence(person.at(at.add({ minutes: 7 })), document.id, { setting, reason, statement: statement.toString(), password: PASSWORD }), 'a recurrence is signed');
}

async function move(world: World, at: Instant): Promise<void> {
  const mover = [...world.careers.values()].find((career) => career.site === HOME && career.role === 'PACK-OP' && career.index > 0 && career.arrival === 'roster' && career.lastDay === null && career.move === null && career.absence === null);
  if (mover === undefined) return;
  const lead = holderOf(world, 'ASEP-OP', HOME);
  const person = await enter(world, holderOf(world, 'TRN-COORD', HOME).number, at);
  must(await movePerson(person.at(at.add({ minutes: 3 })), known(world.ids.people, mover.number), {
    from: dayOf(end(12), world.period).toString(), departmentId: known(world.ids.departments, lead.department), managerId: lead.manager === null ? null : known(world.ids.people, lead.manager), roleIds: [known(world.ids.roles, lead.role)],
  }), `${mover.number} will move`);
}

async function hire(world: World, at: Instant): Promise<void> {
  const { site, department, role, manager } = holderOf(world, 'ASEP-OP', HOME);
  const person = await enter(world, holderOf(world, 'TRN-COORD', HOME).number, at);
  const { id } = must(await hirePerson(person.at(at.add({ minutes: 4 })), {
    employeeNumber: COMING.number, name: COMING.name, email: COMING.email, from: dayOf(end(9), world.period).toString(), siteId: known(world.ids.sites, site), departmentId: known(world.ids.departments, department),
    managerId: manager === null ? null : known(world.ids.people, manager), roleIds: [known(world.ids.roles, role)], attributes: [{ key: 'shift', value: 'early' }],
  }), `${COMING.number} will begin`);
  world.ids.people.set(COMING.number, id);
}

/** A manager asks for more time for one of theirs; where that is not possible, another does. */
async function askForTime(world: World, at: Instant): Promise<void> {
  const found = await sql<{ id: string; dueOn: Day; manager: string }>`select a.id, a.due_on as "dueOn", m.employee_number as manager from assignment a
    join employment e on e.person_id = a.person_id and e.during @> ${at}::timestamptz::date and e.state = 'active' join person m on m.id = e.manager_id join site s on s.id = e.site_id
    where a.closed_at is null and a.overdue_since is null and a.ahead_on is null and a.due_at > ${at} and s.code = ${HOME} order by a.due_at, a.id limit 8`.execute(world.installation.db);
  for (const { id, dueOn, manager } of found.rows) {
    const person = await enter(world, manager, at);
    const asked = await requestExtension(person.at(at.add({ minutes: 2 })), id, { dueOn: nextFriday(dueOn.add({ days: 7 })).toString(), reason: 'On loan to the validation campaign until the end of next week; nobody else knows the line.' });
    if (asked.ok) return;
  }
}
