import type { DomainEvent } from '../../kernel/decision.ts';
import type { Instant } from '../../kernel/day.ts';
import type { Grant } from '../../kernel/permission.ts';

/** What is known of an account when someone wants to use it. */
export type Account = {
  readonly personId: string;
  readonly hasPassword: boolean;
  readonly failures: number;
  readonly lockedUntil: Instant | null;
  readonly disabledAt: Instant | null;
  readonly invitationExpiresAt: Instant | null;
  readonly agreementAcceptedAt: Instant | null;
  /** A row of employment covers today at the person's site (MTX-10). */
  readonly employed: boolean;
};

export type AccountState = 'none' | 'invited' | 'active' | 'locked' | 'disabled';

/** What a password is asked for again; it names the event of a failure. */
export type Purpose = 'signature' | 'password change' | 'signature agreement';

export type SessionFacts = {
  readonly createdAt: Instant;
  readonly seenAt: Instant;
  readonly endedAt: Instant | null;
  readonly disabledAt: Instant | null;
  readonly employed: boolean;
};

export type StoredGrant = Grant & { readonly id: string; readonly personId: string; readonly grantedAt: Instant; readonly revokedAt: Instant | null };

/** What happens to the counter of failures, with the events that say so. */
export type Attempt<Code extends string> = {
  readonly refusal: { readonly code: Code; readonly left?: number; readonly until?: Instant } | null;
  readonly failures: number;
  readonly lockedUntil: Instant | null;
  readonly events: readonly DomainEvent[];
};

export type PasswordRefusal = 'password-wrong' | 'account-locked' | 'account-inactive';
export type SignInRefusal = 'sign-in-failed' | 'account-inactive';
