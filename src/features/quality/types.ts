import type { Instant } from '../../kernel/day.ts';
import type { DomainEvent } from '../../kernel/decision.ts';

/** What kind of thing went otherwise than planned (QEV-01). */
export type Kind = 'deviation' | 'incident' | 'audit_finding' | 'complaint' | 'capa';
export type Severity = 'minor' | 'major' | 'critical';
export type State = 'open' | 'closed';
/** What opened it: so far, the product itself. */
export type Source = 'hold_override';

export type QualityEvent = {
  readonly kind: Kind; readonly source: Source; readonly occurredAt: Instant; readonly siteId: string | null; readonly severity: Severity;
  readonly title: string; readonly text: string; readonly documentId: string | null; readonly versionId: string | null;
};

export type QualityDomainEvent = DomainEvent & { readonly type: 'QualityEventOpened' };
