import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { idParams, zId, zInstant, zRef, zText } from '../../../kernel/wire.ts';
import { REFUSALS as DOCUMENT_REFUSALS, zRisk, type RefusalText } from '../contract.ts';
import { may as documents } from '../permissions.ts';
import { may } from './permissions.ts';
import type { FactsRefusal } from './types.ts';

const area = 'Documents';
export const changeFacts = endpoint({
  method: 'PATCH', path: '/documents/:id', area, summary: 'Change title, owner, risk class or review cycle of a document, with the reason', may: may.changeFacts, params: idParams,
  body: z.object({ title: zText(300).optional(), ownerId: zId.optional(), risk: zRisk.optional(), reviewMonths: z.number().int().min(1).max(120).optional(), reason: zText(2000) }), reply: z.object({ id: zId }),
});
export const getFactsHistory = endpoint({
  method: 'GET', path: '/documents/:id/changes', area, summary: 'What changed about a document itself, newest first', may: documents.readDocuments, params: idParams,
  reply: z.object({ items: z.array(z.object({ id: zId, changedAt: zInstant, changedBy: zRef.nullable(), reason: z.string(), changes: z.array(z.object({ field: z.enum(['title', 'ownerId', 'risk', 'reviewMonths']), from: z.string(), to: z.string() })) })) }),
});

export const REFUSALS = {
  ...DOCUMENT_REFUSALS,
  'facts-unchanged': { status: 409, sentence: (d) => `Nothing about ${d['number']} differs from what is there. Change something first.` },
} as const satisfies Record<FactsRefusal | keyof typeof DOCUMENT_REFUSALS, RefusalText>;
