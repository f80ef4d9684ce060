import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { idParams, pageOf, pageQuery, zDay, zId, zInstant, zRef, zSigning } from '../../../kernel/wire.ts';
import { zSignature } from '../../signatures/contract.ts';
import { REFUSALS as DOCUMENT_REFUSALS, zRisk, type RefusalText } from '../contract.ts';
import { may as documents } from '../permissions.ts';
import { may } from './permissions.ts';
import type { PeriodicRefusal } from './types.ts';

const area = 'Documents';
export const zReviewState = z.enum(['none', 'planned', 'soon', 'overdue', 'revision_needed', 'retirement_needed']);
const zDocumentVerdict = z.enum(['confirm', 'revise', 'retire']);
const zModuleVerdict = z.enum(['confirm', 'revise']);
const zStage = z.enum(['owner', 'quality']);
export const zReviewRow = z.object({
  id: zId, number: z.string(), title: z.string(), risk: zRisk, owner: zRef, site: zRef.nullable(), reviewMonths: z.number(), version: z.object({ id: zId, label: z.string() }),
  dueOn: zDay.nullable(), state: zReviewState, lastOn: zDay.nullable(),
  /** To whom the overdue review was escalated last. */
  escalatedTo: zStage.nullable(),
});
const zVerdicts = z.object({ document: zDocumentVerdict, module: zModuleVerdict.nullable().default(null) });
export const listReviews = endpoint({
  method: 'GET', path: '/periodic-reviews', area, summary: 'Periodic reviews by the day on which they are due', may: documents.readDocuments,
  query: pageQuery.extend({ search: z.string().max(200).optional(), state: zReviewState.optional(), ownerId: zId.optional(), /** Overdue and waiting for the reader: as owner, or as document control once it was escalated to them. */ waiting: z.enum(['me']).optional(), asOf: zInstant.optional() }),
  reply: pageOf(zReviewRow).extend({ total: z.number(), counts: z.record(zReviewState, z.number()) }),
});
export const getReview = endpoint({
  method: 'GET', path: '/documents/:id/periodic-review', area, summary: 'When a document is reviewed next, and its reviews so far', may: documents.readDocuments, params: idParams,
  reply: z.object({
    dueOn: zDay.nullable(), state: zReviewState, version: z.object({ id: zId, label: z.string() }).nullable(), hasModule: z.boolean(), reviewMonths: z.number(), act: z.object({ allowed: z.boolean(), why: z.string().nullable() }),
    /** Of the review that is due now. */
    escalations: z.array(z.object({ stage: zStage, at: zInstant, owner: zRef })),
    history: z.array(z.object({ id: zId, version: z.object({ id: zId, label: z.string() }), dueOn: zDay, reviewedOn: zDay, reviewer: zRef, document: zDocumentVerdict, module: zModuleVerdict.nullable(), comment: z.string().nullable(), signature: zSignature.nullable() })),
  }),
});
export const getReviewStatement = endpoint({ method: 'GET', path: '/documents/:id/periodic-review/statement', area, summary: 'The statement that these verdicts sign', may: may.reviewDocument, params: idParams, query: z.object({ document: zDocumentVerdict, module: zModuleVerdict.optional() }), reply: z.object({ statement: z.string() }) });
export const reviewDocument = endpoint({ method: 'POST', path: '/documents/:id/periodic-review', area, summary: 'Review a document and its training module: two verdicts, one signature', may: may.reviewDocument, params: idParams, body: zVerdicts.extend({ comment: z.string().trim().max(4000).nullable().default(null) }).extend(zSigning.shape), reply: z.object({ id: zId, dueOn: zDay.nullable(), state: zReviewState }) });

export const REFUSALS = {
  ...DOCUMENT_REFUSALS,
  'nothing-in-force': { status: 409, sentence: (d) => `No version of ${d['number']} is in force, so there is nothing to review.` },
  'module-verdict-needed': { status: 422, sentence: (d) => `${d['number']} has a training module. Give a verdict on it too.` },
  'no-module': { status: 422, sentence: (d) => `The version in force of ${d['number']} has no training module, so there is no verdict to give on one.` },
  'comment-needed': { status: 422, sentence: 'Say in a sentence what has to change, or why the document is to go.' },
} as const satisfies Record<PeriodicRefusal | keyof typeof DOCUMENT_REFUSALS, RefusalText>;
