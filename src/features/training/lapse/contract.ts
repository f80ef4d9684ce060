import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { asOfQuery, idParams, zId, zInstant } from '../../../kernel/wire.ts';
import { may } from '../permissions.ts';

const zVersionRef = z.object({ id: zId, label: z.string() });
export const zLapse = z.object({ id: zId, document: z.object({ id: zId, number: z.string(), title: z.string() }), version: zVersionRef, trainedOn: zVersionRef, state: z.enum(['lapses', 'lapsed']), announcedAt: zInstant, effectiveAt: zInstant });
export const listLapses = endpoint({ method: 'GET', path: '/people/:id/lapses', area: 'Training', summary: 'Qualifications that a new version takes away and that nothing requires, so that nobody is assigned to renew them', may: may.readTraining, params: idParams, query: asOfQuery, reply: z.object({ items: z.array(zLapse) }) });
