import { z } from 'zod';
import { zEffect } from '../../kernel/effect.ts';
import { endpoint } from '../../kernel/endpoint.ts';
import { asOfQuery, idParams, pageOf, pageQuery, zDay, zId, zInstant, zNothing, zRef, zSigning, zText } from '../../kernel/wire.ts';
import { zAttachment } from '../documents/attachments/contract.ts';
import { zMark, zRun } from '../documents/compare/contract.ts';
import { zAudience } from '../matrix/contract.ts';
import { SIGNING_REFUSALS, zSignature } from '../signatures/contract.ts';
import { previewRoster, zRosterMapping } from '../people/contract.ts';
import { zPracticalProgress, zStage } from './practical/contract.ts';
import { getHeldFile } from '../people/held/contract.ts';
import { may } from './permissions.ts';

const area = 'Training';
export const zPath = z.enum(['full', 'refresher', 'recertification', 'practical', 'notice']);
export const zCause = z.enum(['hire', 'transfer', 'rule', 'revision', 'new_document', 'return', 'renewal']);
/** States kept apart (ANA-02); the words, icons and shapes of the screens hang on these. */
export const zTrainingState = z.enum(['qualified', 'previous_version', 'in_window', 'due', 'overdue', 'absent', 'not_required']);
const zDocumentRef = z.object({ id: zId, number: z.string(), title: z.string(), risk: z.enum(['critical', 'high', 'medium', 'low']) });
const zVersionRef = z.object({ id: zId, label: z.string() });
const zReason = z.object({ rule: z.number(), version: z.number(), text: z.string() });

export const zAssignmentRow = z.object({
  id: zId, person: zRef, document: zDocumentRef, version: zVersionRef, path: zPath, pathWhy: z.string().nullable(), cause: zCause, minutes: z.number(),
  assignedAt: zInstant, dueOn: zDay, dueAt: zInstant, overdueSince: zInstant.nullable(), openedAt: zInstant.nullable(),
  closedAt: zInstant.nullable(), closedAs: z.enum(['completed', 'superseded', 'cancelled']).nullable(), closedWhy: z.string().nullable(),
  why: z.string(), changedSections: z.number(),
  /** All attempts at the quiz are used up: a supervisor decides how to go on (ASM-05). */
  locked: z.boolean(), recordId: zId.nullable(),
});
export const getMyTraining = endpoint({ method: 'GET', path: '/me/training', area, summary: 'What I must train on, and what I have done', may: may.train, reply: z.object({ due: z.array(zAssignmentRow), done: z.array(zAssignmentRow), minutes: z.number() }) });

const zStep = z.enum(['read', 'quiz', 'practical', 'sign']);
export const getAssignment = endpoint({
  method: 'GET', path: '/assignments/:id', area, summary: 'One assignment: what to read, how far it is, what comes next', may: may.readTraining, params: idParams,
  reply: zAssignmentRow.extend({
    step: zStep.nullable(),
    steps: z.array(zStep),
    contentSha256: z.string(),
    sections: z.array(z.object({ ordinal: z.number(), number: z.string().nullable(), heading: z.string().nullable(), level: z.number(), html: z.string(), change: z.enum(['changed', 'added']).nullable(), oldHtml: z.string().nullable(), changes: z.array(zRun).nullable(), headingChanges: z.array(zRun).nullable(), marks: z.array(zMark), required: z.boolean(), seen: z.boolean(), seconds: z.number() })),
    removedSections: z.array(z.object({ number: z.string().nullable(), heading: z.string().nullable(), oldHtml: z.string() })),
    changeSummary: z.string(),
    /** Files that belong to the version beside its text. */
    attachments: z.array(zAttachment),
    quiz: z.object({ passMark: z.number(), questions: z.number(), attemptsAllowed: z.number(), attempts: z.array(z.object({ id: zId, number: z.number(), startedAt: zInstant, submittedAt: zInstant.nullable(), score: z.number().nullable(), passed: z.boolean().nullable() })), locked: z.boolean() }).nullable(),
    /** The checklist, how far it is, and who may assess. */
    practical: zPracticalProgress.nullable(),
  }),
});
export const getAssignedAttachment = endpoint({ method: 'GET', path: '/assignments/:id/attachments/:attachmentId', area, summary: 'An attachment of the version to be read, byte for byte', may: may.readTraining, params: idParams.extend({ attachmentId: zId }), reply: z.any() });
export const openAssignment = endpoint({ method: 'POST', path: '/assignments/:id/open', area, summary: 'Begin: keeps when it was opened', may: may.train, params: idParams, body: zNothing, reply: z.object({ openedAt: zInstant }) });
export const saveReading = endpoint({ method: 'POST', path: '/assignments/:id/reading', area, summary: 'Sections seen and the seconds spent on each since the last report', may: may.train, params: idParams, body: z.object({ sections: z.array(z.object({ ordinal: z.number().int().min(0), seconds: z.number().int().min(0).max(3600) })).min(1).max(2000) }), reply: z.object({ seen: z.number(), required: z.number(), complete: z.boolean() }) });
export const startAttempt = endpoint({
  method: 'POST', path: '/assignments/:id/attempts', area, summary: 'Begin an attempt at the quiz: questions without their key', may: may.train, params: idParams, body: zNothing,
  reply: z.object({ id: zId, number: z.number(), questions: z.array(z.object({ id: zId, kind: z.enum(['single', 'multiple', 'true_false']), text: z.string(), options: z.array(z.object({ id: z.string(), text: z.string() })) })) }),
});
export const submitAttempt = endpoint({
  method: 'POST', path: '/attempts/:id/submit', area, summary: 'Hand in the answers: scored on the server, once', may: may.train, params: idParams,
  body: z.object({ answers: z.array(z.object({ questionId: zId, optionIds: z.array(z.string()).max(12) })).max(100) }),
  reply: z.object({ number: z.number(), score: z.number(), passed: z.boolean(), passMark: z.number(), attemptsLeft: z.number(), results: z.array(z.object({ questionId: zId, correct: z.boolean(), feedback: z.string().nullable(), sections: z.array(z.string()) })), reread: z.array(z.number()) }),
});
export const allowAttempts = endpoint({ method: 'POST', path: '/assignments/:id/allowed-attempts', area, summary: 'After coaching: allow more attempts at the quiz', may: may.allowAttempts, params: idParams, body: z.object({ attempts: z.number().int().min(1).max(5), reason: zText(1000) }), reply: z.object({ attemptsLeft: z.number() }) });
export const getTrainingStatement = endpoint({ method: 'GET', path: '/assignments/:id/statement', area, summary: 'The statement that completing this training signs', may: may.train, params: idParams, reply: z.object({ statement: z.string() }) });
export const signTraining = endpoint({ method: 'POST', path: '/assignments/:id/sign', area, summary: 'Sign: read and understood. Makes the training record', may: may.train, params: idParams, body: zSigning, reply: z.object({ recordId: zId, signatureId: zId, signedAt: zInstant }) });

export const zRecord = z.object({
  id: zId, kind: z.enum(['training', 'carry_forward']), person: zRef, document: zDocumentRef, version: zVersionRef, path: zPath, contentSha256: z.string(),
  score: z.number().nullable(), attempts: z.array(z.object({ number: z.number(), startedAt: zInstant, submittedAt: zInstant, score: z.number(), passed: z.boolean() })),
  reading: z.array(z.object({ ordinal: z.number(), firstSeenAt: zInstant, lastSeenAt: zInstant, seconds: z.number() })),
  eventAt: zInstant, enteredAt: zInstant, zone: z.string(), validUntil: zInstant.nullable(), reason: z.string().nullable(), digest: z.string(),
  /** The verdict of the practical with its repetitions and their digests; null: none was asked for. */
  practical: z.object({ verdict: z.literal('competent'), practicalSha256: z.string(), repetitions: z.array(z.object({ id: zId, number: z.number(), stage: zStage, competent: z.boolean(), place: z.string(), batch: z.string().nullable(), assessor: zRef, at: zInstant, corrects: zId.nullable(), digest: z.string() })) }).nullable(),
  signature: zSignature.nullable(),
});
export const getRecord = endpoint({ method: 'GET', path: '/records/:id', area, summary: 'A training record with its signature', may: may.readTraining, params: idParams, reply: zRecord });
export const listRecords = endpoint({ method: 'GET', path: '/records', area, summary: 'Training records, newest first', may: may.readTraining, query: pageQuery.extend({ personId: zId.optional(), documentId: zId.optional(), asOf: zInstant.optional() }), reply: pageOf(zRecord.omit({ attempts: true, reading: true, signature: true })) });
export const listAssignments = endpoint({ method: 'GET', path: '/assignments', area, summary: 'Assignments by person, document or state', may: may.readTraining, query: pageQuery.extend({ personId: zId.optional(), documentId: zId.optional(), versionId: zId.optional(), state: z.enum(['open', 'overdue', 'closed']).optional(), asOf: zInstant.optional() }), reply: pageOf(zAssignmentRow) });

export const zObligationRow = z.object({ id: zId, document: zDocumentRef, state: zTrainingState, reasons: z.array(zReason), since: zInstant, until: zInstant.nullable(), inForce: zVersionRef.nullable(), trainedOn: zVersionRef.nullable(), recordId: zId.nullable(), dueOn: zDay.nullable(), overdueSince: zInstant.nullable(), sentence: z.string() });
export const getTrainingFile = endpoint({ method: 'GET', path: '/people/:id/training-file', area, summary: 'Obligations with their reasons and states, and records, of one person', may: may.readTraining, params: idParams, query: asOfQuery, reply: z.object({ obligations: z.array(zObligationRow), records: z.array(zRecord.omit({ attempts: true, reading: true })), counts: z.record(zTrainingState, z.number()) }) });

export const getDocumentTraining = endpoint({ method: 'GET', path: '/documents/:id/training', area, summary: 'Who must train on a document and how they stand', may: may.readOverview, params: idParams, query: pageQuery.extend({ state: zTrainingState.optional(), asOf: zInstant.optional() }), reply: pageOf(z.object({ person: zRef, department: z.string().nullable(), site: z.string().nullable(), state: zTrainingState, dueOn: zDay.nullable(), trainedOn: zVersionRef.nullable(), recordId: zId.nullable() })).extend({ counts: z.record(zTrainingState, z.number()), required: z.number(), qualified: z.number() }) });

const zExpected = { expected: z.number(), low: z.number(), high: z.number() };
const zPaceUsed = z.object({ people: z.number(), trainings: z.number() });
/** IMP-02: beside who is affected, how many can be expected to be trained by the date, by how fast people trained before. */
export const zApprovalEffect = zEffect.extend({
  driftLimit: z.number(),
  untested: z.array(z.object({ number: z.string().nullable(), heading: z.string().nullable() })),
  forecast: z.object({
    people: z.number(), ready: z.number(), ...zExpected, few: z.boolean(), basis: z.object({ person: zPaceUsed, department: zPaceUsed, site: zPaceUsed, everyone: zPaceUsed }),
    dates: z.array(z.object({ effectiveOn: zDay, ...zExpected })), target: z.number(), targetOn: zDay.nullable(),
  }).nullable(),
});
/** HR-01: shown before an import. */
export const previewRosterEffect = endpoint({ method: 'POST', path: '/roster/effect', area, summary: 'Who would gain and lose which training by importing this roster; nothing is saved', may: previewRoster.may, upload: true, body: z.object({ mapping: zRosterMapping, sheet: z.string().max(100).nullable().default(null) }), reply: zEffect });
export const previewHeldEffect = endpoint({ method: 'GET', path: '/roster/held/:id/effect', area, summary: 'Who would gain and lose which training by a held roster; nothing is saved', may: getHeldFile.may, params: idParams, reply: zEffect });

export const previewApproval = endpoint({ method: 'GET', path: '/versions/:id/impact', area, summary: 'Whom approving this version would affect, by name; nothing is saved', may: may.previewImpact, params: idParams, query: z.object({ effectiveOn: zDay, decision: z.enum(['retrain', 'refresher', 'notify', 'none']) }), reply: zApprovalEffect });
export const previewRule = endpoint({ method: 'POST', path: '/matrix/preview', area, summary: 'Who would gain and lose what by this rule; nothing is saved', may: may.previewImpact, body: z.object({ ruleId: zId.nullable().default(null), name: z.string().max(200).default(''), audience: zAudience, documentIds: z.array(zId).default([]), curriculumIds: z.array(zId).default([]), from: zDay, until: zDay.nullable().default(null) }), reply: zEffect });

export const runSweep = endpoint({ method: 'POST', path: '/training/sweep', area, summary: 'Reconcile everything; what it finds is drift (MTX-04)', may: may.sweep, body: zNothing, reply: z.object({ people: z.number(), drift: z.number(), added: z.number(), cancelled: z.number() }) });

const closedSentence = (detail: { readonly [key: string]: unknown }): string => `This assignment is closed: ${typeof detail['why'] === 'string' ? detail['why'] : 'it is completed'}. See My training for what is due now.`;

export const REFUSALS = {
  ...SIGNING_REFUSALS,
  'assignment-closed': { status: 409, sentence: closedSentence },
  'absent-or-left': { status: 409, sentence: 'You are absent or no longer employed according to the directory, so nothing can be trained now. Ask your training administrator if that is wrong.' },
  'unknown-section': { status: 422, sentence: 'The report names a section that this version does not have. Reload the page.' },
  'reading-incomplete': { status: 409, sentence: (detail: { readonly [key: string]: unknown }) => `Read first: ${String(detail['sections'])} section(s) have not been opened yet.` },
  'reread-first': { status: 409, sentence: (detail: { readonly [key: string]: unknown }) => `Read again what the missed questions were about: ${String(detail['sections'])} section(s).` },
  'no-quiz': { status: 409, sentence: 'This training has no quiz. Read it, then sign.' },
  'quiz-passed-already': { status: 409, sentence: 'The quiz is passed already. Sign to complete the training.' },
  'attempts-used-up': { status: 409, sentence: 'All attempts are used up. Your supervisor decides how to go on: talk to them.' },
  'attempt-submitted': { status: 409, sentence: 'This attempt was handed in already; its result stands. Begin a new attempt if one is left.' },
  'unknown-question': { status: 422, sentence: 'An answer is for a question that was not asked in this attempt. Reload the quiz.' },
  'quiz-not-passed': { status: 409, sentence: 'The quiz is not passed yet. Pass it, then sign.' },
  'practical-not-passed': { status: 409, sentence: 'The practical is not passed yet. Have it assessed, then sign.' },
  'content-damaged': { status: 409, sentence: 'The stored file of this version is not the one that was approved: its SHA-256 differs. Nothing can be signed against it. Tell quality at once.' },
  'own-attempts': { status: 403, sentence: 'Nobody allows attempts to themselves. Ask your supervisor.' },
  'not-locked': { status: 409, sentence: 'This person still has attempts left, so there is nothing to allow.' },
} as const;
