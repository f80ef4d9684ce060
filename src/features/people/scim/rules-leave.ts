import { isBefore, laterDay, type Day } from '../../../kernel/day.ts';
import { changeDuring, periodAt, startOfRun } from '../rules-periods.ts';
import { samePlacement } from '../rules-changes.ts';
import { absent } from '../rules.ts';
import type { PersonAfter } from '../types.ts';
import { textOf } from './rules-mapping.ts';
import { fine, wrong, type GivenLeave, type Json, type Scim, type ScimMapping, type Source } from './types.ts';

/** Leave and return as a directory says them (HR-02, MTX-09): a word in one attribute, days in others, or an account that is not active for a while. */

/** From a day, or (null) from the one on which it is first said; up to but without `until`. */
export type SaidLeave = { readonly from: Day | null; readonly until: Day | null };

/** Null: not on leave; undefined: the mapping takes no leave from the directory, and what is on record stays. */
export function leaveOf(resource: Json, { leave }: ScimMapping): Scim<SaidLeave | null | undefined> {
  if (leave === null || leave === undefined) return fine(undefined);
  const [from, last] = [dayOf(resource, leave.from), dayOf(resource, leave.until)];
  if (!from.ok) return from;
  if (!last.ok) return last;
  const until = last.value?.add({ days: 1 }) ?? null;
  if (from.value !== null && until !== null && !isBefore(from.value, until)) return wrong(400, 'invalidValue', `The last day of the leave (${leave.until ?? ''}) is before its first (${leave.from ?? ''}). Correct one of the two in the directory.`);
  const said = from.value !== null || sayWord(resource, leave);
  return fine(said ? { from: from.value, until } : null);
}

/** An account that is not active because of a leave: its person stays employed. */
export function isIn({ active, resource }: { readonly active: boolean; readonly resource: Json }, { leave }: ScimMapping): boolean {
  return active || (leave?.inactive === true && sayWord(resource, leave));
}

function sayWord(resource: Json, { state, words }: NonNullable<ScimMapping['leave']>): boolean {
  const text = state === null ? null : textOf(resource, state);
  return text !== null && words.some((word) => word.toLowerCase() === text.toLowerCase());
}

/** A day, with or without a time behind it. */
function dayOf(resource: Json, source: Source | null): Scim<Day | null> {
  const text = source === null ? null : textOf(resource, source);
  if (text === null) return fine(null);
  const day = /^\d{4}-\d{2}-\d{2}(?=$|T)/u.exec(text)?.[0];
  try {
    if (day !== undefined) return fine(Temporal.PlainDate.from(day));
  } catch { /* no day of the calendar: told below */ }
  return wrong(400, 'invalidValue', `“${text.slice(0, 100)}” (${source ?? ''}) is not a day. Send it as YYYY-MM-DD, such as 2026-05-31.`);
}

/** What is remembered as given by the directory: only that is taken away by it again. */
export function givenAfter(said: SaidLeave | null | undefined, given: GivenLeave | null, today: Day): GivenLeave | null {
  if (said === undefined) return given;
  if (said === null || (said.from === null && said.until !== null && !isBefore(today, said.until))) return null;
  return { from: (said.from ?? (given === null ? today : Temporal.PlainDate.from(given.from))).toString(), until: said.until?.toString() ?? null };
}

/** The person with the leave that the directory says now in place of the one it said before. Days of a leave that is over stay. */
export function withLeave(person: PersonAfter, before: GivenLeave | null, after: GivenLeave | null, today: Day): PersonAfter {
  if (before?.from === after?.from && before?.until === after?.until) return person; // said before: a return entered here in the meantime stays
  const kept = before === null ? person : cleared(person, before, after === null ? laterDay(today, Temporal.PlainDate.from(before.from)) : Temporal.PlainDate.from(before.from));
  if (after === null) return kept;
  const stay = periodAt(person.employments, today)?.from ?? person.employments.at(-1)?.from;
  if (stay === undefined) return kept;
  const from = laterDay(Temporal.PlainDate.from(after.from), startOfRun(person.employments, stay));
  const until = dayOrNull(after.until);
  return until !== null && !isBefore(from, until) ? kept : absent(kept, from, until);
}

function cleared(person: PersonAfter, given: GivenLeave, from: Day): PersonAfter {
  const until = dayOrNull(given.until);
  if (until !== null && !isBefore(from, until)) return person;
  return { ...person, employments: changeDuring(person.employments, from, until, (value) => ({ ...value, state: 'active' }), samePlacement) };
}

function dayOrNull(text: string | null): Day | null {
  return text === null ? null : Temporal.PlainDate.from(text);
}
