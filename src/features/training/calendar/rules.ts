import { dayIn, isWorkingDay, laterDay, workingDay, type Day, type Instant, type WorkingCalendar } from '../../../kernel/day.ts';
import { dueDay } from '../reconcile/rules.ts';
import type { DocumentFact } from '../reconcile/types.ts';
import type { Cause } from '../types.ts';

/** When a site works, and by which zone its days end. */
export type SiteClock = { readonly zone: string; readonly calendar: WorkingCalendar };
/** Open work that is not overdue. */
export type OpenWork = {
  readonly id: string; readonly personId: string; readonly documentId: string; readonly versionId: string; readonly cause: Cause; readonly assignedAt: Instant; readonly zone: string; readonly dueOn: Day;
  /** A leave has moved its due date. */ readonly resumed: boolean; /** Quality approved its due date. */ readonly extended: boolean;
};
export type Moved = { readonly id: string; readonly personId: string; readonly documentId: string; readonly versionId: string; readonly from: Day; readonly to: Day; /** By whose midnight it ends. */ readonly zone: string };

/**
 * TRN-03: the due date of open work once the calendar or zone of its site has changed. What the old calendar gave is what the new
 * one gives; any other due date (after a leave, of a renewal) moves back to the last working day when its own is not worked any more.
 * A day that quality approved stays. Due today at the earliest: nobody becomes late by a calendar. Null where nothing moves.
 */
export function recalendar(work: OpenWork, before: SiteClock, after: SiteClock, document: DocumentFact | undefined, now: Instant): Moved | null {
  const zone = work.zone === before.zone ? after.zone : work.zone; // assigned at another site: it keeps that one's midnight
  const to = laterDay(work.extended ? work.dueOn : dueAfter(work, before.calendar, after.calendar, document), dayIn(now, zone));
  if (to.equals(work.dueOn) && zone === work.zone) return null;
  return { id: work.id, personId: work.personId, documentId: work.documentId, versionId: work.versionId, from: work.dueOn, to, zone };
}

function dueAfter(work: OpenWork, before: WorkingCalendar, after: WorkingCalendar, document: DocumentFact | undefined): Day {
  const version = document?.versions.find(({ id }) => id === work.versionId);
  if (document !== undefined && version !== undefined && !work.resumed && work.cause !== 'renewal') {
    const person = { employed: true, onLeave: false, day: dayIn(work.assignedAt, work.zone), zone: work.zone };
    const due = (calendar: WorkingCalendar): Day => dueDay(version, work.cause, { document, person: { ...person, calendar } });
    if (due(before).equals(work.dueOn)) return due(after);
  }
  return isWorkingDay(work.dueOn, before) && !isWorkingDay(work.dueOn, after) ? workingDay(work.dueOn, after, 'backward') : work.dueOn;
}
