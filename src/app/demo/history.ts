import { setSimulatedTime } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/pool.ts';
import { isBefore, isEarlier, type Instant } from '../../kernel/day.ts';
import { recordEvent } from '../../features/audit/actions.ts';
import { verifyTrail, type Verification } from '../../features/audit/sealing/actions-verify.ts';
import { seal } from '../../features/audit/sealing/actions.ts';
import { nextDue, runDue } from '../schedule.ts';
import { planAhead } from './ahead.ts';
import { inviteAll } from './accounts.ts';
import { runBeside } from './agenda.ts';
import { ADMINISTRATOR, found } from './founding.ts';
import { planGate } from './gate.ts';
import { planMatrix } from './matrix.ts';
import { planProcedures } from './procedures.ts';
import { planRoute } from './route.ts';
import { isEmployed } from './people.ts';
import { signInsOf, type SignIn } from './sign-ins.ts';
import { openSchool } from './study.ts';
import { setUpTasks } from './tasks.ts';
import { begin, dayOf, momentOf } from './times.ts';
import { planTurns } from './turns.ts';
import { enter, productAt, siteOf, type World } from './world.ts';

/** People at their screens at the same time. */
const WIDTH = 6;

export type Told = { readonly signIns: readonly SignIn[]; readonly verification: Verification; readonly summary: string };

/** Lets the months pass: what is due comes at its moment, everything else between the moments. */
export async function live(world: World, say: (line: string) => void): Promise<Told> {
  const { installation, agenda, period } = world;
  const { db } = installation;
  const started = await installation.clock.now();
  planBeginning(world);
  planTurns(world);
  planGate(world);
  planRoute(world);
  planAhead(world);
  planSealing(world, say);
  const school = openSchool(world);
  let now = started;
  while (isEarlier(now, period.now)) {
    const alone = agenda.nextAlone();
    const horizon = alone !== null && isEarlier(alone, period.now) ? alone : period.now;
    const due = await nextDue(db, now, horizon);
    const next = due ?? horizon;
    const beside = agenda.takeBeside(next);
    if (beside.length > 0) {
      await runBeside(beside, WIDTH);
      continue; // some of what would have become due is done
    }
    await setSimulatedTime(db, next);
    if (due !== null) await runDue((at) => productAt(world, at), next);
    for (const entry of agenda.takeAlone(next)) await entry.run(entry.at);
    await school.takeUp(now);
    now = next;
  }
  return end(world, started);
}

function planBeginning(world: World): void {
  const { zone } = siteOf(world, 'CRK');
  const at = (days: number, hour: number, run: (then: Instant) => Promise<void>): void => world.agenda.add({ at: momentOf(dayOf(begin(days), world.period), hour, zone), lane: null, seconds: 0, run });
  at(0, 8, (then) => found(world, then));
  at(1, 9, async (then) => {
    const numbers = [...world.careers.values()].filter((career) => career.arrival === 'roster').map((career) => career.number);
    await inviteAll(world, await enter(world, ADMINISTRATOR.employeeNumber, then), numbers, then, 2);
  });
  at(4, 9, (then) => planProcedures(world, then));
  at(4, 12.5, (then) => planMatrix(world, then));
  at(32, 10, (then) => setUpTasks(world, then));
}

/** The audit trail is sealed at the turn of each month, and at the end. */
function planSealing(world: World, say: (line: string) => void): void {
  const { config, db, keys } = world.installation;
  for (let first = world.period.begin.with({ day: 1 }).add({ months: 1 }); isBefore(first, world.period.end); first = first.add({ months: 1 })) {
    const day = first;
    world.agenda.add({ at: momentOf(day, 12, 'UTC'), lane: null, seconds: 0, run: async (at) => {
      await seal(db, { keys, folder: config.auditDir }, at);
      const month = day.subtract({ days: 1 }).toLocaleString('en', { month: 'long', year: 'numeric' });
      say(`  ${month}: ${(await countRecords(db)).toLocaleString('en')} training records`);
    } });
  }
}

async function end(world: World, started: Instant): Promise<Told> {
  const { installation, period } = world;
  const { config, db, keys } = installation;
  await runDue((at) => productAt(world, at), period.now);
  await setSimulatedTime(db, period.now);
  const now = await installation.clock.now();
  await recordEvent(productAt(world, now, 'Readback'), { type: 'SimulatedTimePassed', subject: { kind: 'simulation', id: 'clock' }, data: { from: started.toString(), to: period.now.toString() } });
  await seal(db, { keys, folder: config.auditDir }, now);
  const verification = await verifyTrail(db, keys, config.auditDir);
  return { signIns: signInsOf(world), verification, summary: await summaryOf(world, verification) };
}

async function summaryOf({ company, installation, careers, period, procedures }: World, { events }: Verification): Promise<string> {
  const employed = [...careers.values()].filter((career) => isEmployed(career, period.end)).length;
  const count = (number: number): string => number.toLocaleString('en');
  return `${company.organisation.name}: ${count(employed)} people at ${company.sites.length} sites, ${procedures.length} procedures, ${count(await countRecords(installation.db))} training records; an audit trail of ${count(events)} events, verified.`;
}

async function countRecords(db: Db): Promise<number> {
  const row = await db.selectFrom('training_record').select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  return row.count;
}
