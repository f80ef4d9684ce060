import { z } from 'zod';
import { endpoint } from '../../kernel/endpoint.ts';
import { pageOf, pageQuery, zId, zInstant, zNothing } from '../../kernel/wire.ts';
import { may } from './permissions.ts';

const area = 'Audit';
export const zAuditEvent = z.object({ id: zId, seq: z.number().nullable(), at: zInstant, actor: z.object({ kind: z.string(), id: zId.nullable(), name: z.string() }), action: z.string(), subject: z.object({ kind: z.string(), id: z.string() }), data: z.record(z.string(), z.unknown()), why: z.string().nullable(), from: z.object({ request: z.string(), address: z.string().nullable(), session: z.string().nullable() }) });
export const listEvents = endpoint({ method: 'GET', path: '/audit/events', area, summary: 'The audit trail, newest first', may: may.readTrail, query: pageQuery.extend({ subjectId: z.string().max(100).optional(), actorId: zId.optional(), action: z.string().max(60).optional(), from: zInstant.optional(), to: zInstant.optional() }), reply: pageOf(zAuditEvent) });
export const zVerification = z.object({ ok: z.boolean(), events: z.number(), sealed: z.number(), unsealed: z.number(), checkpoints: z.number(), root: z.string(), signedBy: z.string(), milliseconds: z.number(), finding: z.object({ kind: z.string(), seq: z.number().nullable(), eventId: z.string().nullable(), sentence: z.string() }).nullable() });
export const verifyTrail = endpoint({ method: 'POST', path: '/audit/verify', area, summary: 'Recompute the whole trail and compare it with the signed checkpoints', may: may.verifyTrail, body: zNothing, reply: zVerification });
export const getCheckpoint = endpoint({ method: 'GET', path: '/audit/checkpoint', area, summary: 'The newest signed checkpoint and the public key', may: may.verifyTrail, reply: z.object({ note: z.string().nullable(), publicKey: z.string() }) });
