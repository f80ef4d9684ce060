import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { asOfQuery, idParams, zId, zInstant, zRef, zText } from '../../../kernel/wire.ts';
import { may } from '../permissions.ts';

const area = 'Training';
export const zTaskInput = z.object({
  name: zText(200), documentIds: z.array(zId).min(1, 'must name at least one document').max(200),
  siteId: zId.nullable().default(null), departmentId: zId.nullable().default(null), ownerId: zId.nullable().default(null),
});
const zCode = zText(40).regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, 'must be one word of letters, digits, dots, hyphens and underscores');
export const zTask = z.object({
  id: zId, code: z.string(), version: z.number(), name: z.string(), createdAt: zInstant, site: zRef.nullable(), department: zRef.nullable(), owner: zRef.nullable(),
  documents: z.array(z.object({ id: zId, number: z.string(), title: z.string(), risk: z.enum(['critical', 'high', 'medium', 'low']) })),
});
export const listTasks = endpoint({ method: 'GET', path: '/tasks', area, summary: 'Tasks: named sets of documents that a person must be qualified on', may: may.readOverview, query: asOfQuery, reply: z.object({ items: z.array(zTask) }) });
export const createTask = endpoint({ method: 'POST', path: '/tasks', area, summary: 'Add a task', may: may.writeTasks, body: zTaskInput.extend({ code: zCode }), reply: z.object({ id: zId, version: z.number() }) });
export const reviseTask = endpoint({ method: 'PUT', path: '/tasks/:id', area, summary: 'Replace a task by its next version', may: may.writeTasks, params: idParams, body: zTaskInput, reply: z.object({ id: zId, version: z.number() }) });
export const endTask = endpoint({ method: 'POST', path: '/tasks/:id/end', area, summary: 'End a task; questions about the past still find it', may: may.writeTasks, params: idParams, body: z.object({ reason: zText(1000) }), reply: z.object({ id: zId }) });

export const REFUSALS = {
  'task-code-taken': { status: 409, sentence: (detail: { readonly [key: string]: unknown }) => `The code ${String(detail['code'])} names a task already, or once did. Choose another.` },
  'unknown-reference': { status: 422, sentence: 'The task names a document, site, department or person that does not exist. Reload the lists and choose again.' },
  'nothing-changed': { status: 409, sentence: 'Nothing was changed, so there is no new version.' },
} as const;
