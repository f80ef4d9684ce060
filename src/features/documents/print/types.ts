import type { Instant } from '../../../kernel/day.ts';
import type { DomainEvent } from '../../../kernel/decision.ts';
import type { VersionState } from '../types.ts';

/** What a copy on paper must say about itself (DOC-10). */
export type CopyFacts = {
  readonly number: string;
  readonly title: string;
  readonly label: string;
  readonly state: VersionState;
  readonly effectiveAt: Instant | null;
  /** An imported version states since when it was in force elsewhere. */
  readonly baseline: { readonly statedEffectiveOn: string } | null;
  readonly inForceUntil: Instant | null;
  /** IANA name of the zone in which the document's days begin. */
  readonly zone: string;
  readonly madeAt: Instant;
  readonly madeBy: string;
  readonly contentSha256: string;
  /** A controlled copy says which and whose it is instead of being uncontrolled. */
  readonly controlled: { readonly number: number; readonly holder: string } | null;
};

/** The furniture of every page: what stands above and below the text, and across it. */
export type Furniture = {
  readonly document: string;
  readonly status: string;
  readonly made: string;
  readonly control: string;
  readonly digest: string;
  readonly watermark: string | null;
};

export type CopySection = { readonly number: string | null; readonly heading: string | null; readonly level: number; readonly html: string };

export type PrintTask =
  | { readonly kind: 'text'; readonly furniture: Furniture; readonly title: string; readonly sections: readonly CopySection[]; readonly madeAtMs: number }
  | { readonly kind: 'original'; readonly furniture: Furniture; readonly bytes: Uint8Array };

export type Printed = { readonly bytes: Uint8Array; readonly pages: number };
export type PrintResult = { readonly ok: true; readonly printed: Printed } | { readonly ok: false; readonly why: 'too-slow' | 'too-large' | 'unreadable' | 'busy' };

export type CopyEvent = DomainEvent & { readonly type: 'CopyMade' };
export type CopyRefusal = 'copy-failed' | 'no-pages';
