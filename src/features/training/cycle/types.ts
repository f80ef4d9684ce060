/** What came of a revision for one person (AUD-05). */
export const OUTCOMES = ['in_time', 'late', 'carried_forward', 'open', 'overdue', 'absent', 'superseded', 'cancelled'] as const;
export type CycleOutcome = (typeof OUTCOMES)[number];

/** What a line of the report is judged by, as it was known at the moment asked about. */
export type LineFacts = {
  readonly closedAs: 'completed' | 'superseded' | 'cancelled' | null;
  readonly record: 'training' | 'carry_forward' | null;
  /** Completed after the due date, or the due date has passed; lateness kept from an earlier version counts. */
  readonly late: boolean;
  readonly onLeave: boolean;
};

/** So many people became trained on a day. */
export type Daily = { readonly day: string; readonly people: number };
export type SharePoint = { readonly day: string; readonly share: number; readonly people: number };
