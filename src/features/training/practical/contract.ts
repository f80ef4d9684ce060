import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { idParams, pageOf, pageQuery, zDay, zId, zInstant, zRef, zSigning, zText } from '../../../kernel/wire.ts';
import { zPractical } from '../../learning/contract.ts';
import { SIGNING_REFUSALS, zSignature } from '../../signatures/contract.ts';
import { may } from '../permissions.ts';
import type { PracticalRefusal } from './types.ts';

const area = 'Training';
const zDocumentRef = z.object({ id: zId, number: z.string(), title: z.string(), risk: z.enum(['critical', 'high', 'medium', 'low']) });
const zPath = z.enum(['full', 'refresher', 'recertification', 'practical', 'notice']);
export const zStage = z.enum(['observe', 'guided', 'independent']);
export const zRepetition = z.object({
  id: zId, number: z.number(), stage: zStage, place: z.string(), batch: z.string().nullable(), competent: z.boolean(), assessor: zRef, at: zInstant, digest: z.string(), correctsId: zId.nullable(), reason: z.string().nullable(),
  items: z.array(z.object({ id: zId, text: z.string(), critical: z.boolean(), done: z.boolean(), remark: z.string().nullable() })),
});
const zStageProgress = z.object({ stage: zStage, required: z.number(), done: z.number() });

export const zPracticalProgress = zPractical.extend({ stages: z.array(zStageProgress), next: zStage.nullable(), repetitionsDone: z.array(zRepetition), assessors: z.array(zRef) });

export const listToAssess = endpoint({
  method: 'GET', path: '/practicals', area, summary: 'Whose practical is next, longest waiting first', may: may.assess, query: pageQuery.extend({ personId: zId.optional() }),
  reply: pageOf(z.object({ id: zId, since: zInstant, person: zRef, department: z.string().nullable(), document: zDocumentRef, versionLabel: z.string(), dueOn: zDay, path: zPath, repetitions: z.number(), last: z.boolean().nullable(), mine: z.boolean() })),
});
export const getPractical = endpoint({
  method: 'GET', path: '/practicals/:id', area, summary: 'One practical by its assignment: the checklist, what was done, and whether I may assess it', may: may.assess, params: idParams,
  reply: z.object({ id: zId, person: zRef, document: zDocumentRef, version: zRef, path: zPath, dueOn: zDay, closed: z.boolean(), practical: zPracticalProgress, mayAssess: z.boolean(), why: z.string().nullable() }),
});
const zRepetitionInput = z.object({
  stage: zStage, place: zText(200), batch: zText(100).nullable().default(null),
  items: z.array(z.object({ id: zId, done: z.boolean(), remark: zText(1000).nullable().default(null) })).min(1).max(60),
  correctsId: zId.nullable().default(null), reason: zText(1000).nullable().default(null),
});
export const proposeRepetition = endpoint({ method: 'POST', path: '/practicals/:id/statement', area, summary: 'What recording this repetition would sign, with its verdict; nothing is saved', may: may.assess, params: idParams, body: zRepetitionInput, reply: z.object({ statement: z.string(), competent: z.boolean() }) });
export const recordRepetition = endpoint({ method: 'POST', path: '/practicals/:id/repetitions', area, summary: 'Record one repetition, signed by its assessor; it never changes, a correction is another one', may: may.assess, params: idParams, body: zRepetitionInput.extend(zSigning.shape), reply: z.object({ id: zId, number: z.number(), competent: z.boolean(), passed: z.boolean() }) });

const zList = z.object({ number: z.number(), people: z.array(zRef), reason: z.string(), signature: zSignature.nullable() });
export const getAssessorLists = endpoint({ method: 'GET', path: '/versions/:id/assessors', area, summary: 'Who may assess a version before anybody is qualified on it: the signed lists, the one in force first', may: may.readAssessors, params: idParams, reply: z.object({ practical: z.boolean(), number: z.string(), title: z.string(), label: z.string(), documentId: zId, lists: z.array(zList) }) });
const zListInput = z.object({ personIds: z.array(zId).max(30), reason: zText(1000) });
export const proposeAssessors = endpoint({ method: 'POST', path: '/versions/:id/assessors/statement', area, summary: 'What signing this list of initial assessors says; nothing is saved', may: may.nameAssessors, params: idParams, body: zListInput, reply: z.object({ statement: z.string() }) });
export const putAssessors = endpoint({ method: 'PUT', path: '/versions/:id/assessors', area, summary: 'Sign the list of initial assessors of a version; an empty one ends it', may: may.nameAssessors, params: idParams, body: zListInput.extend(zSigning.shape), reply: z.object({ number: z.number() }) });

type RefusalText = { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) };
export const REFUSALS = {
  ...SIGNING_REFUSALS,
  'own-practical': { status: 403, sentence: 'Nobody assesses themselves. Ask another assessor.' },
  'assessor-not-qualified': { status: 403, sentence: 'You are not qualified on this version yourself, nor on the signed list of its initial assessors, so you cannot assess it. Complete your own training on it, or ask quality to name you.' },
  'no-practical': { status: 409, sentence: 'This training has no practical.' },
  'practical-not-ready': { status: 409, sentence: 'The reading or the quiz of this person is not done yet. The practical comes after them.' },
  'practical-passed': { status: 409, sentence: 'This practical is passed: every stage went well as often as it has to. The learner signs now.' },
  'practical-closed': { status: 409, sentence: (d) => `This training is closed: ${d['why']}. Nothing can be added to its practical.` },
  'learner-absent': { status: 409, sentence: 'The learner is absent or no longer employed according to the directory, so nothing can be assessed now.' },
  'stage-too-early': { status: 409, sentence: (d) => `The stage “${d['stage']}” comes later: “${d['next']}” has not gone well often enough yet.` },
  'stage-not-asked': { status: 422, sentence: (d) => `This repetition cannot be of the stage “${d['stage']}”: the practical does not ask for it, or the repetition that is corrected was of another one.` },
  'items-missing': { status: 422, sentence: (d) => `Say of each of the ${d['items']} items whether it was done; ${d['answered']} are answered. Load the practical again if it looks different.` },
  'remark-missing': { status: 422, sentence: (d) => `“${d['item']}” was not done. Say in a remark what happened.` },
  'unknown-repetition': { status: 422, sentence: 'The repetition to be corrected is not one of this practical. Load it again.' },
  'corrected-already': { status: 409, sentence: (d) => `Repetition ${d['number']} was corrected already. Correct the correction.` },
  'correction-reason': { status: 422, sentence: 'A correction needs a reason. Say what was wrong.' },
  'own-listing': { status: 403, sentence: 'Nobody names themselves as an initial assessor. Ask a colleague of quality.' },
  'list-unchanged': { status: 409, sentence: 'This list names the same people as the one in force.' },
  'version-not-approved': { status: 409, sentence: (d) => `Version ${d['label']} is ${d['state']}. Initial assessors are named for versions that are approved or in force.` },
  'unknown-assessor': { status: 422, sentence: 'Somebody on the list does not hold the product role of an assessor. Have it granted first, or take them off the list.' },
} as const satisfies Record<PracticalRefusal, RefusalText> & Record<string, RefusalText>;
