import type { DomainEvent } from '../../../kernel/decision.ts';
import type { Risk } from '../types.ts';

/** What may change about a document while its versions stay as they are (DOC-01). */
export type Facts = { readonly title: string; readonly ownerId: string; readonly risk: Risk; readonly reviewMonths: number };
export type Field = keyof Facts;
/** One fact before and after, in words: names instead of ids. */
export type FactChange = { readonly field: Field; readonly from: string; readonly to: string };

export type FactsEvent = DomainEvent & { readonly type: 'DocumentFactsChanged' };
export type FactsRefusal = 'facts-unchanged';
