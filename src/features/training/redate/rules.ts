import type { Day, Instant, WorkingCalendar } from '../../../kernel/day.ts';
import { dayIn } from '../../../kernel/day.ts';
import { dueDay } from '../reconcile/rules.ts';
import type { DocumentFact, VersionFact } from '../reconcile/types.ts';
import type { Cause } from '../types.ts';

/** An open assignment of a version whose effective date moves. */
export type OpenWork = { readonly id: string; readonly personId: string; readonly cause: Cause; readonly assignedAt: Instant; readonly zone: string; readonly dueOn: Day; readonly overdueSince: Instant | null; /** A leave or an extension has moved its due date already. */ readonly resumed: boolean; readonly calendar: WorkingCalendar };
export type Redated = { readonly id: string; readonly personId: string; readonly zone: string; readonly from: Day; readonly to: Day };

/**
 * DOC-07: the due date that an open assignment has once the effective date has moved, as if it had stood so on the day of
 * assignment. Null where it stays: it does not hang on the effective date, or it is overdue, and a moved date does not
 * wash lateness away (IMP-07); or a leave has moved it, and the person would lose what the leave gave back (MTX-09);
 * or an extension has, which quality approved for a day of its own (TRN-03).
 */
export function redate(work: OpenWork, version: VersionFact, document: DocumentFact, today: Day): Redated | null {
  if (work.overdueSince !== null || work.resumed || (work.cause !== 'revision' && work.cause !== 'new_document')) return null;
  const day = dayIn(work.assignedAt, work.zone);
  const person = { employed: true, onLeave: false, day, zone: work.zone, calendar: work.calendar };
  const wanted = dueDay(version, work.cause, { person, document });
  const to = Temporal.PlainDate.compare(wanted, today) < 0 ? today : wanted; // due today at the earliest: nobody becomes late by a date that others move
  return to.equals(work.dueOn) ? null : { id: work.id, personId: work.personId, zone: work.zone, from: work.dueOn, to };
}
