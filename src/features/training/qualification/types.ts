import type { Instant } from '../../../kernel/day.ts';

/** Why the answer is what it is; the first two are a yes for a document, `all_documents` is the yes for a task. */
export const REASONS = [
  'trained', 'carried_forward', 'all_documents',
  'documents_missing', 'not_employed', 'no_version_in_force', 'expired', 'earlier_version_only', 'coming_version_only', 'never_trained',
  'unknown_person', 'unknown_document', 'unknown_task',
] as const;
export type ReasonCode = (typeof REASONS)[number];

/** A training record that was there at the instant asked about. */
export type KnownRecord = {
  readonly id: string; readonly versionId: string; readonly label: string; readonly carried: boolean; readonly eventAt: Instant; readonly validUntil: Instant | null;
  /** Its version was approved then, and not yet in force. */
  readonly ahead: boolean;
};

/** What is known of one person and one document at an instant. */
export type Known = {
  readonly employed: boolean;
  readonly inForce: { readonly id: string; readonly label: string } | null;
  /** Those for the latest version first, and of one version the newest first. */
  readonly records: readonly KnownRecord[];
};

export type Judgement = {
  readonly qualified: boolean;
  readonly reason: ReasonCode;
  /** The record that the answer rests on: for a yes the one that covers, for a no the one that no longer does. */
  readonly record: KnownRecord | null;
  /** All records for the version in force; without one that covers, every record on the document. */
  readonly recordIds: readonly string[];
  /** When a yes ends by itself; null: not before another version takes effect. */
  readonly validUntil: Instant | null;
};

/** Names for the sentence; days are those of the person's site. */
export type Named = { readonly person: string; readonly zone: string };
