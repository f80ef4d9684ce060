import { z } from 'zod';
import { endpoint } from '../../kernel/endpoint.ts';
import { asOfQuery, idParams, pageOf, pageQuery, zDay, zId, zInstant, zRef, zSigning, zText } from '../../kernel/wire.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { SIGNING_REFUSALS, zSignature } from '../signatures/contract.ts';
import { may } from './permissions.ts';
import { REVIEW_REFUSALS } from './review/contract-refusals.ts';
import { may as mayReview } from './review/permissions.ts';
import type { ReviewRefusal } from './review/types.ts';
import type { DocumentRefusal } from './types.ts';

const area = 'Documents';
export const zRisk = z.enum(['critical', 'high', 'medium', 'low']);
export const zChangeClass = z.enum(['major', 'minor', 'editorial']);
export const zVersionState = z.enum(['draft', 'in_review', 'approved', 'effective', 'superseded', 'withdrawn', 'retired']);
export const zTrainingDecision = z.enum(['retrain', 'refresher', 'notify', 'none']);

export const zSection = z.object({ ordinal: z.number(), number: z.string().nullable(), heading: z.string().nullable(), level: z.number(), html: z.string(), sha256: z.string() });
export const zVersion = z.object({
  id: zId, documentId: zId, number: z.string(), title: z.string(), label: z.string(), ordinal: z.number(), changeClass: zChangeClass, changeSummary: z.string(),
  state: zVersionState, author: zRef, coAuthors: z.array(zRef), approver: zRef.nullable(), fileName: z.string(), mediaType: z.string(), contentSha256: z.string(), transcriptSha256: z.string().nullable(),
  createdAt: zInstant, submittedAt: zInstant.nullable(), sentBackReason: z.string().nullable(), approvedAt: zInstant.nullable(),
  trainingDecision: zTrainingDecision.nullable(), trainingReason: z.string().nullable(), effectiveOn: zDay.nullable(), effectiveAt: zInstant.nullable(),
  inForceFrom: zInstant.nullable(), inForceUntil: zInstant.nullable(),
  /** Where an imported version came from; it has no approval in this product. */
  baseline: z.object({ id: zId, fileName: z.string(), row: z.number(), statedEffectiveOn: zDay, signer: zRef }).nullable(),
});
export const zDocumentRow = z.object({
  id: zId, number: z.string(), title: z.string(), type: z.string(), risk: zRisk, owner: zRef, site: zRef.nullable(), reviewMonths: z.number(), retiredAt: zInstant.nullable(),
  /** In force at the moment asked about. */
  inForce: z.object({ id: zId, label: z.string(), effectiveAt: zInstant }).nullable(),
  /** Not yet in force: the newest draft, version in review or approved version. */
  coming: z.object({ id: zId, label: z.string(), state: zVersionState, effectiveOn: zDay.nullable() }).nullable(),
  /** Where the document stands in its periodic review (DOC-08). */
  review: z.object({ dueOn: zDay.nullable(), state: z.enum(['none', 'planned', 'soon', 'overdue', 'revision_needed', 'retirement_needed']) }),
});

export const listDocuments = endpoint({ method: 'GET', path: '/documents', area, summary: 'Procedures, found by number or title', may: may.readDocuments, query: pageQuery.extend({ search: z.string().max(200).optional(), type: z.string().max(60).optional(), risk: zRisk.optional(), state: zVersionState.optional(), asOf: zInstant.optional() }), reply: pageOf(zDocumentRow).extend({ total: z.number() }) });
export const createDocument = endpoint({ method: 'POST', path: '/documents', area, summary: 'Register a document', may: may.writeDocuments, body: z.object({ /** Without one, the next number of the type. */ number: zText(40).optional(), title: zText(300), type: zText(60), risk: zRisk, reviewMonths: z.number().int().min(1).max(120).default(24), ownerId: zId.optional(), siteId: zId.nullable().default(null) }), reply: z.object({ id: zId, number: z.string() }) });
export const getDocument = endpoint({ method: 'GET', path: '/documents/:id', area, summary: 'A document with its versions', may: may.readDocuments, params: idParams, query: asOfQuery, reply: zDocumentRow.extend({ zone: z.string(), versions: z.array(zVersion) }) });
export const uploadVersion = endpoint({
  method: 'POST', path: '/documents/:id/versions', area, summary: 'Upload a new version as a draft (Markdown, HTML, DOCX, PDF or text)', may: may.writeDocuments, params: idParams, upload: true,
  body: z.object({ label: zText(20), changeClass: zChangeClass, changeSummary: zText(2000), /** Whether the draft begins with the attachments of the version in force. */ attachments: z.enum(['none', 'in_force']).default('none') }),
  reply: z.object({ id: zId, sections: z.number(), contentSha256: z.string(), warnings: z.array(z.string()) }),
});
export const replaceContent = endpoint({ method: 'PUT', path: '/versions/:id/content', area, summary: 'Replace the file of a draft', may: may.writeDocuments, params: idParams, upload: true, body: z.object({}), reply: z.object({ id: zId, sections: z.number(), contentSha256: z.string(), warnings: z.array(z.string()) }) });
export const discardDraft = endpoint({ method: 'DELETE', path: '/versions/:id', area, summary: 'Discard a draft', may: may.writeDocuments, params: idParams, reply: z.object({}) });
export const getVersion = endpoint({
  method: 'GET', path: '/versions/:id', area, summary: 'A version with its sections and signatures', may: may.readDocuments, params: idParams,
  reply: zVersion.extend({
    sections: z.array(zSection),
    /** Sections that differ from the version before: what a refresher is about. */
    changes: z.array(z.object({ ordinal: z.number().nullable(), number: z.string().nullable(), heading: z.string().nullable(), kind: z.enum(['changed', 'added', 'removed']), oldHtml: z.string().nullable() })),
    previous: z.object({ id: zId, label: z.string() }).nullable(),
    signatures: z.array(zSignature),
    /** Who can approve it while it is under review. */
    approvers: z.array(zRef),
    module: z.object({ id: zId, passMark: z.number(), maxAttempts: z.number(), minutes: z.number(), questions: z.number(), practical: z.boolean() }).nullable(),
    /** Acts that the present person could do now, and for the others why not. */
    acts: z.array(z.object({ act: z.enum(['submit', 'sendBack', 'takeBack', 'approve', 'withdraw', 'discard', 'replace']), allowed: z.boolean(), why: z.string().nullable() })),
  }),
});
export const downloadFile = endpoint({ method: 'GET', path: '/versions/:id/file', area, summary: 'The original file, byte for byte', may: may.readDocuments, params: idParams, reply: z.any() });
export const getSubmitStatement = endpoint({ method: 'GET', path: '/versions/:id/submit', area, summary: 'The statement that submitting signs', may: may.submitVersion, params: idParams, reply: z.object({ statement: z.string() }) });
export const submitVersion = endpoint({ method: 'POST', path: '/versions/:id/submit', area, summary: 'Submit a draft for review, signed by its author', may: may.submitVersion, params: idParams, body: zSigning, reply: z.object({ id: zId, state: zVersionState }) });
export const sendBack = endpoint({ method: 'POST', path: '/versions/:id/send-back', area, summary: 'Send a version under review back to its author', may: mayReview.sendBack, params: idParams, body: z.object({ reason: zText(2000) }), reply: z.object({ id: zId, state: zVersionState }) });
export const zApproval = z.object({ effectiveOn: zDay, decision: zTrainingDecision, reason: z.string().trim().max(2000).nullable().default(null) });
export const getApprovalStatement = endpoint({
  method: 'GET', path: '/versions/:id/approval', area, summary: 'The training decision by default and the statement that approving signs', may: may.approveVersion, params: idParams,
  query: z.object({ effectiveOn: zDay.optional(), decision: zTrainingDecision.optional() }),
  reply: z.object({
    statement: z.string(),
    /** Where the time for training is less than the policy wants (DOC-07). */
    shortWindow: z.string().nullable(),
    /** What counts for this version, by the policy of its risk class and the decision (DOC-06). */
    takesEffect: z.enum(['date', 'all_trained', 'gate']),
    effectiveOn: zDay, decision: zTrainingDecision, defaultDecision: zTrainingDecision, defaultWhy: z.string(), options: z.array(z.object({ decision: zTrainingDecision, allowed: z.boolean(), needsReason: z.boolean(), why: z.string().nullable() })),
  }),
});
export const approveVersion = endpoint({ method: 'POST', path: '/versions/:id/approve', area, summary: 'Approve: decides the training and the effective date, signed', may: may.approveVersion, params: idParams, body: zApproval.extend(zSigning.shape), reply: z.object({ id: zId, state: zVersionState, effectiveAt: zInstant }) });
export const withdrawVersion = endpoint({ method: 'POST', path: '/versions/:id/withdraw', area, summary: 'Withdraw an approved version that is not yet effective', may: may.withdrawVersion, params: idParams, body: z.object({ reason: zText(2000) }), reply: z.object({ id: zId, state: zVersionState }) });
export const retireDocument = endpoint({ method: 'POST', path: '/documents/:id/retire', area, summary: 'Take a document out of use', may: may.retireDocument, params: idParams, body: z.object({ reason: zText(2000) }), reply: z.object({ id: zId }) });

export type RefusalText = { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) };

/** DOC-02 and its neighbours in words: each says what stands in the way and what to do. */
export const REFUSALS = {
  ...SIGNING_REFUSALS,
  ...REVIEW_REFUSALS,
  'wrong-state': { status: 409, sentence: (d) => `Version ${d['label']} is ${STATES[String(d['state'])]}; only a version that is ${STATES[String(d['from'])]} can be ${ACTS[String(d['act'])]}.` },
  'document-retired': { status: 409, sentence: (d) => `${d['number']} is retired. Register a new document to work on it further.` },
  'not-the-author': { status: 403, sentence: (d) => (d['act'] === 'submit' ? 'Only the author of a draft submits it: submitting is the author’s signature.' : d['act'] === 'takeBack' ? 'Only the author takes a submission back. Others send the version back, with their reason.' : 'Only the author of a draft and its co-authors change its text. Ask the author to name you as co-author, or to discard the draft.') },
  'author-approves': { status: 403, sentence: (d) => `You are ${d['coAuthor'] === true ? 'a co-author' : 'the author'} of version ${d['label']}: someone else has to approve it.` },
  'effective-date-past': { status: 422, sentence: (d) => `${d['effectiveOn']} is past: it is ${d['today']} in ${d['zone']}. Choose today or a later day.` },
  'effective-date-order': { status: 409, sentence: (d) => `Version ${d['label']} ${d['state'] === 'approved' ? 'is approved and will come' : 'came'} into force on ${d['effectiveOn']}. Choose ${d['later'] === true ? 'an earlier' : 'a later'} day${d['state'] === 'approved' ? ', or withdraw that version first' : ''}.` },
  'not-yet-due': { status: 409, sentence: (d) => `Version ${d['label']} comes into force later. Wait for its effective date.` },
  'decision-refused': { status: 422, sentence: (d) => `The training decision “${d['decision']}” is not possible here: ${d['why']}. Choose another one.` },
  'reason-needed': { status: 422, sentence: (d) => `The training decision “${d['decision']}” needs a written reason. Add it.` },
  'type-unknown': { status: 422, sentence: (d) => `There is no document type “${d['type']}”. Use one of: ${d['known']}.` },
  'number-needed': { status: 422, sentence: (d) => `The numbers of type ${d['type']} contain the code of a site. Choose a site, or give a number by hand.` },
  'number-by-hand': { status: 422, sentence: (d) => `Documents of type ${d['type']} take the next number of their series, which is ${d['next']}. Leave the number out.` },
  'number-taken': { status: 409, sentence: (d) => `There is already a document with the number ${d['number']}. Choose another number, or upload a new version of that document.` },
  'label-taken': { status: 409, sentence: (d) => `The document already has a version ${d['label']}. Choose a later label.` },
  'label-not-later': { status: 422, sentence: (d) => `${d['label']} is not later than version ${d['newest']}, which exists already. Choose a later label.` },
  'open-version-exists': { status: 409, sentence: (d) => `Version ${d['label']} is ${STATES[String(d['state'])]}. Finish or discard it before a new version begins.` },
  'versions-underway': { status: 409, sentence: (d) => `Version ${d['label']} is ${STATES[String(d['state'])]}. ${d['state'] === 'approved' ? 'Withdraw' : d['state'] === 'draft' ? 'Discard' : 'Send back and discard'} it before the document is retired.` },
  'owner-needed': { status: 422, sentence: 'A document registered by another system needs an owner. Send ownerId, the id of a person.' },
  'owner-unknown': { status: 422, sentence: (d) => `ownerId: there is no person with the id ${d['ownerId']}.` },
  'site-unknown': { status: 422, sentence: (d) => `siteId: there is no site with the id ${d['siteId']}.` },
  'file-refused': { status: 422, sentence: (d) => String(d['sentence']) },
  'content-damaged': { status: 409, sentence: (d) => `The stored ${d['attachment'] === undefined ? 'file' : `attachment “${d['attachment']}”`} of version ${d['label']} no longer has the SHA-256 it was stored under (${d['contentSha256']}). Nothing can be signed or downloaded; call your administrator to restore it from a backup and to verify the audit trail.` },
  'being-written': { status: 409, sentence: (d) => `${d['name']} is writing in version ${d['label']}. Ask them to leave the editor, or take over there, first.` },
  'text-not-in-version': { status: 409, sentence: (d) => `Version ${d['label']} has text that was written in the product and is not in the version yet. Put it into the version first, so that what you sign is what you wrote.` },
} as const satisfies Record<DocumentRefusal | ReviewRefusal | keyof typeof SIGNING_REFUSALS, RefusalText>;

const STATES: Readonly<Record<string, string>> = { draft: 'a draft', in_review: 'in review', approved: 'approved', effective: 'effective', superseded: 'superseded', withdrawn: 'withdrawn', retired: 'retired' };
const ACTS: Readonly<Record<string, string>> = { replace: 'given another text', submit: 'submitted', discard: 'discarded', sendBack: 'sent back', takeBack: 'taken back', approve: 'approved', withdraw: 'withdrawn', becomeEffective: 'brought into force', supersede: 'superseded', retire: 'retired', move: 'given another effective date' };
