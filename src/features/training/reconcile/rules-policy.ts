/** What is the same for every risk class; the rest is policy (`documents/policy/`). */
export const POLICY = {
  /** Working days that are left for open work after a leave, the day of return among them (MTX-09). */
  returnWorkingDays: 3,
} as const;
