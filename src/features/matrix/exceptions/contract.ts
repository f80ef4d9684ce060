import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { idParams, pageOf, pageQuery, zDay, zId, zInstant, zRef, zSigning, zText } from '../../../kernel/wire.ts';
import { SIGNING_REFUSALS, zSignature } from '../../signatures/contract.ts';
import { may } from './permissions.ts';
import type { ExceptionRefusal } from './types.ts';

const area = 'Matrix';
const zKind = z.enum(['exemption', 'addition']);
/** `until` is the last day on which it holds. */
export const zExceptionInput = z.object({ personId: zId, documentId: zId, kind: zKind, from: zDay, until: zDay, reason: zText(1000) });
export const zException = z.object({
  id: zId, kind: zKind, person: zRef, document: z.object({ id: zId, number: z.string(), title: z.string() }), from: zDay, until: zDay, reason: z.string(), by: zRef, createdAt: zInstant,
  endedAt: zInstant.nullable(), endedWhy: z.string().nullable(), state: z.enum(['coming', 'in_force', 'expired', 'ended']), signature: zSignature.nullable(),
});
export const listExceptions = endpoint({ method: 'GET', path: '/matrix/exceptions', area, summary: 'Exemptions and additions of single persons, newest first', may: may.readExceptions, query: pageQuery.extend({ personId: zId.optional(), documentId: zId.optional(), kind: zKind.optional(), asOf: zInstant.optional() }), reply: pageOf(zException) });
export const getExceptionStatement = endpoint({ method: 'POST', path: '/matrix/exceptions/statement', area, summary: 'The statement that granting this exemption or addition signs; nothing is saved', may: may.grantExceptions, body: zExceptionInput, reply: z.object({ statement: z.string() }) });
export const grantException = endpoint({ method: 'POST', path: '/matrix/exceptions', area, summary: 'Exempt one person from a document, or give them one more, until a day; signed', may: may.grantExceptions, body: zExceptionInput.extend(zSigning.shape), reply: z.object({ id: zId }) });
export const endException = endpoint({ method: 'POST', path: '/matrix/exceptions/:id/end', area, summary: 'Take an exemption or addition back before it expires', may: may.grantExceptions, params: idParams, body: z.object({ reason: zText(1000) }), reply: z.object({ id: zId }) });

type RefusalText = { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) };
export const REFUSALS = {
  ...SIGNING_REFUSALS,
  'own-exception': { status: 403, sentence: 'Nobody exempts themselves or adds to their own training. Ask another training administrator or quality.' },
  'quality-signs-critical': { status: 403, sentence: (d) => `${d['number']} is a critical document: only quality exempts somebody from it. Ask quality to sign.` },
  'exception-in-the-past': { status: 422, sentence: 'What was required in the past cannot be changed. Choose today or a later day.' },
  'exception-period': { status: 422, sentence: (d) => `The last day must lie on or after the first, and not more than ${d['days']} days later. Choose another last day.` },
  'exception-overlaps': { status: 409, sentence: (d) => `There is an ${d['kind']} for this person and document from ${d['from']} to ${d['until']} already. End it first, or choose days outside it.` },
  'exception-ended': { status: 409, sentence: 'It has ended already, so there is nothing to end.' },
  'document-retired': { status: 409, sentence: (d) => `${d['number']} is retired: nobody is trained on it any more.` },
} as const satisfies Record<Exclude<ExceptionRefusal, 'not-found' | 'not-permitted'> | keyof typeof SIGNING_REFUSALS, RefusalText>;
