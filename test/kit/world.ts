import { sql } from 'kysely';
import { commit } from '../../src/features/audit/actions.ts';
import type { AuditedTx, Context } from '../../src/platform/context.ts';
import type { Db } from '../../src/platform/db/pool.ts';
import { nextId, testContext } from './context.ts';

/**
 * Builders for database tests: rows written by SQL under one audit event, without the features' actions,
 * so that a test of one feature does not fail because of another. Every field has a default; name what the test is about.
 */
export type Place = { readonly siteId: string; readonly departmentId: string; readonly roleId: string };

export async function write(db: Db, save: (tx: AuditedTx) => Promise<unknown>, context: Partial<Context> = {}): Promise<void> {
  const ctx = { ...testContext({ db }), ...context };
  await db.transaction().execute((tx) => commit(ctx, tx, [{ type: 'TestWorldMade', subject: { kind: 'test', id: nextId() }, data: {} }], async (audited) => {
    await save(audited);
  }));
}

export async function makeOrganisation(db: Db, zone = 'Europe/Dublin'): Promise<void> {
  await write(db, (tx) => tx.insertInto('organisation').values({ name: 'Test Works', zone }).execute());
}

export async function makeSite(db: Db, site: { code?: string; name?: string; zone?: string; holidays?: readonly Temporal.PlainDate[] } = {}): Promise<string> {
  const id = nextId();
  const code = site.code ?? `S-${id.slice(-14, -8)}`;
  await write(db, (tx) => tx.insertInto('site').values({ id, code, name: site.name ?? code, zone: site.zone ?? 'Europe/Dublin', holidays: [...(site.holidays ?? [])] }).execute());
  return id;
}

export async function makeDepartment(db: Db, department: { code?: string; name?: string; parentId?: string } = {}): Promise<string> {
  const id = nextId();
  const code = department.code ?? `D-${id.slice(-14, -8)}`;
  const parent = department.parentId ?? null;
  await write(db, (tx) => sql`insert into department (id, code, name, parent_id, path)
    values (${id}, ${code}, ${department.name ?? code}, ${parent}, coalesce((select path from department where id = ${parent}), '{}') || ${id}::uuid)`.execute(tx));
  return id;
}

export async function makeRole(db: Db, role: { code?: string; name?: string } = {}): Promise<string> {
  const id = nextId();
  const code = role.code ?? `R-${id.slice(-14, -8)}`;
  await write(db, (tx) => tx.insertInto('job_role').values({ id, code, name: role.name ?? code }).execute());
  return id;
}

export async function makePlace(db: Db, zone = 'Europe/Dublin'): Promise<Place> {
  return { siteId: await makeSite(db, { zone }), departmentId: await makeDepartment(db), roleId: await makeRole(db) };
}

export type PersonSpec = Place & {
  readonly number?: string;
  readonly name?: string;
  readonly email?: string;
  readonly managerId?: string;
  readonly from?: string;
  readonly until?: string;
  readonly state?: 'active' | 'on_leave';
};

export async function makePerson(db: Db, spec: PersonSpec): Promise<string> {
  const [id] = await makePeople(db, spec, [spec]);
  if (id === undefined) throw new Error('one person was asked for');
  return id;
}

/** n people at one place, numbered P-1 … P-n. */
export async function seedPeople(db: Db, n: number, place?: Place): Promise<string[]> {
  const where = place ?? (await makePlace(db));
  return makePeople(db, where, Array.from({ length: n }, (_, index) => ({ number: `P-${index + 1}`, name: `Person ${index + 1}` })));
}

async function makePeople(db: Db, place: Place, specs: readonly Partial<PersonSpec>[]): Promise<string[]> {
  const ids = specs.map(() => nextId());
  await write(db, async (tx) => {
    for (const [index, spec] of specs.entries()) {
      const id = ids[index] ?? nextId();
      const during = sql<string>`daterange(${spec.from ?? '2020-01-01'}::date, ${spec.until ?? null}::date, '[)')`;
      const number = spec.number ?? `E-${id.slice(-14, -8)}`;
      await tx.insertInto('person').values({ id, employee_number: number, name: spec.name ?? `Person ${number}`, email: spec.email ?? null }).execute();
      await tx.insertInto('employment').values({ id: nextId(), person_id: id, during, state: spec.state ?? 'active', site_id: place.siteId, department_id: place.departmentId, manager_id: spec.managerId ?? null }).execute();
      await tx.insertInto('person_role').values({ id: nextId(), person_id: id, role_id: place.roleId, during }).execute();
    }
  });
  return ids;
}
