import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { idParams, zDay, zId } from '../../../kernel/wire.ts';
import { may } from '../permissions.ts';

const zTally = z.object({ required: z.number(), done: z.number() });
const zMissing = z.object({
  document: z.object({ id: zId, number: z.string(), title: z.string(), risk: z.enum(['critical', 'high', 'medium', 'low']) }),
  dueOn: zDay.nullable(), overdue: z.boolean(), assignmentId: zId.nullable(),
});
/** How ready somebody is for what they are now, and for each change that lies ahead. */
export const zRoleReadiness = z.object({
  from: zDay, ahead: z.boolean(), roles: z.array(z.string()), department: z.string(), site: z.string(),
  ready: z.boolean(), critical: zTally, others: zTally, missing: z.array(zMissing),
});
export const getRoleReadiness = endpoint({
  method: 'GET', path: '/people/:id/role-readiness', area: 'Training', summary: 'Ready for the role now and for changes ahead, and what is missing', may: may.readTraining,
  params: idParams, reply: z.object({ items: z.array(zRoleReadiness) }),
});
