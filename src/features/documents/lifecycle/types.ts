import type { DomainEvent } from '../../../kernel/decision.ts';
import type { Instant } from '../../../kernel/day.ts';
import type { EffectiveDatePolicy, Policy } from '../policy/types.ts';

/** What decides when one version takes effect: fixed at its approval, so that later policies do not move it. */
export type Terms = {
  readonly takesEffect: EffectiveDatePolicy;
  /** Null: approved before there were policies. */
  readonly policy: Policy | null;
  readonly hold: Hold | null;
};

/** A version whose date had come while too few were trained; the numbers are those of that moment. */
export type Hold = { readonly id: string; readonly since: Instant; readonly gatePercent: number; readonly required: number; readonly present: number; readonly trained: number };

export type LifecycleEvent = DomainEvent & { readonly type: 'VersionHeld' | 'HoldReached' | 'HoldOverridden' | 'EffectiveDateMoved' };
export type LifecycleRefusal = 'not-held' | 'effective-date-same' | 'move-needs-signature' | 'own-version';
