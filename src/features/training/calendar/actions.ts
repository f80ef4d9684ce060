import type { z } from 'zod';
import { done, refuse, type DomainEvent, type Outcome } from '../../../kernel/decision.ts';
import { dayIn, isBefore } from '../../../kernel/day.ts';
import { permits } from '../../../kernel/permission.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { commit } from '../../audit/actions.ts';
import { may } from '../../people/permissions.ts';
import { changeCalendar, type CalendarInput } from '../../people/calendar/rules.ts';
import { loadKnownSite, loadVersions } from '../../people/calendar/store.ts';
import type { SiteCalendar } from '../../people/calendar/types.ts';
import type { PeopleRefusal } from '../../people/types.ts';
import { loadAffected } from '../preview/store.ts';
import { reconcile } from '../reconcile/actions.ts';
import { loadDocuments, lockReconciliation } from '../reconcile/store.ts';
import type { DocumentFact } from '../reconcile/types.ts';
import type { previewCalendar as preview } from './contract.ts';
import { recalendar, type Moved, type OpenWork, type SiteClock } from './rules.ts';
import { countLateAt, loadPeopleAt, loadWorkAt, saveMoved } from './store.ts';

/** A preview names this many; the numbers are of all. */
const MOST = 500;
/** Due dates written at a time. */
const BATCH = 5000;

const clockOf = ({ zone, workingDays, holidays }: SiteCalendar): SiteClock => ({ zone, calendar: { workingDays, holidays: holidays.map(({ on }) => on) } });

type Planned = { readonly open: readonly OpenWork[]; readonly moved: readonly Moved[]; readonly documents: ReadonlyMap<string, DocumentFact> };

async function planMoves(ctx: Context, tx: Tx, siteId: string, before: SiteClock, after: SiteClock): Promise<Planned> {
  const open = await loadWorkAt(tx, siteId, dayIn(ctx.now, before.zone), ctx.now);
  const documents = await loadDocuments(tx, [...new Set(open.map(({ documentId }) => documentId))]);
  return { open, documents, moved: open.flatMap((work) => recalendar(work, before, after, documents.get(work.documentId), ctx.now) ?? []) };
}

/** TRN-03: open due dates follow the calendar of their site, in the transaction of its change. */
export async function moveBySite(ctx: Context, tx: AuditedTx, siteId: string): Promise<void> {
  await lockReconciliation(tx);
  const site = await loadKnownSite(tx, siteId);
  const [now, was] = await loadVersions(tx, siteId, 2);
  if (site === null || now === undefined || was === undefined) return;
  const { moved } = await planMoves(ctx, tx, siteId, clockOf(was), clockOf(now));
  for (let first = 0; first < moved.length; first += BATCH) {
    const rows = moved.slice(first, first + BATCH);
    const [event, ...events] = rows.map((row): DomainEvent => ({ type: 'DueDateMoved', subject: { kind: 'assignment', id: row.id }, data: { person: row.personId, document: row.documentId, version: row.versionId, from: row.from.toString(), to: row.to.toString(), zone: row.zone }, why: `the calendar of ${site.name} changed` }));
    if (event !== undefined) await commit(ctx, tx, [event, ...events], (audited) => saveMoved(audited, rows));
  }
  const [today, day] = [dayIn(ctx.now, was.zone), dayIn(ctx.now, now.zone)];
  if (!today.equals(day)) await reconcile(ctx, tx, { personIds: await loadPeopleAt(tx, siteId, today), documentIds: null }, 'none'); // it is another day there at once
}

/** By the same rule as the act, so it is what will happen. */
export async function previewCalendar(ctx: Context, siteId: string, input: CalendarInput): Promise<Outcome<Loose<z.input<typeof preview.reply>>, PeopleRefusal>> {
  if (!permits(ctx.principal, may.manageOrganisation, { siteId, departmentPath: [] })) return refuse('not-permitted');
  const site = await loadKnownSite(ctx.db, siteId);
  if (site === null) return refuse('not-found', { what: 'site' });
  const today = dayIn(ctx.now, site.calendar.zone);
  const decision = changeCalendar(site, site.calendar, input, today, '');
  if (!decision.ok) return decision;
  const { open, moved, documents, overdue, people } = await ctx.db.transaction().execute(async (tx) => {
    const planned = await planMoves(ctx, tx, siteId, clockOf(site.calendar), clockOf(decision.result));
    const shown = planned.moved.filter(byDay).slice(0, MOST).map(({ personId }) => personId);
    return { ...planned, overdue: await countLateAt(tx, siteId, today, ctx.now), people: await loadAffected(tx, ctx.now, [...new Set(shown)]) };
  });
  const byDays = moved.filter(byDay);
  const items = byDays.slice(0, MOST).flatMap((row) => {
    const person = people.get(row.personId);
    return person === undefined ? [] : [{ id: row.id, person: { id: person.id, name: person.name }, department: person.department, document: documents.get(row.documentId)?.number ?? '', from: row.from, to: row.to }];
  });
  return done({
    moved: byDays.length, earlier: byDays.filter(({ from, to }) => isBefore(to, from)).length, moments: moved.length - byDays.length, people: new Set(byDays.map(({ personId }) => personId)).size,
    open: open.length, extended: open.filter((work) => work.extended).length, overdue, items, more: byDays.length - items.length,
  });
}

const byDay = ({ from, to }: Moved): boolean => !from.equals(to);
