import { done, refuse, type Outcome } from '../../kernel/decision.ts';
import { permits, type Permission } from '../../kernel/permission.ts';
import type { AuditedTx, Context } from '../../platform/context.ts';
import type { Db, Tx } from '../../platform/db/pool.ts';
import { sha256Of, type ReadTable, type Table } from '../../platform/spreadsheet.ts';
import { readTableOrSheet } from '../../platform/workbook/read.ts';
import { act, commit } from '../audit/actions.ts';
import { departmentCreated, EVERYWHERE, jobRoleCreated, siteCreated } from './actions-organisation.ts';
import { may } from './permissions.ts';
import { zoneName } from './rules.ts';
import { readRoster } from './rules-roster.ts';
import { codeFor, countsOfPlan, missingReferences, planRoster } from './rules-roster-plan.ts';
import { countEmployed, holdOf } from './rules-roster-hold.ts';
import { keepHeld } from './held/keep.ts';
import { effectOf } from './held/rules.ts';
import { aspectsOf, type Aspect } from './rules-roster-aspects.ts';
import { profileColumns, proposeMapping, rememberedMapping, type ColumnProfile } from './rules-roster-propose.ts';
import { loadDepartments, loadHistories, loadJobRoles, loadOrganisation, loadSites, lockPeople, saveDepartments, saveJobRoles, savePeople, saveSites } from './store.ts';
import { loadHoldShare, loadPastImports, saveHoldShare, saveRosterImport } from './store-roster.ts';
import type { Department, JobRole, PeopleEvent, PeopleRefusal, Site } from './types.ts';
import type { Hold, MappingError, RosterChange, RosterCounts, RosterFacts, RosterMapping, RosterPlan, RosterWarning, RowFault } from './types-roster.ts';

type File = { readonly name: string; readonly bytes: Buffer };
type Created = { readonly sites: readonly Site[]; readonly departments: readonly Department[]; readonly roles: readonly JobRole[] };
type Prepared = { readonly mappingErrors: readonly MappingError[]; readonly plan: RosterPlan; readonly created: Created; /** Before the import. */ readonly employed: number };

export type RosterPreview = {
  readonly fileName: string; readonly sha256: string; readonly sheet: string | null; readonly sheets: readonly string[]; readonly rows: number; readonly columns: ColumnProfile[]; readonly proposed: ReturnType<typeof proposeMapping>;
  readonly remembered: string | null; readonly hold: Hold | null; readonly holdShare: number;
  readonly mappingErrors: readonly MappingError[]; readonly counts: RosterCounts;
  readonly changes: { readonly row: number; readonly employeeNumber: string; readonly name: string; readonly kind: RosterChange['kind']; readonly sentence: string; readonly aspects: readonly Aspect[] }[];
  readonly rejected: readonly RowFault[]; readonly warnings: readonly RosterWarning[];
};

/** What the import would do; nothing is saved. Without a mapping: what the file holds, and what it suggests. */
export async function previewRoster(ctx: Context, file: File | null, mapping: RosterMapping | undefined, sheet: string | null = null, needs: Permission = may.managePeople, tell: (plan: RosterPlan) => void = () => undefined): Promise<Outcome<RosterPreview, PeopleRefusal>> {
  if (!permits(ctx.principal, needs, EVERYWHERE)) return refuse('not-permitted');
  const read = await readFile(file, sheet);
  if (file === null || !read.ok) return unreadable(file, read.ok ? '' : read.message);
  const { table } = read;
  const prepared = mapping === undefined ? NOT_PREPARED : await prepare(ctx, ctx.db, table, mapping);
  const { mappingErrors, plan } = prepared;
  tell(plan);
  const remembered = mapping === undefined ? rememberedMapping(table, await loadPastImports(ctx.db, MOST_REMEMBERED)) : null;
  return done({
    fileName: file.name, sha256: sha256Of(file.bytes).toString('hex'), sheet: table.sheet ?? null, sheets: table.sheets ?? [], rows: table.rows.length, columns: profileColumns(table), proposed: remembered?.mapping ?? proposeMapping(table), remembered: remembered?.fileName ?? null, hold: await holdFor(ctx.db, prepared), holdShare: await loadHoldShare(ctx.db),
    mappingErrors, counts: countsOfPlan(plan), rejected: plan.rejected, warnings: [...encodingWarning(table), ...plan.warnings],
    changes: plan.changes.map(({ row, kind, sentence, after, event }) => ({ row, kind, sentence, aspects: aspectsOf(event), employeeNumber: after.employeeNumber, name: after.name })),
  });
}

export type Confirmation = { readonly reason: string } | null;

async function holdFor(db: Db | Tx, { plan, employed }: Prepared): Promise<Hold | null> {
  return holdOf(countsOfPlan(plan), employed, await loadHoldShare(db));
}

export type RosterImported = { readonly importId: string; readonly counts: RosterCounts; readonly rejected: readonly RowFault[]; readonly warnings: readonly RosterWarning[] };

/** Takes the clean rows in one transaction and names the others. The same file again changes nothing. */
export async function importRoster(ctx: Context, file: File | null, mapping: RosterMapping, sheet: string | null = null, confirmation: Confirmation = null): Promise<Outcome<RosterImported, PeopleRefusal>> {
  if (!permits(ctx.principal, may.managePeople, EVERYWHERE)) return refuse('not-permitted');
  const read = await readFile(file, sheet); // before the transaction: a large workbook takes its time
  if (file === null || !read.ok) return unreadable(file, read.ok ? '' : read.message);
  if (confirmation !== null && !permits(ctx.principal, may.confirmRoster, EVERYWHERE)) return refuse('not-permitted');
  let planned: RosterPlan = NOTHING;
  const outcome = await act(ctx, (tx) => applyRoster(ctx, tx, { file, table: read.table, mapping, confirmation, tell: (plan) => { planned = plan; } }));
  if (outcome.ok || outcome.refusal.code !== 'roster-held') return outcome;
  const hold = outcome.refusal.detail as Hold; // as applyRoster refused it
  const kept = await keepHeld(ctx, { fileName: file.name, sha256: sha256Of(file.bytes).toString('hex'), hold, counts: countsOfPlan(planned), content: { bytes: file.bytes, sheet, mapping, effect: effectOf(planned) } });
  return kept.ok ? refuse('roster-held', { ...hold, ...kept.reply }) : kept;
}

export type RosterToApply = { readonly file: File; readonly table: Table; readonly mapping: RosterMapping; /** `tried`: it is rolled back, so nothing is held. */ readonly confirmation: Confirmation | 'tried';
  readonly tell?: (plan: RosterPlan) => void;
  /** It waited: imported only if it still does what was looked at, and decided with that. */
  readonly held?: { readonly id: string; readonly sentBy: string; readonly agrees: (plan: RosterPlan) => boolean; readonly save: (audited: AuditedTx, importId: string) => Promise<void> };
};

/** The import within a transaction; a preview does the same and rolls it back. */
export async function applyRoster(ctx: Context, tx: Tx, { file, table, mapping, confirmation, tell, held }: RosterToApply): Promise<Outcome<RosterImported & { readonly personIds: readonly string[] }, PeopleRefusal>> {
  await lockPeople(tx, 'alone');
  const prepared = await prepare(ctx, tx, table, mapping);
  const { mappingErrors, plan, created } = prepared;
  if (mappingErrors[0] !== undefined) return refuse('roster-mapping', { first: mappingErrors[0].message, errors: mappingErrors.map(({ field, message }) => ({ field, message })) });
  if (held !== undefined && !held.agrees(plan)) return refuse('held-differs');
  const counts = countsOfPlan(plan);
  tell?.(plan);
  const hold = confirmation === 'tried' ? null : await holdFor(tx, prepared);
  if (hold !== null && confirmation === null) return refuse('roster-held', { ...hold });
  const record = { id: ctx.newId(), fileName: file.name, sha256: sha256Of(file.bytes), mapping, counts };
  const imported: PeopleEvent = { type: 'RosterImported', subject: { kind: 'rosterImport', id: record.id }, data: { fileName: file.name, sha256: record.sha256.toString('hex'), rows: table.rows.length, counts, ...(hold === null ? {} : { held: { ...hold } }), ...(held === undefined ? {} : { heldId: held.id, sentBy: held.sentBy }) }, ...((hold === null && held === undefined) || confirmation === null || confirmation === 'tried' ? {} : { why: confirmation.reason }) };
  await commit(ctx, tx, [imported, ...created.sites.map(siteCreated), ...created.departments.map(departmentCreated), ...created.roles.map(jobRoleCreated), ...plan.changes.map((change) => change.event)], async (audited) => {
    await saveRosterImport(audited, ctx, record);
    await saveSites(audited, created.sites);
    await saveDepartments(audited, created.departments);
    await saveJobRoles(audited, created.roles);
    await savePeople(audited, ctx.newId, plan.changes);
    await held?.save(audited, record.id);
  });
  return done({ importId: record.id, counts, rejected: plan.rejected, warnings: [...encodingWarning(table), ...unchangedNotice(plan), ...plan.warnings], personIds: plan.changes.map(({ after }) => after.id) });
}

/** From which share of people on a roster is held. */
export function setRosterHold(ctx: Context, input: { readonly share: number; readonly reason: string }): Promise<Outcome<{ share: number }, PeopleRefusal>> {
  return act(ctx, async (tx) => {
    if (!permits(ctx.principal, may.confirmRoster, EVERYWHERE)) return refuse('not-permitted');
    const before = await loadHoldShare(tx);
    await commit(ctx, tx, [{ type: 'RosterHoldSet', subject: { kind: 'organisation', id: 'organisation' }, data: { from: before, to: input.share }, why: input.reason }], (audited) => saveHoldShare(audited, input.share));
    return done({ share: input.share });
  });
}

export async function readFile(file: File | null, sheet: string | null): Promise<ReadTable> {
  return file === null ? { ok: false, message: '' } : readTableOrSheet(file.bytes, sheet);
}

const NOTHING: RosterPlan = { changes: [], unchanged: 0, rejected: [], warnings: [] };
const NOT_PREPARED: Prepared = { mappingErrors: [], plan: NOTHING, created: { sites: [], departments: [], roles: [] }, employed: 0 };
const MOST_REMEMBERED = 50;

async function prepare(ctx: Context, db: Db | Tx, table: Table, mapping: RosterMapping): Promise<Prepared> {
  const reading = readRoster(table, mapping);
  const none: Created = { sites: [], departments: [], roles: [] };
  if (reading.mappingErrors.length > 0) return { mappingErrors: reading.mappingErrors, plan: NOTHING, created: none, employed: 0 };
  const known: RosterFacts = {
    sites: await loadSites(db), departments: await loadDepartments(db), roles: await loadJobRoles(db), people: await loadHistories(db),
    zone: (await loadOrganisation(db))?.zone ?? 'UTC', now: ctx.now,
  };
  const added = newReferences(ctx, missingReferences(reading.rows, mapping, known), known);
  const facts = { ...known, sites: [...known.sites, ...added.sites], departments: [...known.departments, ...added.departments], roles: [...known.roles, ...added.roles] };
  const numbers = new Set(known.people.map((person) => person.employeeNumber));
  const newIds = new Map(reading.rows.filter((row) => !numbers.has(row.employeeNumber)).map((row) => [row.employeeNumber, ctx.newId()]));
  const plan = planRoster(reading, mapping, facts, newIds);
  return { mappingErrors: [], plan, created: usedOnly(added, plan), employed: countEmployed(known) };
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
