import type { DomainEvent } from '../../../kernel/decision.ts';
import type { Route } from '../review/types.ts';
import type { Risk } from '../types.ts';

/** A document type as it is set up (DOC-01, DOC-04). Its code stands in each document and never changes. */
export type DocumentType = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** "SOP-{site}-{0000}": fixed text, the code of the document's site, a counter of at least so many digits. */
  readonly numbering: string;
  /** Whoever registers may give another number than the next one. */
  readonly byHand: boolean;
  /** Proposed for a new document. */
  readonly risk: Risk;
  readonly reviewMonths: number;
  readonly route: Route;
};

export type TypeEvent = DomainEvent & { readonly type: 'DocumentTypeCreated' | 'DocumentTypeChanged' };
export type TypeRefusal = 'type-code-taken' | 'numbering-unreadable' | 'type-unchanged' | 'route-people-unknown';
