import { isBefore, laterDay, workingDay, type Day, type WorkingCalendar } from '../../../kernel/day.ts';
import { accept, refuse, type Decision } from '../../../kernel/decision.ts';
import type { Extendable, ExtensionEvent, ExtensionRefusal, Waiting } from './types.ts';

/** TRN-03: an assignment is extended at most so many times. */
export const MOST_EXTENSIONS = 2;

/**
 * TRN-03: the manager asks for a later day, before the due date or after it. What is late stays late from when it was. A day
 * that the site does not work moves back to the last working day, which has to be later than the present one and not past.
 */
export function requestExtension(work: Extendable, by: string, wanted: Day, calendar: WorkingCalendar, reason: string): Decision<ExtensionEvent, ExtensionRefusal> {
  if (work.closed) return refuse('assignment-closed', { why: work.closedWhy ?? 'it is completed' });
  if (work.personId === by) return refuse('own-extension');
  if (work.waits) return refuse('extension-waits');
  if (work.approved >= MOST_EXTENSIONS) return refuse('extensions-used-up', { most: MOST_EXTENSIONS });
  const toDueOn = workingDay(wanted, calendar, 'backward');
  const first = laterDay(work.dueOn.add({ days: 1 }), work.today);
  if (isBefore(toDueOn, first)) return refuse('not-later', { first: workingDay(first, calendar, 'forward').toString() });
  return accept({ type: 'ExtensionRequested', subject: { kind: 'assignment', id: work.id }, data: { person: work.personId, from: work.dueOn.toString(), to: toDueOn.toString() }, why: reason });
}

/** TRN-03: quality approves or declines. Nobody decides what they asked for, nor about themselves. */
export function decideExtension(waiting: Waiting, by: string, decision: 'approved' | 'declined', reason: string): Decision<ExtensionEvent, ExtensionRefusal> {
  if (waiting.decided) return refuse('decided-already');
  if (waiting.personId === by || waiting.requestedBy === by) return refuse('own-request');
  const data = { person: waiting.personId, request: waiting.id, from: waiting.dueOn.toString(), to: waiting.toDueOn.toString() };
  const subject = { kind: 'assignment', id: waiting.assignmentId };
  if (decision === 'declined') return accept({ type: 'ExtensionDeclined', subject, data, why: reason });
  if (waiting.closed) return refuse('assignment-closed', { why: waiting.closedWhy ?? 'it is completed' });
  if (isBefore(waiting.toDueOn, waiting.today)) return refuse('extension-past', { day: waiting.toDueOn.toString() });
  if (!isBefore(waiting.dueOn, waiting.toDueOn)) return refuse('not-later', { first: waiting.dueOn.add({ days: 1 }).toString() }); // a leave has moved it further
  return accept({ type: 'ExtensionApproved', subject, data, why: reason });
}
