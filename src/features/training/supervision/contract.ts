import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { idParams, pageOf, pageQuery, zDay, zId, zInstant, zNothing, zRef, zText } from '../../../kernel/wire.ts';
import { zCause, zPath } from '../contract.ts';
import { may } from '../permissions.ts';
import type { ExtensionRefusal } from './types.ts';

const area = 'Training';
const zDocumentRef = z.object({ id: zId, number: z.string(), title: z.string(), risk: z.enum(['critical', 'high', 'medium', 'low']) });

export const zExtension = z.object({
  id: zId, assignmentId: zId, person: zRef, document: zDocumentRef, versionLabel: z.string(), requestedBy: zRef, requestedAt: zInstant, reason: z.string(), fromDueOn: zDay, toDueOn: zDay, overdueSince: zInstant.nullable(),
  decision: z.enum(['approved', 'declined']).nullable(), decidedBy: zRef.nullable(), decidedAt: zInstant.nullable(), decisionReason: z.string().nullable(),
});
export const requestExtension = endpoint({ method: 'POST', path: '/assignments/:id/extensions', area, summary: 'Ask for a later due date; quality decides', may: may.requestExtension, params: idParams, body: z.object({ dueOn: zDay, reason: zText(2000) }), reply: z.object({ id: zId, dueOn: zDay }) });
export const listExtensions = endpoint({
  method: 'GET', path: '/extensions', area, summary: 'Extensions that wait for a decision, oldest first, or were decided, newest first; of one assignment or record all', may: may.readTraining,
  query: pageQuery.extend({ state: z.enum(['waiting', 'decided']).default('waiting'), assignmentId: zId.optional(), recordId: zId.optional() }), reply: pageOf(zExtension),
});
export const decideExtension = endpoint({ method: 'POST', path: '/extensions/:id/decision', area, summary: 'Approve or decline an extension, with the reason', may: may.decideExtension, params: idParams, body: z.object({ decision: z.enum(['approved', 'declined']), reason: zText(2000) }), reply: zNothing });

export const listOpenWork = endpoint({
  method: 'GET', path: '/open-work', area, summary: 'Open assignments of those for whom one answers, the most urgent first: all, late, or locked after the last attempt', may: may.supervise,
  query: pageQuery.extend({ state: z.enum(['all', 'late', 'locked']).default('all') }),
  reply: pageOf(z.object({
    id: zId, person: zRef, document: zDocumentRef, versionLabel: z.string(), path: zPath, cause: zCause, pathWhy: z.string().nullable(), dueOn: zDay, overdueSince: zInstant.nullable(),
    locked: z.boolean(), attemptsUsed: z.number(), lastScore: z.number().nullable(), extensions: z.number(), waiting: zDay.nullable(), absent: z.boolean(),
  })),
});
export const markNotCompetent = endpoint({ method: 'POST', path: '/assignments/:id/not-competent', area, summary: 'After the last attempt: mark not competent. The training is assigned again, in full', may: may.allowAttempts, params: idParams, body: z.object({ reason: zText(1000) }), reply: zNothing });

type RefusalText = { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) };
export const REFUSALS = {
  'assignment-closed': { status: 409, sentence: (d) => `This assignment is closed: ${d['why']}. Nothing about its due date can change any more.` },
  'own-extension': { status: 403, sentence: 'Nobody extends their own training. Ask your manager.' },
  'extension-waits': { status: 409, sentence: 'An extension of this assignment waits for quality already. Wait for the decision.' },
  'extensions-used-up': { status: 409, sentence: (d) => `This assignment was extended ${d['most']} times, which is the most. It has to be trained now.` },
  'not-later': { status: 422, sentence: (d) => `The new day has to be a working day at the site, later than the present one and not past. The first that is, is ${d['first']}.` },
  'decided-already': { status: 409, sentence: 'This extension was decided already. Load the list again.' },
  'own-request': { status: 403, sentence: 'You asked for this extension, or it is your own training, so somebody else of quality decides.' },
  'extension-past': { status: 409, sentence: (d) => `The day asked for, ${d['day']}, has passed, so it cannot be approved. Decline it; the manager can ask again.` },
} as const satisfies Record<ExtensionRefusal, RefusalText>;
