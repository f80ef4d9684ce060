import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { asOfQuery, idParams, zId, zInstant, zRef, zSigning, zText } from '../../../kernel/wire.ts';
import { SIGNING_REFUSALS, zSignature } from '../../signatures/contract.ts';
import { ALONE_REFUSALS } from '../approval/contract.ts';
import { may } from '../permissions.ts';
import type { CurriculumRefusal } from './types.ts';

const area = 'Matrix';
export const zCurriculumInput = z.object({ name: zText(200), documentIds: z.array(zId).min(1, 'must name at least one document').max(2000) });
const zDocument = z.object({ id: zId, number: z.string(), title: z.string() });
export const zCurriculum = z.object({
  id: zId, number: z.number(), version: z.number(), name: z.string(), owner: zRef.nullable(), createdAt: zInstant, documents: z.array(zDocument),
  /** The rules that lead to it. */
  rules: z.array(z.object({ id: zId, number: z.number(), name: z.string() })),
});
const zVersion = zCurriculum.omit({ rules: true }).extend({ signature: zSignature.nullable(), added: z.array(zDocument), removed: z.array(zDocument), nameBefore: z.string().nullable() });
const zSaved = z.object({ id: zId, number: z.number(), version: z.number() });
export const listCurricula = endpoint({ method: 'GET', path: '/matrix/curricula', area, summary: 'Curricula: named sets of documents that rules lead to', may: may.readMatrix, query: asOfQuery, reply: z.object({ items: z.array(zCurriculum) }) });
export const getCurriculum = endpoint({ method: 'GET', path: '/matrix/curricula/:id', area, summary: 'A curriculum with all its versions, newest first, what each changed, and their signatures', may: may.readMatrix, params: idParams, query: asOfQuery, reply: zCurriculum.extend({ versions: z.array(zVersion) }) });
export const proposeCurriculum = endpoint({ method: 'POST', path: '/matrix/curricula/statement', area, summary: 'The statement that saving this curriculum signs; nothing is saved', may: may.writeRules, body: zCurriculumInput.extend({ curriculumId: zId.nullable().default(null) }), reply: z.object({ statement: z.string() }) });
export const createCurriculum = endpoint({ method: 'POST', path: '/matrix/curricula', area, summary: 'Add a curriculum, signed', may: may.writeRules, body: zCurriculumInput.extend(zSigning.shape), reply: zSaved });
export const reviseCurriculum = endpoint({ method: 'PUT', path: '/matrix/curricula/:id', area, summary: 'Replace a curriculum by its next version, signed; it holds at once', may: may.writeRules, params: idParams, body: zCurriculumInput.extend(zSigning.shape), reply: zSaved });

type RefusalText = { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) };
export const REFUSALS = {
  ...SIGNING_REFUSALS,
  ...ALONE_REFUSALS,
  'unknown-reference': { status: 422, sentence: 'The curriculum names a document that does not exist. Reload the list and choose again.' },
  'nothing-changed': { status: 409, sentence: 'Nothing was changed, so there is no new version to sign.' },
  'curriculum-name-taken': { status: 409, sentence: (d) => `There is a curriculum “${d['name']}” already. Choose another name, or revise that one.` },
} as const satisfies Record<Exclude<CurriculumRefusal, 'not-found' | 'not-permitted'> | keyof typeof SIGNING_REFUSALS | keyof typeof ALONE_REFUSALS, RefusalText>;
