import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { asOfQuery, idParams, zId, zInstant } from '../../../kernel/wire.ts';
import { may } from '../permissions.ts';

export const zLaneState = z.enum(['qualified', 'window', 'lapsed', 'missing', 'absent', 'none']);
export const getTimeline = endpoint({
  method: 'GET', path: '/people/:id/timeline', area: 'Training', summary: 'How somebody stood on each document over time', may: may.readTraining, params: idParams, query: asOfQuery,
  reply: z.object({ from: zInstant, until: zInstant, lanes: z.array(z.object({
    document: z.object({ id: zId, number: z.string(), title: z.string(), risk: z.enum(['critical', 'high', 'medium', 'low']) }), required: z.boolean(),
    segments: z.array(z.object({ from: zInstant, until: zInstant, state: zLaneState, version: z.string().nullable(), recordId: zId.nullable() })),
  })) }),
});
