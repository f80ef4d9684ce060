import type { Risk } from '../types.ts';

export const POLICY = {
  /** Days from assignment to due date where no effective date comes first (TRN-03). */
  initialDays: { critical: 14, high: 30, medium: 30, low: 60 } satisfies Record<Risk, number>,
  revisionDays: { critical: 30, high: 30, medium: 30, low: 60 } satisfies Record<Risk, number>,
  /** Working days that are left for open work after a leave, the day of return among them (MTX-09). */
  returnWorkingDays: 3,
} as const;
