import { accept, refuse, type Decision } from '../../../kernel/decision.ts';
import type { DocumentRefusal } from '../types.ts';
import type { FactChange, Facts, FactsEvent, FactsRefusal, Field } from './types.ts';

const FIELDS: readonly Field[] = ['title', 'ownerId', 'risk', 'reviewMonths'];

/** What differs, with owners by name. */
export function changesOf(before: Facts, after: Facts, nameOf: (personId: string) => string): FactChange[] {
  const word = (field: Field, facts: Facts): string => (field === 'ownerId' ? nameOf(facts.ownerId) : String(facts[field]));
  return FIELDS.flatMap((field) => (before[field] === after[field] ? [] : [{ field, from: word(field, before), to: word(field, after) }]));
}

/**
 * DOC-01: the facts of a document change with a reason, its versions do not. Another risk class counts for what is approved
 * and assigned from now on; a running window, a hold and due dates already given stay as they are.
 */
export function changeFacts(document: { readonly id: string; readonly number: string; readonly retired: boolean }, changes: readonly FactChange[], reason: string): Decision<FactsEvent, FactsRefusal | Extract<DocumentRefusal, 'document-retired'>> {
  if (document.retired) return refuse('document-retired', { number: document.number });
  if (changes.length === 0) return refuse('facts-unchanged', { number: document.number });
  return accept({ type: 'DocumentFactsChanged', subject: { kind: 'document', id: document.id }, data: { number: document.number, changes }, why: reason });
}
