import { earlierDay, isBefore, laterDay, workingDay, type Day } from '../../../kernel/day.ts';
import type { Reason } from '../../matrix/types.ts';
import type { Change, Facts, OpenAssignment, PersonFact, VersionFact } from './types.ts';

/** MTX-08: what a change that lies ahead of a person will require is assigned before it, and taken back with it. */

/** True when only a change ahead asks for the document. */
export function isOnlyAhead({ ahead, required, document }: Facts): boolean {
  return ahead !== null && ahead.required !== null && required === null && !document.retired;
}

/** The facts as if the change had come, for deciding what to train; who is not employed yet is placed where they will be. */
export function asIfCome(facts: Facts): Facts {
  const coming = facts.ahead?.required ?? null;
  return coming === null ? facts : { ...facts, required: coming.reasons, obligation: null, person: facts.person.employed ? facts.person : coming.person };
}

/**
 * A change of role: by its start or by the days of the policy, whichever is earlier. A first day of employment: by the days of
 * the policy from that day on (TRN-03), since nobody trains before it. `policyDue` gives the day by the policy, counted from `from`.
 */
export function dueAhead(facts: Facts, policyDue: (from: PersonFact) => Day): Day {
  const { person, ahead } = facts;
  const coming = ahead?.required ?? null;
  if (coming === null) return policyDue(person);
  if (!person.employed) return policyDue({ ...coming.person, day: coming.startsOn });
  const start = workingDay(coming.startsOn, person.calendar, 'backward');
  return earlierDay(policyDue(person), isBefore(start, person.day) ? coming.startsOn : start);
}

/** Open work follows the change when it is put off or brought forward, or is asked for other reasons; never to before a day that quality approved (TRN-03). */
export function followChange(facts: Facts, policyDue: (version: VersionFact, from: PersonFact) => Day): Change[] {
  const coming = facts.ahead?.required ?? null;
  if (coming === null || !isOnlyAhead(facts)) return [];
  return facts.open.flatMap(({ id, versionId, ahead }): Change[] => {
    const version = facts.document.versions.find((candidate) => candidate.id === versionId);
    if (ahead === null || version === undefined || (ahead.startsOn.equals(coming.startsOn) && sameReasons(ahead.reasons, coming.reasons))) return [];
    const wanted = ahead.startsOn.equals(coming.startsOn) ? ahead.dueOn : dueAhead(facts, (from) => policyDue(version, facts.person.employed ? { ...from, day: ahead.assignedOn } : from));
    const told = facts.person.employed && isBefore(wanted, facts.person.day) ? facts.person.day : wanted; // not late by being told
    const dueOn = ahead.extended ? laterDay(ahead.dueOn, told) : told;
    return [{ kind: 'restate-ahead', assignmentId: id, was: ahead.startsOn, from: ahead.dueOn, dueOn, startsOn: coming.startsOn, reasons: coming.reasons, zone: ahead.zone }];
  });
}

/** Why open work of somebody whom nothing requires it of is cancelled, where it was assigned ahead; null where it was not. */
export function whyTakenBack({ ahead, obligation }: Facts, assignment: OpenAssignment): string | null {
  if (assignment.ahead === null || obligation !== null) return null;
  const day = assignment.ahead.startsOn.toString();
  return ahead?.starts.includes(day) === true ? `no longer required by the matrix from ${day} on` : `the change from ${day} on was taken back`;
}

export function sameReasons(a: readonly Reason[], b: readonly Reason[]): boolean {
  return a.length === b.length && a.every((reason, index) => reason.rule === b[index]?.rule && reason.version === b[index]?.version && reason.text === b[index]?.text);
}
