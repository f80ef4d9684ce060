import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { idParams, pageOf, pageQuery, zDay, zId, zInstant, zRef, zSigning, zText } from '../../../kernel/wire.ts';
import { zChangeClass, zRisk, zVersion, zVersionState } from '../contract.ts';
import { may } from './permissions.ts';
import { REVIEW_ROLES } from './types.ts';

const area = 'Reviews';
const zMeaning = z.enum(['reviewed', 'approved']);
const zWho = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('role'), role: z.enum(REVIEW_ROLES) }),
  z.object({ kind: z.literal('people'), personIds: z.array(zId).min(1).max(20) }),
  z.object({ kind: z.literal('owner') }),
  z.object({ kind: z.literal('manager') }),
]);
const zDays = z.number().int().min(1).max(250);
export const zRoute = z.object({
  stages: z.array(z.object({ steps: z.array(z.object({ name: zText(80), meaning: zMeaning, who: zWho, need: z.enum(['all', 'any']), days: zDays, deputies: z.boolean() })).min(1).max(10) })).max(8),
  approval: z.object({ who: zWho, days: zDays }),
  commentsBlock: z.boolean(),
  sameSigner: z.boolean(),
});

const zStep = z.object({
  id: zId, stage: z.number(), name: z.string(), meaning: zMeaning, final: z.boolean(), role: z.enum(REVIEW_ROLES).nullable(), need: z.enum(['all', 'any']),
  state: z.enum(['done', 'open', 'later']), dueOn: zDay.nullable(), doneAt: zInstant.nullable(), overdue: z.boolean(),
  /** Whose signature it still waits for: each of them, or any one. */
  missing: z.array(zRef),
  signatures: z.array(z.object({ by: zRef, onBehalfOf: zRef.nullable(), signedAt: zInstant })),
});
export const zReview = z.object({
  id: zId, number: z.number(), startedAt: zInstant, endedAt: zInstant.nullable(), endedBy: zRef.nullable(), outcome: z.enum(['approved', 'sent_back', 'taken_back']).nullable(), endReason: z.string().nullable(),
  commentsBlock: z.boolean(), steps: z.array(zStep),
});
export const zThread = z.object({
  id: zId, sectionOrdinal: z.number().nullable(), sectionName: z.string().nullable(), quote: z.string().nullable(), onPresentText: z.boolean(), resolved: z.boolean(),
  entries: z.array(z.object({ id: zId, kind: z.enum(['comment', 'reply', 'resolved', 'reopened']), text: z.string(), by: zRef, at: zInstant })),
});

export const listReviews = endpoint({
  method: 'GET', path: '/reviews', area, summary: 'Steps of reviews that are open: waiting for the reader, of their own submissions (mine), or all', may: may.readReviews,
  query: pageQuery.extend({ waiting: z.enum(['me', 'mine', 'all']).default('me') }),
  reply: pageOf(z.object({
    versionId: zId, documentId: zId, number: z.string(), title: z.string(), label: z.string(), risk: zRisk, changeClass: zChangeClass, author: zRef, submittedAt: zInstant, unresolved: z.number(),
    stepId: zId, step: z.string(), meaning: zMeaning, final: z.boolean(), openedAt: zInstant.nullable(), dueOn: zDay.nullable(), overdue: z.boolean(), onBehalfOf: zRef.nullable(), waitingFor: z.string(), mine: z.boolean(),
  })).extend({ total: z.number(), overdue: z.number() }),
});
export const getReview = endpoint({
  method: 'GET', path: '/versions/:id/review', area, summary: 'A version under review: its text, comments, who signed, who is next, what the reader can do', may: may.readReviews, params: idParams,
  reply: z.object({
    version: zVersion.extend({ risk: zRisk }),
    sections: z.array(z.object({ ordinal: z.number(), number: z.string().nullable(), heading: z.string().nullable(), level: z.number(), html: z.string() })),
    /** Sections that differ from the version before. */
    changed: z.array(z.object({ ordinal: z.number(), kind: z.enum(['changed', 'added']) })),
    threads: z.array(zThread),
    review: zReview.nullable(), waitingFor: z.string(), earlier: z.array(zReview),
    may: z.object({
      steps: z.array(z.object({ stepId: zId, allowed: z.boolean(), onBehalfOf: zRef.nullable(), why: z.string().nullable() })),
      approve: z.object({ allowed: z.boolean(), why: z.string().nullable() }),
      sendBack: z.boolean(), takeBack: z.boolean(), comment: z.boolean(), control: z.boolean(),
    }),
  }),
});
export const getStepStatement = endpoint({ method: 'GET', path: '/review-steps/:id/statement', area, summary: 'The statement that signing the step signs', may: may.signStep, params: idParams, reply: z.object({ statement: z.string(), onBehalfOf: zRef.nullable() }) });
export const signStep = endpoint({ method: 'POST', path: '/review-steps/:id/sign', area, summary: 'Sign a step of a review', may: may.signStep, params: idParams, body: zSigning, reply: z.object({ id: zId, done: z.boolean() }) });
export const reassignStep = endpoint({ method: 'POST', path: '/review-steps/:id/reassign', area, summary: 'Give a step, or one person’s part of it, to somebody else', may: may.controlReviews, params: idParams, body: z.object({ fromId: zId.nullable().default(null), toId: zId, reason: zText(2000) }), reply: z.object({ id: zId }) });
export const takeBack = endpoint({ method: 'POST', path: '/versions/:id/take-back', area, summary: 'Take a submission back, by its author', may: may.takeBack, params: idParams, body: z.object({ reason: zText(2000) }), reply: z.object({ id: zId, state: zVersionState }) });

export const addComment = endpoint({ method: 'POST', path: '/versions/:id/comments', area, summary: 'Comment on a section of a version, or on the whole', may: may.comment, params: idParams, body: z.object({ sectionOrdinal: z.number().int().min(0).nullable().default(null), quote: zText(1000).nullable().default(null), text: zText(4000) }), reply: z.object({ id: zId }) });
export const replyToComment = endpoint({ method: 'POST', path: '/comments/:id/replies', area, summary: 'Answer a comment', may: may.comment, params: idParams, body: z.object({ text: zText(4000) }), reply: z.object({ id: zId }) });
const zRemark = z.object({ text: z.string().refine((text) => !text.includes('\u0000'), 'must not contain NUL characters').trim().max(4000).default('') });
export const resolveComment = endpoint({ method: 'POST', path: '/comments/:id/resolve', area, summary: 'Say that a comment is settled', may: may.comment, params: idParams, body: zRemark, reply: z.object({ id: zId }) });
export const reopenComment = endpoint({ method: 'POST', path: '/comments/:id/reopen', area, summary: 'Say that a comment is not settled after all', may: may.comment, params: idParams, body: zRemark, reply: z.object({ id: zId }) });
