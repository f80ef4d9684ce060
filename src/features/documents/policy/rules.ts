import type { Risk } from '../types.ts';
import type { Policy } from './types.ts';

const USUAL = { gatePercent: 100, driftVersions: 3, driftMonths: 24, retrainPriorCompleters: false } as const;

/** What holds for a risk class until somebody signs another policy for it. */
export const DEFAULT_POLICIES: Readonly<Record<Risk, Policy>> = {
  critical: { ...USUAL, effectiveDate: 'gate', gatePercent: 90, minimumTrainingDays: 14, initialDays: 14, revisionDays: 30 },
  high: { ...USUAL, effectiveDate: 'date', minimumTrainingDays: 7, initialDays: 30, revisionDays: 30 },
  medium: { ...USUAL, effectiveDate: 'date', minimumTrainingDays: 5, initialDays: 30, revisionDays: 30 },
  low: { ...USUAL, effectiveDate: 'date', minimumTrainingDays: 0, initialDays: 60, revisionDays: 60 },
};
