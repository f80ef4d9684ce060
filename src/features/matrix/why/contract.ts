import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { zId, zInstant, zRef } from '../../../kernel/wire.ts';
import { may } from './permissions.ts';

export const zWhy = z.object({
  person: zRef, document: z.object({ id: zId, number: z.string() }), at: zInstant, required: z.boolean(),
  kind: z.enum(['required', 'added', 'kept_trained', 'exempted', 'no_rule_reaches', 'no_rule_asks', 'not_employed', 'retired']),
  sentence: z.string(),
  /** Every rule that leads to the document, whether or not it reaches the person; with the curriculum through which it leads there. */
  rules: z.array(z.object({ id: zId, number: z.number(), version: z.number(), name: z.string(), met: z.boolean(), curriculum: z.object({ id: zId, name: z.string(), version: z.number() }).nullable(), sentence: z.string() })),
});
export const getWhy = endpoint({ method: 'GET', path: '/matrix/why', area: 'Matrix', summary: 'Why a document is, or is not, required of a person at an instant: one sentence, and the rules considered', may: may.readWhy, query: z.object({ person: zId, document: zId, at: zInstant.optional() }), reply: zWhy });

export const REFUSALS = {} as const;
