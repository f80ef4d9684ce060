import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { idParams, zId, zInstant, zRef, zText } from '../../../kernel/wire.ts';
import { zVersionState } from '../contract.ts';
import { may } from '../permissions.ts';
import { COPY_REFUSALS } from '../print/contract.ts';
import type { ControlledCopyRefusal } from './types.ts';

const area = 'Documents';
export const zCopyEnd = z.enum(['returned', 'destroyed', 'lost']);
export const zControlledCopy = z.object({
  id: zId, document: z.object({ id: zId, number: z.string(), title: z.string() }), version: z.object({ id: zId, label: z.string(), state: zVersionState }),
  number: z.number(), holder: z.string(), issuer: zRef, issuedAt: zInstant, endedAt: zInstant.nullable(), endedAs: zCopyEnd.nullable(), note: z.string().nullable(),
  /** Out, of a version nobody is to work by any more. */
  toRecall: z.boolean(),
});
export const listCopies = endpoint({ method: 'GET', path: '/copies', area, may: may.issueCopies, summary: 'Controlled copies: of one document all, else those that are to be recalled', query: z.object({ documentId: zId.optional() }), reply: z.object({ items: z.array(zControlledCopy) }) });
export const issueCopy = endpoint({ method: 'POST', path: '/versions/:id/copies', area, may: may.issueCopies, params: idParams, summary: 'Issue a controlled copy of the version in force to a person or place', body: z.object({ holder: zText(120) }), reply: z.object({ id: zId, number: z.number() }) });
export const getControlledCopy = endpoint({ method: 'GET', path: '/copies/:id/file', area, may: may.issueCopies, params: idParams, summary: 'The controlled copy as PDF, with its number and holder on every page; audited', reply: z.any() });
export const endCopy = endpoint({ method: 'POST', path: '/copies/:id/end', area, may: may.issueCopies, params: idParams, summary: 'A controlled copy is back, destroyed or lost', body: z.object({ as: zCopyEnd, note: z.string().trim().max(1000).nullable().default(null) }), reply: z.object({ id: zId }) });

export const CONTROLLED_REFUSALS = {
  ...COPY_REFUSALS,
  'copy-not-in-force': { status: 409, sentence: (d) => `Version ${d['label']} is not in force. Controlled copies are of the version in force only.` },
  'holder-has-copy': { status: 409, sentence: (d) => `${d['holder']} holds copy ${d['number']} of this version already. Name another holder, or end that copy first.` },
  'copy-ended': { status: 409, sentence: (d) => `Copy ${d['number']} is ${d['as']} already.` },
} as const satisfies Record<ControlledCopyRefusal | keyof typeof COPY_REFUSALS, { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) }>;
