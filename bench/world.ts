// A large company to measure on: how long it takes to build, what is in it, and that the product finds nothing wrong with it.
import type pg from 'pg';
import { runSweep } from '../src/features/training/contract.ts';
import { openWorld } from './world/open.ts';

type Result = Readonly<Record<string, string | number | boolean>>;

const COUNTS = `select (select count(*) from person) as people, (select count(*) from person p where exists (select from employment e where e.person_id = p.id) and not exists (select from employment e where e.person_id = p.id and (upper(e.during) is null or upper(e.during) > '2026-03-02'))) as leavers,
  (select count(*) from employment where state = 'on_leave') as "onLeave", (select count(*) from site) as sites, (select count(*) from department) as departments, (select count(*) from job_role) as roles,
  (select count(*) from document) as documents, (select count(*) from document_version) as versions, (select count(*) from matrix_rule) as rules,
  (select count(*) from obligation where until is null) as obligations, (select count(*) from obligation where until is not null) as "obligationsEnded", (select count(*) from training_record) as records,
  (select count(*) from assignment where closed_at is null) as "openAssignments", (select count(*) from assignment where overdue_since is not null and closed_at is null) as overdue, (pg_database_size(current_database()) / 1000000) as megabytes`;

export async function run(options: { readonly people: number; readonly documents: number }, say: (line: string) => void): Promise<Result> {
  const world = await openWorld(options, say);
  try {
    const figures = await count(world.superuser);
    say('Sweeping it, which must find nothing …');
    const started = performance.now();
    const { drift } = await world.staff.trainer.client.call(runSweep, {});
    return { ...figures, obligationsPerPerson: Math.round((Number(figures['obligations']) / options.people) * 10) / 10, secondsToBuild: Math.round(world.seconds * 10) / 10, secondsToSweep: Math.round((performance.now() - started) / 100) / 10, drift, ok: drift === 0 };
  } finally {
    await world.close();
  }
}

async function count(superuser: pg.Client): Promise<Record<string, number>> {
  const found = await superuser.query<Record<string, string>>(COUNTS);
  return Object.fromEntries(Object.entries(found.rows[0] ?? {}).map(([name, value]) => [name, Number(value)]));
}
