/** How safe it is that a piece of work can be done: by nobody, by one person who may fall ill, or by more. */
export type Cover = 'nobody' | 'one' | 'enough';

/** MTX-11: a single point of failure is a task or document for which only one qualified person is present. */
export function coverOf(qualified: number): Cover {
  return qualified === 0 ? 'nobody' : qualified === 1 ? 'one' : 'enough';
}

export type ShiftCount = { readonly shift: string | null; readonly qualified: number; readonly missing: number };

/** MTX-11, MTX-09: coverage of one task, over all shifts and for each; `missing`: required and present, not qualified. */
export function coverageOf(shifts: readonly ShiftCount[]) {
  const total = shifts.reduce((sum, one) => ({ qualified: sum.qualified + one.qualified, missing: sum.missing + one.missing }), { qualified: 0, missing: 0 });
  const known = shifts.toSorted((a, b) => (a.shift === null ? 1 : b.shift === null ? -1 : a.shift.localeCompare(b.shift, 'en')));
  return { ...total, cover: coverOf(total.qualified), shifts: known.map((one) => ({ ...one, cover: coverOf(one.qualified) })) };
}
