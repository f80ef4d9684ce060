import { isBefore, laterDay, nthWorkingDay, workingDay, type Day } from '../../../kernel/day.ts';
import { POLICY } from './rules-policy.ts';
import type { Change, OpenAssignment, PausedWork, PersonFact } from './types.ts';

/** MTX-09: on return the due dates of what stayed open are moved by the leave, once. Precondition: the person is at work. */
export function resumeAfterLeave(person: Pick<PersonFact, 'day' | 'calendar'>, open: readonly OpenAssignment[]): Change[] {
  return open.flatMap(({ id, overdueSince, paused }): Change[] => {
    if (paused === null || overdueSince !== null) return []; // lateness from before the leave stays
    const resumed = dueAfterLeave(paused, person);
    return resumed === null || resumed.dueOn.equals(paused.dueOn) ? [] : [{ kind: 'move-due', assignmentId: id, from: paused.dueOn, zone: paused.zone, ...resumed }];
  });
}

/**
 * The clock stood still: as many days are left on return as on the first day of leave. A day that the site does not work
 * moves back to the last working day, which costs no working time; the first days after the return are left in any case.
 * Null when no leave fell before the due date, or all of it is counted.
 */
function dueAfterLeave({ dueOn, assignedOn, countedUntil, leaves }: PausedWork, { day, calendar }: Pick<PersonFact, 'day' | 'calendar'>): { dueOn: Day; countedUntil: Day } | null {
  const since = countedUntil === null ? assignedOn : laterDay(assignedOn, countedUntil);
  let due = dueOn;
  let back: Day | null = null;
  for (const leave of leaves.toSorted((a, b) => (isBefore(a.from, b.from) ? -1 : 1))) {
    const from = laterDay(leave.from, since);
    const ended = !isBefore(day, leave.until);
    if (!ended || !isBefore(from, leave.until) || isBefore(due, from)) continue;
    due = due.add(from.until(leave.until, { largestUnit: 'day' }));
    back = leave.until;
  }
  if (back === null) return null;
  return { dueOn: laterDay(workingDay(due, calendar, 'backward'), nthWorkingDay(back, POLICY.returnWorkingDays, calendar)), countedUntil: back };
}
