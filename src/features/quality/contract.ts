import { z } from 'zod';
import { endpoint } from '../../kernel/endpoint.ts';
import { idParams, pageOf, pageQuery, zId, zInstant, zRef } from '../../kernel/wire.ts';
import { may } from './permissions.ts';

const area = 'Quality events';
export const zState = z.enum(['open', 'closed']);
export const zQualityEvent = z.object({
  id: zId, number: z.string(), kind: z.enum(['deviation', 'incident', 'audit_finding', 'complaint', 'capa']), source: z.enum(['hold_override']), severity: z.enum(['minor', 'major', 'critical']), state: zState,
  title: z.string(), text: z.string(), occurredAt: zInstant, openedAt: zInstant, openedBy: zRef.nullable(), site: zRef.nullable(),
  document: z.object({ id: zId, number: z.string(), title: z.string() }).nullable(), version: z.object({ id: zId, label: z.string() }).nullable(),
});
export const listQualityEvents = endpoint({ method: 'GET', path: '/quality-events', area, summary: 'Quality events, newest first', may: may.readEvents, query: pageQuery.extend({ search: z.string().max(200).optional(), state: zState.optional(), documentId: zId.optional(), asOf: zInstant.optional() }), reply: pageOf(zQualityEvent).extend({ total: z.number() }) });
export const getQualityEvent = endpoint({ method: 'GET', path: '/quality-events/:id', area, summary: 'A quality event', may: may.readEvents, params: idParams, reply: zQualityEvent });

export const REFUSALS = {} as const;
