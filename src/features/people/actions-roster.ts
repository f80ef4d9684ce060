import { done, refuse, type Outcome } from '../../kernel/decision.ts';
import { permits } from '../../kernel/permission.ts';
import type { Context } from '../../platform/context.ts';
import type { Db, Tx } from '../../platform/db/pool.ts';
import { sha256Of, type ReadTable, type Table } from '../../platform/spreadsheet.ts';
import { readTableOrSheet } from '../../platform/workbook/read.ts';
import { act, commit } from '../audit/actions.ts';
import { departmentCreated, EVERYWHERE, jobRoleCreated, siteCreated } from './actions-organisation.ts';
import { may } from './permissions.ts';
import { zoneName } from './rules.ts';
import { readRoster } from './rules-roster.ts';
import { codeFor, countsOfPlan, missingReferences, planRoster } from './rules-roster-plan.ts';
import { profileColumns, proposeMapping, type ColumnProfile } from './rules-roster-propose.ts';
import { loadDepartments, loadHistories, loadJobRoles, loadOrganisation, loadSites, lockPeople, saveDepartments, saveJobRoles, savePeople, saveSites } from './store.ts';
import { saveRosterImport } from './store-roster.ts';
import type { Department, JobRole, PeopleEvent, PeopleRefusal, Site } from './types.ts';
import type { MappingError, RosterChange, RosterCounts, RosterFacts, RosterMapping, RosterPlan, RosterWarning, RowFault } from './types-roster.ts';

type File = { readonly name: string; readonly bytes: Buffer };
type Created = { readonly sites: readonly Site[]; readonly departments: readonly Department[]; readonly roles: readonly JobRole[] };
type Prepared = { readonly mappingErrors: readonly MappingError[]; readonly plan: RosterPlan; readonly created: Created };

export type RosterPreview = {
  readonly fileName: string; readonly sha256: string; readonly sheet: string | null; readonly sheets: readonly string[]; readonly rows: number; readonly columns: ColumnProfile[]; readonly proposed: ReturnType<typeof proposeMapping>;
  readonly mappingErrors: readonly MappingError[]; readonly counts: RosterCounts;
  readonly changes: { readonly row: number; readonly employeeNumber: string; readonly name: string; readonly kind: RosterChange['kind']; readonly sentence: string }[];
  readonly rejected: readonly RowFault[]; readonly warnings: readonly RosterWarning[];
};

/** What the import would do; nothing is saved. Without a mapping: what the file holds, and what it suggests. */
export async function previewRoster(ctx: Context, file: File | null, mapping: RosterMapping | undefined, sheet: string | null = null): Promise<Outcome<RosterPreview, PeopleRefusal>> {
  if (!permits(ctx.principal, may.managePeople, EVERYWHERE)) return refuse('not-permitted');
  const read = await readFile(file, sheet);
  if (file === null || !read.ok) return unreadable(file, read.ok ? '' : read.message);
  const { table } = read;
  const { mappingErrors, plan } = mapping === undefined ? { mappingErrors: [], plan: NOTHING } : await prepare(ctx, ctx.db, table, mapping);
  return done({
    fileName: file.name, sha256: sha256Of(file.bytes).toString('hex'), sheet: table.sheet ?? null, sheets: table.sheets ?? [], rows: table.rows.length, columns: profileColumns(table), proposed: proposeMapping(table),
    mappingErrors, counts: countsOfPlan(plan), rejected: plan.rejected, warnings: [...encodingWarning(table), ...plan.warnings],
    changes: plan.changes.map(({ row, kind, sentence, after }) => ({ row, kind, sentence, employeeNumber: after.employeeNumber, name: after.name })),
  });
}

export type RosterImported = { readonly importId: string; readonly counts: RosterCounts; readonly rejected: readonly RowFault[]; readonly warnings: readonly RosterWarning[] };

/** Takes the clean rows in one transaction and names the others. The same file again changes nothing. */
export async function importRoster(ctx: Context, file: File | null, mapping: RosterMapping, sheet: string | null = null): Promise<Outcome<RosterImported, PeopleRefusal>> {
  if (!permits(ctx.principal, may.managePeople, EVERYWHERE)) return refuse('not-permitted');
  const read = await readFile(file, sheet); // before the transaction: a large workbook takes its time
  if (file === null || !read.ok) return unreadable(file, read.ok ? '' : read.message);
  return act(ctx, async (tx) => {
    await lockPeople(tx, 'alone');
    const { mappingErrors, plan, created } = await prepare(ctx, tx, read.table, mapping);
    if (mappingErrors[0] !== undefined) return refuse('roster-mapping', { first: mappingErrors[0].message, errors: mappingErrors.map(({ field, message }) => ({ field, message })) });
    const counts = countsOfPlan(plan);
    const record = { id: ctx.newId(), fileName: file.name, sha256: sha256Of(file.bytes), mapping, counts };
    const imported: PeopleEvent = { type: 'RosterImported', subject: { kind: 'rosterImport', id: record.id }, data: { fileName: file.name, sha256: record.sha256.toString('hex'), rows: read.table.rows.length, counts } };
    await commit(ctx, tx, [imported, ...created.sites.map(siteCreated), ...created.departments.map(departmentCreated), ...created.roles.map(jobRoleCreated), ...plan.changes.map((change) => change.event)], async (audited) => {
      await saveRosterImport(audited, ctx, record);
      await saveSites(audited, created.sites);
      await saveDepartments(audited, created.departments);
      await saveJobRoles(audited, created.roles);
      await savePeople(audited, ctx.newId, plan.changes);
    });
    return done({ importId: record.id, counts, rejected: plan.rejected, warnings: [...encodingWarning(read.table), ...unchangedNotice(plan), ...plan.warnings] });
  });
}

async function readFile(file: File | null, sheet: string | null): Promise<ReadTable> {
  return file === null ? { ok: false, message: '' } : readTableOrSheet(file.bytes, sheet);
}

const NOTHING: RosterPlan = { changes: [], unchanged: 0, rejected: [], warnings: [] };

async function prepare(ctx: Context, db: Db | Tx, table: Table, mapping: RosterMapping): Promise<Prepared> {
  const reading = readRoster(table, mapping);
  const none: Created = { sites: [], departments: [], roles: [] };
  if (reading.mappingErrors.length > 0) return { mappingErrors: reading.mappingErrors, plan: NOTHING, created: none };
  const known: RosterFacts = {
    sites: await loadSites(db), departments: await loadDepartments(db), roles: await loadJobRoles(db), people: await loadHistories(db),
    zone: (await loadOrganisation(db))?.zone ?? 'UTC', now: ctx.now,
  };
  const added = newReferences(ctx, missingReferences(reading.rows, mapping, known), known);
  const facts = { ...known, sites: [...known.sites, ...added.sites], departments: [...known.departments, ...added.departments], roles: [...known.roles, ...added.roles] };
  const numbers = new Set(known.people.map((person) => person.employeeNumber));
  const newIds = new Map(reading.rows.filter((row) => !numbers.has(row.employeeNumber)).map((row) => [row.employeeNumber, ctx.newId()]));
  const plan = planRoster(reading, mapping, facts, newIds);
  return { mappingErrors: [], plan, created: usedOnly(added, plan) };
}

function newReferences(ctx: Context, missing: ReturnType<typeof missingReferences>, known: RosterFacts): Created {
  const coded = (names: readonly string[], existing: readonly { readonly code: string }[]): { id: string; code: string; name: string }[] => {
    const taken = new Set(existing.map((item) => item.code));
    return names.map((name) => {
      const code = codeFor(name, taken);
      taken.add(code);
      return { id: ctx.newId(), code, name };
    });
  };
  const zones = new Map(missing.sites.map(({ name, zone }) => [name, zoneName(zone) ?? zone]));
  return {
    sites: coded([...zones.keys()], known.sites).map((site) => ({ ...site, zone: zones.get(site.name) ?? known.zone, locale: 'en', workingDays: [1, 2, 3, 4, 5], holidays: [] })),
    departments: coded(missing.departments, known.departments).map((department) => ({ ...department, parentId: null, path: [department.id] })),
    roles: coded(missing.roles, known.roles),
  };
}

/** Only what an accepted row needs is created. */
function usedOnly(added: Created, plan: RosterPlan): Created {
  const used = new Set(plan.changes.flatMap(({ after }) => [...after.employments.flatMap(({ value }) => [value.siteId, value.departmentId]), ...after.roles.map(({ value }) => value)]));
  const isUsed = ({ id }: { readonly id: string }): boolean => used.has(id);
  return { sites: added.sites.filter(isUsed), departments: added.departments.filter(isUsed), roles: added.roles.filter(isUsed) };
}

function unreadable(file: File | null, message: string): Outcome<never, PeopleRefusal> {
  return refuse('roster-unreadable', { file: file?.name ?? 'The file', message: file === null ? 'no file was sent.' : message });
}

function encodingWarning(table: Table): RosterWarning[] {
  return table.encoding === 'UTF-8' ? [] : [{ row: null, field: 'file', message: `The file is not in UTF-8; it was read as ${table.encoding}. Check accented letters.` }];
}

function unchangedNotice(plan: RosterPlan): RosterWarning[] {
  return plan.changes.length > 0 ? [] : [{ row: null, field: 'file', message: 'Nothing was changed: all that the rows taken say was on record already.' }];
}
