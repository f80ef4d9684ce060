import { grantRole } from '../../features/access/grants/actions.ts';
import { createSetupCode, doSetup } from '../../features/access/setup/actions.ts';
import { createDepartment, createJobRole, createSite } from '../../features/people/actions-organisation.ts';
import { importRoster } from '../../features/people/actions-roster.ts';
import { changeMapping, createConnection } from '../../features/people/scim/actions-connections.ts';
import { startingMapping } from '../../features/people/scim/rules-connection.ts';
import type { ProductRole } from '../../kernel/permission.ts';
import { dayIn, type Instant } from '../../kernel/day.ts';
import type { Context } from '../../platform/context.ts';
import { acceptAs } from './accounts.ts';
import type { Career } from './people.ts';
import type { Period } from './times.ts';
import { holderOf, known, loadPeopleIds, must, PASSWORD, productAt, enter, siteOf, type World } from './world.ts';

export const ADMINISTRATOR = { employeeNumber: '1000', name: 'Ada Lindström', email: 'ada.lindstrom@alderwick.example' };
const HOME = 'CRK';

/** The administrator has training to do like everybody. */
export function founder(period: Period): Career {
  const { employeeNumber: number, name, email } = ADMINISTRATOR;
  return { number, name, email, site: HOME, department: 'IT', role: '', index: 0, manager: null, from: period.begin, lastDay: null, arrival: 'founder', move: null, absence: null, temper: 'prompt', shift: 'office' };
}

/** The organisation with its first administrator, the roster, and who holds which product role. */
export async function found(world: World, at: Instant): Promise<void> {
  const product = productAt(world, at, 'Readback');
  for (const { code, name, zone, locale, workingWeekdays, holidays } of world.company.sites) {
    const site = must(await createSite(product, { code, name, zone, locale, workingDays: workingWeekdays, holidays: holidays.map(({ on }) => on) }), `site ${code}`);
    world.ids.sites.set(code, site.id);
  }
  await foundDepartments(world, product);
  for (const { code, name } of world.company.jobRoles) world.ids.roles.set(code, must(await createJobRole(product, { code, name }), `job role ${code}`).id);
  const code = (await createSetupCode(product)) ?? '';
  const { zone, name, locale } = siteOf(world, HOME);
  const department = { code: 'IT', name: 'Information Technology' };
  must(await doSetup(product, { code, organisation: { name: world.company.organisation.name, zone }, site: { code: HOME, name, zone, locale }, department, administrator: { ...ADMINISTRATOR, password: PASSWORD } }), 'set-up');
  await acceptAs(world, ADMINISTRATOR.employeeNumber, at.add({ minutes: 2 }));
  await takeRoster(world, at.add({ minutes: 50 }));
  await giveRoles(world, at.add({ minutes: 75 }));
  await connectDirectory(world, at.add({ minutes: 120 }));
}

/** Made, and waiting for the first call of the group's directory. */
async function connectDirectory(world: World, at: Instant): Promise<void> {
  const administrator = (await enter(world, ADMINISTRATOR.employeeNumber, at)).at(at.add({ minutes: 1 }));
  const { id } = must(await createConnection(administrator, { name: 'Alderwick group', kind: 'entra', validDays: 1095 }), 'directory');
  must(await changeMapping(administrator, id, { ...startingMapping('entra'), defaultSiteId: known(world.ids.sites, HOME) }), 'mapping of the directory');
}

async function foundDepartments(world: World, product: Context): Promise<void> {
  const { departments } = world.ids;
  for (const { code, name, parent } of world.company.departments) {
    departments.set(code, must(await createDepartment(product, { code, name, parentId: parent === null ? null : known(departments, parent) }), `department ${code}`).id);
  }
}

async function takeRoster(world: World, at: Instant): Promise<void> {
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const header = ['Number', 'Name', 'E-mail', 'First day', 'Site', 'Department', 'Job role', 'Manager', 'Shift'];
  const nameOf = (number: string | null): string => (number === null ? '' : (world.careers.get(number)?.name ?? ''));
  const departments = new Map(world.company.departments.map((department) => [department.code, department.name]));
  const roles = new Map(world.company.jobRoles.map((role) => [role.code, role.name]));
  const rows = [...world.careers.values()].filter((career) => career.arrival === 'roster').map((career) => [
    career.number, career.name, career.email, career.from.toString(), siteOf(world, career.site).name, departments.get(career.department) ?? '', roles.get(career.role) ?? '', nameOf(career.manager), career.shift,
  ]);
  const text = [header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n');
  const administrator = await enter(world, ADMINISTRATOR.employeeNumber, at);
  const imported = must(await importRoster(administrator.at(at.add({ minutes: 6 })), { name: `alderwick-roster-${dayIn(at, 'UTC').toString()}.csv`, bytes: Buffer.from(text) }, {
    employeeNumber: 'Number', name: ['Name'], email: 'E-mail', from: 'First day', lastDay: null, dateFormat: 'YYYY-MM-DD', site: 'Site', department: 'Department', role: 'Job role', manager: 'Manager',
    status: null, statusValues: {}, createMissing: { departments: false, roles: false, sites: {} }, attributes: { shift: 'Shift' },
  }), 'roster');
  const faults = [...imported.rejected, ...imported.warnings.filter((warning) => warning.row !== null)];
  if (faults.length > 0) throw new Error(`the roster is not clean: ${JSON.stringify(faults.slice(0, 3))}`);
  await loadPeopleIds(world);
}

type Given = { readonly role: Exclude<ProductRole, 'learner' | 'service'>; readonly job: string; /** Only within their site. */ readonly local?: boolean };
const GIVEN: readonly Given[] = [
  { role: 'approver', job: 'QA-MGR' }, { role: 'quality', job: 'QA-MGR' }, { role: 'approver', job: 'QP' },
  { role: 'quality', job: 'QA-SPEC' }, { role: 'assessor', job: 'PROD-SUP', local: true },
];

async function giveRoles(world: World, at: Instant): Promise<void> {
  const administrator = await enter(world, ADMINISTRATOR.employeeNumber, at);
  let now = at;
  const give = async (number: string, role: Given['role'], site: string | null): Promise<void> => {
    now = now.add({ seconds: 40 });
    const siteId = site === null ? null : known(world.ids.sites, site);
    must(await grantRole(administrator.at(now), known(world.ids.people, number), { role, siteId, departmentId: null }), `${number} becomes ${role}`);
  };
  for (const { code } of world.company.sites) {
    for (const { role, job, local } of GIVEN) await give(holderOf(world, job, code).number, role, local === true ? code : null);
    await give(holderOf(world, 'TRN-COORD', code).number, 'training_administrator', code === HOME ? null : code);
    for (const job of new Set(world.procedures.map((procedure) => procedure.ownerRole))) await give(holderOf(world, job, code).number, 'author', null);
  }
}
