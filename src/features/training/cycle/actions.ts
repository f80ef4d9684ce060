import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { dayIn } from '../../../kernel/day.ts';
import type { Context } from '../../../platform/context.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { sheetStream, type FileFormat, type FileStream } from '../../../platform/spreadsheet-write.ts';
import { recordEvent } from '../../audit/actions.ts';
import { loadVersionRows, type VersionRow } from '../../documents/library/store.ts';
import { documentOf } from '../../documents/store.ts';
import { loadPaces } from '../forecast/actions.ts';
import { expectedAfter, restsOnFew } from '../forecast/rules.ts';
import type { Cohort } from '../forecast/types.ts';
import { may } from '../permissions.ts';
import { visiblePeople } from '../standing/store-visible.ts';
import type * as contract from './contract.ts';
import { absorption, countOutcomes, daysAhead, expectedOf, keysOf, outcomeOfKey, TRAINED, trainedOf, WAITING } from './rules.ts';
import { countLines, groupLines, loadLines, loadZone, type Asked, type CycleLine, type LineGroup } from './store.ts';
import type { CycleOutcome } from './types.ts';

type Reply<E extends { reply: z.ZodType }> = Loose<z.input<E['reply']>>;
type Approved = VersionRow & { readonly approvedAt: Temporal.Instant; readonly effectiveAt: Temporal.Instant };
type Found = { readonly version: Approved; readonly versions: readonly Approved[]; readonly asked: Asked; readonly zone: string };
type ListQuery = { readonly outcome?: CycleOutcome | undefined; readonly search?: string | undefined; readonly asOf?: string | undefined };

const EXPORTED_AT_A_TIME = 20_000; // each batch goes through all lines once, so few and large

export async function cycle(ctx: Context, versionId: string, query: { asOf?: string | undefined }): Promise<Outcome<Reply<typeof contract.getCycle>>> {
  const found = await find(ctx, versionId, query.asOf);
  if (!found.ok) return found;
  const { version, versions, asked, zone } = found.reply;
  const groups = await groupLines(ctx.db, asked, zone);
  const counts = countOutcomes(groups);
  const daily = groups.flatMap(({ key, day, people }) => (day !== null && TRAINED.includes(outcomeOfKey(key)) ? [{ day, people }] : []));
  const affected = Object.values(counts).reduce((sum, people) => sum + people, 0);
  const [first, last] = [dayIn(version.approvedAt, zone), dayIn(lastOf(version, asked.at), zone)];
  return done({
    document: { id: version.documentId, number: version.number, title: version.title },
    version: { ...inWords(version), changeSummary: version.changeSummary, approver: version.approver }, versions: versions.map(inWords),
    counts, affected, expected: expectedOf(counts), trained: trainedOf(counts),
    curve: { happened: absorption(daily, expectedOf(counts), first.toString(), last.toString()), ...await ahead(ctx, found.reply, groups, trainedOf(counts)), effectiveOn: dayIn(version.effectiveAt, zone) },
  });
}

/** As long as a version runs, its people train; afterwards nothing more is to come. */
function lastOf(version: Approved, at: Temporal.Instant): Temporal.Instant {
  return version.inForceUntil ?? at;
}

async function ahead(ctx: Context, { version, asked, zone }: Found, groups: readonly LineGroup[], trained: number): Promise<{ forecast: { day: Temporal.PlainDate; expected: number; low: number; high: number }[]; few: boolean }> {
  if (!asked.running) return { forecast: [], few: false };
  const cohorts = groups.flatMap(({ key, departmentId, siteId, waited, people }): Cohort[] => (WAITING.includes(outcomeOfKey(key)) ? [{ personId: null, departmentId, siteId, waited: waited ?? 0, people }] : []));
  if (cohorts.length === 0) return { forecast: [], few: false };
  const paces = await loadPaces(ctx.db, asked.at, []);
  const today = dayIn(asked.at, zone);
  const forecast = daysAhead(today, dayIn(version.effectiveAt, zone)).flatMap((day) => {
    const expected = expectedAfter(today.until(day).days, trained, cohorts, paces);
    return expected === null ? [] : [{ day, ...expected }];
  });
  return { forecast, few: restsOnFew(paces) };
}

export async function cyclePeople(ctx: Context, versionId: string, query: ListQuery & { cursor?: string | undefined; limit: number }): Promise<Outcome<Reply<typeof contract.listCycle>>> {
  const found = await find(ctx, versionId, query.asOf);
  if (!found.ok) return found;
  const rows = await loadLines(ctx.db, found.reply.asked, { ...wanted(query), after: afterOf(query.cursor), limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  return done({ items: shown.map(lineOf), nextCursor: rows.length > query.limit ? cursorOf(shown.at(-1)) : null });
}

/** AUD-01, AUD-05, ANA-07: that it left the system is recorded before the first line does; the lines follow many at a time. */
export async function exportCycle(ctx: Context, versionId: string, { format, ...query }: ListQuery & { readonly format: FileFormat }): Promise<Outcome<{ readonly file: FileStream; readonly fileName: string }>> {
  const found = await find(ctx, versionId, query.asOf);
  if (!found.ok) return found;
  const { version, asked, zone } = found.reply;
  const count = format === 'csv' ? 0 : await countLines(ctx.db, asked, wanted(query)); // only a workbook is told before how long it is
  await recordEvent(ctx, { type: 'CycleExported', subject: { kind: 'version', id: versionId }, data: { documentId: version.documentId, number: version.number, label: version.label, format, asOf: asked.at.toString(), outcome: query.outcome ?? null, search: query.search ?? null } });
  const about: [string, string][] = [
    ['What', `Revision cycle of ${version.number} v${version.label}`], ['As of', asked.at.toString()], ['Exported by', ctx.principal.name], ['Exported at', ctx.now.toString()],
    ['Outcome', query.outcome ?? 'all'], ['Search', query.search ?? 'none'], ['People', String(count)],
  ];
  const file = sheetStream(format, { name: 'Revision cycle', columns: HEADER.map((header) => ({ header, width: 20 })), rows: exported(ctx, found.reply, query), count, frozen: 2, about });
  return done({ file, fileName: `${version.number} v${version.label} revision cycle ${dayIn(asked.at, zone).toString()}.${format}` });
}

const HEADER = ['Employee number', 'Person', 'Department', 'Site', 'Outcome', 'Path', 'Cause', 'Versions covered', 'Assigned at', 'Due on', 'Overdue since', 'Completed at', 'Closed because', 'Record', 'Assignment'];

async function* exported(ctx: Context, { asked }: Found, query: ListQuery): AsyncGenerator<readonly (string | null)[]> {
  let after: { name: string; id: string } | null = null;
  for (;;) {
    const rows: CycleLine[] = await loadLines(ctx.db, asked, { ...wanted(query), after, limit: EXPORTED_AT_A_TIME });
    for (const row of rows) {
      yield [row.employeeNumber, row.name, row.department, row.site, outcomeOfKey(row.key), row.path, row.cause, row.covers.join(' '), row.assignedAt?.toString() ?? null, row.dueOn?.toString() ?? null,
        row.overdueSince?.toString() ?? null, row.completedAt?.toString() ?? null, row.closedWhy, row.recordId, row.assignmentId];
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < EXPORTED_AT_A_TIME) return;
    after = { name: last.sortName, id: last.personId };
  }
}

/** The version, if it was approved by then: before that it affects nobody. */
async function find(ctx: Context, versionId: string, asOf: string | undefined): Promise<Outcome<Found>> {
  const at = asOf === undefined ? ctx.now : Temporal.Instant.from(asOf);
  const documentId = await documentOf(ctx.db, versionId);
  if (documentId === null) return refuse('not-found', { what: 'version' });
  const versions = (await loadVersionRows(ctx.db, documentId, at)).filter(isApproved);
  const version = versions.find((candidate) => candidate.id === versionId);
  if (version === undefined) return refuse('not-approved-then', { at: at.toString() });
  const running = version.state === 'approved' || version.state === 'effective';
  return done({ version, versions, zone: await loadZone(ctx.db, documentId), asked: { versionId, documentId, at, people: visiblePeople(ctx.principal, may.readOverview, ctx.now), running, tookEffect: version.inForceFrom !== null } });
}

function isApproved(version: VersionRow): version is Approved {
  return version.approvedAt !== null && version.effectiveAt !== null;
}

function inWords(version: Approved): Reply<typeof contract.getCycle>['versions'][number] {
  const { id, label, state, changeClass, trainingDecision, trainingReason, approvedAt, effectiveAt, inForceUntil } = version;
  return { id, label, state: state as 'approved', changeClass, decision: trainingDecision ?? 'retrain', reason: trainingReason, approvedAt, effectiveAt, inForceUntil }; // neither draft nor in review: it was approved
}

function wanted({ outcome, search }: ListQuery): { keys: readonly string[] | null; search: string | null } {
  return { keys: outcome === undefined ? null : keysOf([outcome]), search: search === undefined || search.trim() === '' ? null : search.trim() };
}

function lineOf({ personId, name, key, sortName: _sortName, ...row }: CycleLine): Reply<typeof contract.listCycle>['items'][number] {
  return { person: { id: personId, name }, outcome: outcomeOfKey(key), ...row };
}

function cursorOf(last: CycleLine | undefined): string | null {
  return last === undefined ? null : Buffer.from(JSON.stringify([last.sortName, last.personId])).toString('base64url');
}

function afterOf(cursor: string | undefined): { name: string; id: string } | null {
  if (cursor === undefined) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const [name, id]: readonly unknown[] = Array.isArray(parsed) ? parsed : [];
    return typeof name === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/u.test(id) ? { name, id } : null;
  } catch {
    return null; // not one of ours: the first page
  }
}
