import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { asOfQuery, idParams, zId, zRef } from '../../../kernel/wire.ts';
import { may } from '../permissions.ts';

const zDocument = z.object({ id: zId, number: z.string(), title: z.string(), risk: z.enum(['critical', 'high', 'medium', 'low']) });
export const getRoleStanding = endpoint({
  method: 'GET', path: '/job-roles/:id/readiness', area: 'Training', summary: 'A role: its documents, its people, who is ready for it and what the others miss', may: may.readOverview, params: idParams,
  query: asOfQuery.extend({ siteId: zId.optional(), is: z.enum(['ready', 'not_ready']).optional() }),
  reply: z.object({
    people: z.number(), ready: z.number(), absent: z.number(), documents: z.array(z.object({ document: zDocument, required: z.number(), qualified: z.number() })),
    items: z.array(z.object({ person: zRef, department: z.string(), site: z.string(), absent: z.boolean(), ready: z.boolean(), missing: z.array(zDocument) })), more: z.number(),
  }),
});
