import type { DomainEvent } from '../../../kernel/decision.ts';

/** As it is kept: from the document that replaces, refers or is a form. */
export type RelationType = 'replaces' | 'refers_to' | 'form_of';
/** As a document sees it: by itself or by the other. */
export type RelationSeen = RelationType | 'replaced_by' | 'referred_to_by' | 'has_form';

export type Relation = { readonly fromId: string; readonly toId: string; readonly type: RelationType };
export type RelationEvent = DomainEvent & { readonly type: 'DocumentRelated' | 'DocumentUnrelated' };
export type RelationRefusal = 'related-to-itself' | 'relation-exists' | 'relation-circle' | 'document-retired';
