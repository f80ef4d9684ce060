import type { Instant } from '../../../kernel/day.ts';

export type Notice = {
  readonly announcedAt: Instant;
  /** When the version that takes the qualification away is, or was, in force. */
  readonly effectiveAt: Instant;
  readonly withdrawn: boolean;
  /** They have a record for that version, or for a later one. */
  readonly trainedSince: boolean;
  /** It is required of them again, so that it is in their training file. */
  readonly required: boolean;
};
export type Lapse = 'lapses' | 'lapsed';
