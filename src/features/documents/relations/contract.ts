import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { idParams, zId } from '../../../kernel/wire.ts';
import { may } from '../permissions.ts';
import type { RelationRefusal } from './types.ts';

const area = 'Documents';
export const zRelationSeen = z.enum(['replaces', 'replaced_by', 'refers_to', 'referred_to_by', 'form_of', 'has_form']);
const zOther = z.object({ id: zId, number: z.string(), title: z.string() });

export const listRelations = endpoint({
  method: 'GET', path: '/documents/:id/relations', area, may: may.readDocuments, params: idParams, summary: 'Documents that hang together with this one, seen from it; and those its text mentions',
  reply: z.object({ items: z.array(z.object({ id: zId, type: zRelationSeen, document: zOther })), /** Mentioned in the text, and not yet related. */ mentioned: z.array(zOther) }),
});
export const addRelation = endpoint({ method: 'POST', path: '/documents/:id/relations', area, may: may.writeDocuments, params: idParams, summary: 'Relate this document to another; the other shows it the other way round', body: z.object({ type: zRelationSeen, otherId: zId }), reply: z.object({ id: zId }) });
export const removeRelation = endpoint({ method: 'DELETE', path: '/relations/:id', area, may: may.writeDocuments, params: idParams, summary: 'Take a relation back', reply: z.object({}) });

export const RELATION_REFUSALS = {
  'related-to-itself': { status: 422, sentence: (d) => `${d['number']} cannot be related to itself. Choose another document.` },
  'relation-exists': { status: 409, sentence: (d) => `That ${d['from']} ${WORDS[String(d['type'])]} ${d['to']} is there already.` },
  'relation-circle': { status: 409, sentence: (d) => `${d['from']} cannot be said to ${WORDS_PLAIN[String(d['type'])]} ${d['to']}: that would lead back to ${d['from']}. Take the other relation back first.` },
  'document-retired': { status: 409, sentence: (d) => `${d['number']} is retired; its relations stay as they are.` },
} as const satisfies Record<RelationRefusal, { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) }>;

const WORDS: Readonly<Record<string, string>> = { replaces: 'replaces', refers_to: 'refers to', form_of: 'is a form of' };
const WORDS_PLAIN: Readonly<Record<string, string>> = { replaces: 'replace', refers_to: 'refer to', form_of: 'be a form of' };
