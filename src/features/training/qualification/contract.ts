import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { zId, zInstant, zText } from '../../../kernel/wire.ts';
import { may } from '../permissions.ts';
import { REASONS } from './types.ts';

const area = 'Training';
const zVersionRef = z.object({ id: zId, label: z.string() });
const zDocumentRef = z.object({ id: zId, number: z.string(), title: z.string(), risk: z.enum(['critical', 'high', 'medium', 'low']) });
export const zReason = z.enum(REASONS);

/** A person by id or employee number; a document by id or number, or a task by id or code. */
const asked = { person: zText(100), document: zText(100).optional(), task: zText(100).optional() };
const namesOne = ({ document, task }: { document?: string | undefined; task?: string | undefined }): boolean => (document === undefined) !== (task === undefined);
const ONE = { message: 'name a document or a task, one of the two', path: ['document'] };

/** The answer for one document of a task. */
const zPart = z.object({ document: zDocumentRef, qualified: z.boolean(), reason: zReason, sentence: z.string(), versionInForce: zVersionRef.nullable(), recordIds: z.array(zId), validUntil: zInstant.nullable() });
export const zAnswer = z.object({
  person: z.object({ id: zId, name: z.string(), employeeNumber: z.string() }).nullable(), document: zDocumentRef.nullable(), task: z.object({ id: zId, code: z.string(), name: z.string(), version: z.number() }).nullable(),
  at: zInstant, qualified: z.boolean(), reason: zReason, sentence: z.string(), recordIds: z.array(zId),
  /** When a yes ends by itself; null: not before another version takes effect. */
  validUntil: zInstant.nullable(),
  versionInForce: zVersionRef.nullable(), trainedOn: zVersionRef.nullable(), required: z.boolean(),
  /** Why the matrix requires the document. */
  reasons: z.array(z.object({ rule: z.number(), version: z.number(), text: z.string() })),
  /** Of a task: each of its documents. */
  documents: z.array(zPart),
  /** Where it was asked for: the answer as a JWS that can be kept through an outage; see docs/qualification.md. */
  token: z.string().nullable(),
});

export const getQualification = endpoint({
  method: 'GET', path: '/qualification', area, summary: 'Is this person qualified on this document, or for this task, at this instant, and why', may: may.readTraining,
  query: z.object({ ...asked, at: zInstant.optional(), signed: z.enum(['true', 'false']).optional() }).refine(namesOne, ONE), reply: zAnswer.extend({ person: zAnswer.shape.person.unwrap() }),
});
export const MOST_PAIRS = 1000;
export const askQualifications = endpoint({
  method: 'POST', path: '/qualification', area, summary: `The same for up to ${MOST_PAIRS} pairs, answered in their order; what does not exist is answered as unknown`, may: may.readTraining,
  body: z.object({ pairs: z.array(z.object(asked).refine(namesOne, ONE)).min(1, 'must hold at least one pair').max(MOST_PAIRS, `must hold at most ${MOST_PAIRS} pairs`), at: zInstant.optional(), signed: z.boolean().optional() }),
  reply: z.object({ at: zInstant, answers: z.array(zAnswer) }),
});

export const REFUSALS = {
  'signed-is-now': { status: 422, sentence: 'A signed answer is about now. Leave out either "at" or "signed".' },
} as const;
