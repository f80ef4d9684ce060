import type { DomainEvent } from '../../../kernel/decision.ts';
import type { Day, Instant } from '../../../kernel/day.ts';
import type { Risk } from '../types.ts';

/** A day of every year; 29 February is 28 February where there is none. */
export type YearDay = { readonly month: number; readonly day: number };

/**
 * How training on a document recurs (TRN-10). Where it does not, records that were made to end still end, so that
 * their renewals are assigned ahead as well.
 */
export type Recurrence =
  | { readonly basis: 'none'; readonly windowDays: number }
  | { readonly basis: 'rolling' | 'anniversary'; readonly months: number; readonly windowDays: number; readonly revisionRenews: boolean }
  | { readonly basis: 'calendar'; readonly opens: YearDay; readonly due: YearDay; readonly revisionRenews: boolean; /** From when it holds: records without an end are not asked for years before. */ readonly since: Day };

/** A document's own setting, as it is kept and signed. `policy`: what its risk class says. */
export type Setting =
  | { readonly basis: 'policy' }
  | { readonly basis: 'none' }
  | ({ readonly basis: 'rolling' } & Counted)
  | ({ readonly basis: 'anniversary' } & Counted)
  | { readonly basis: 'calendar'; readonly opens: YearDay; readonly due: YearDay; readonly revisionRenews: boolean };
type Counted = { readonly months: number; readonly windowDays: number; readonly revisionRenews: boolean };

export type KeptSetting = { readonly version: number; readonly setting: Setting; readonly signedAt: Instant };

/** The record that a person's qualification rests on. */
export type LastRecord = { readonly versionId: string; readonly validUntil: Instant | null; readonly anchorOn: Day | null; readonly trainedAt: Instant };

/** A training that is being completed. */
export type Completion = { readonly at: Instant; readonly zone: string; readonly versionId: string; readonly notice: boolean };

export type Validity = { readonly validUntil: Instant | null; readonly anchorOn: Day | null };

export type Subject = { readonly id: string; readonly number: string; readonly risk: Risk };
export type RecurrenceEvent = DomainEvent & { readonly type: 'RecurrenceSigned' };
export type RecurrenceRefusal = 'recurrence-unchanged' | 'window-too-long' | 'no-such-day' | 'weaker-than-policy';
