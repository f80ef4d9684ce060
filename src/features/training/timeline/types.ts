import type { Instant } from '../../../kernel/day.ts';
import type { KnownRecord } from '../qualification/types.ts';

/** `window`: qualified, and a version is approved that asks for training before it takes effect. `missing`: required and never trained. */
export type LaneState = 'qualified' | 'window' | 'lapsed' | 'missing' | 'absent' | 'none';

export type Span = { readonly from: Instant; readonly until: Instant | null };
export type LaneVersion = { readonly id: string; readonly label: string; readonly approvedAt: Instant; /** In force, or to be. */ readonly from: Instant | null; readonly until: Instant | null };
/** All that is known of one person and one document over time. */
export type LaneFacts = { readonly versions: readonly LaneVersion[]; readonly records: readonly Omit<KnownRecord, 'ahead'>[]; readonly required: readonly Span[] };
export type Presence = { readonly employed: readonly Span[]; readonly onLeave: readonly Span[] };

export type Segment = { readonly from: Instant; readonly until: Instant; readonly state: LaneState; /** The version in force. */ readonly version: string | null; readonly recordId: string | null };
