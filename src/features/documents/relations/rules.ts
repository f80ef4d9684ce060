import { accept, refuse, type Decision } from '../../../kernel/decision.ts';
import type { Relation, RelationEvent, RelationRefusal, RelationSeen, RelationType } from './types.ts';

const INVERSE: Readonly<Record<RelationType, RelationSeen>> = { replaces: 'replaced_by', refers_to: 'referred_to_by', form_of: 'has_form' };

/** What one document says of another, as it is kept: from the one that replaces, refers or is a form. */
export function relationOf(documentId: string, seen: RelationSeen, otherId: string): Relation {
  switch (seen) {
    case 'replaced_by': return { fromId: otherId, toId: documentId, type: 'replaces' };
    case 'referred_to_by': return { fromId: otherId, toId: documentId, type: 'refers_to' };
    case 'has_form': return { fromId: otherId, toId: documentId, type: 'form_of' };
    default: return { fromId: documentId, toId: otherId, type: seen };
  }
}

export function seenFrom(documentId: string, relation: Relation): RelationSeen {
  return relation.fromId === documentId ? relation.type : INVERSE[relation.type];
}

/** What may lead in a circle: documents may refer to each other. */
const STRAIGHT: readonly RelationType[] = ['replaces', 'form_of'];

type Numbers = { readonly from: string; readonly to: string };

/** DOC-21: a document is not related to itself, to none twice in one way, and replaces nothing that replaces it, however far round. */
export function relate(relation: Relation, others: readonly Relation[], numbers: Numbers): Decision<RelationEvent, RelationRefusal> {
  const { fromId, toId, type } = relation;
  if (fromId === toId) return refuse('related-to-itself', { number: numbers.from });
  if (others.some((other) => other.fromId === fromId && other.toId === toId && other.type === type)) return refuse('relation-exists', { ...numbers, type });
  if (STRAIGHT.includes(type) && leadsTo(toId, fromId, others.filter((other) => other.type === type))) return refuse('relation-circle', { ...numbers, type });
  return accept({ type: 'DocumentRelated', subject: { kind: 'document', id: fromId }, data: { type, toId, from: numbers.from, to: numbers.to } });
}

export function unrelate({ fromId, toId, type }: Relation, numbers: Numbers): Decision<RelationEvent, RelationRefusal> {
  return accept({ type: 'DocumentUnrelated', subject: { kind: 'document', id: fromId }, data: { type, toId, from: numbers.from, to: numbers.to } });
}

function leadsTo(from: string, to: string, relations: readonly Relation[]): boolean {
  const reached = new Set([from]);
  for (const id of reached) {
    if (id === to) return true;
    for (const relation of relations) if (relation.fromId === id) reached.add(relation.toId); // a set in iteration also gives what is added to it
  }
  return false;
}

const MOST_MENTIONS = 400;

/** What in a text looks like the number of a document: letters, then figures, with or without a sign between. Only those that exist are shown. */
export function mentionsIn(text: string): string[] {
  const found = text.match(/(?<![\p{L}\p{N}])\p{L}{1,10}(?:[-_./]\p{L}{1,6})*[-_./ ]?\d[\p{L}\p{N}]*(?:[-_./]\p{N}[\p{L}\p{N}]*)*/gu) ?? [];
  return [...new Set(found.map((one) => one.trim()))].slice(0, MOST_MENTIONS);
}
