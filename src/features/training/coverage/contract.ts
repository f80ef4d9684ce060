import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { asOfQuery, idParams, pageOf, zId, zRef } from '../../../kernel/wire.ts';
import { may } from '../permissions.ts';

const area = 'Training';
const zCover = z.enum(['nobody', 'one', 'enough']);
const where = asOfQuery.extend({ siteId: zId.optional(), departmentId: zId.optional() });
/** These lists are in an order that no row carries, so their pages go by how many came before. */
const page = { cursor: z.string().regex(/^\d{1,7}$/u).optional(), limit: z.coerce.number().int().min(1).max(500).default(100) };
export const getCoverage = endpoint({
  method: 'GET', path: '/coverage', area, summary: 'Who can do what: for each task how many present people are qualified, by shift', may: may.readOverview, query: where,
  reply: z.object({ items: z.array(z.object({
    task: z.object({ id: zId, code: z.string(), name: z.string(), documents: z.number() }), qualified: z.number(), missing: z.number(), cover: zCover,
    shifts: z.array(z.object({ shift: z.string().nullable(), qualified: z.number(), missing: z.number(), cover: zCover })),
  })) }),
});
export const listCovering = endpoint({
  method: 'GET', path: '/coverage/:id', area, summary: 'The people behind the coverage of a task: qualified, or required and what they miss', may: may.readOverview, params: idParams,
  query: where.extend({ shift: z.string().max(200).optional(), is: z.enum(['qualified', 'missing']).optional(), ...page }),
  reply: pageOf(z.object({ person: zRef, department: z.string(), site: z.string(), shift: z.string().nullable(), qualified: z.boolean(), missing: z.array(z.object({ id: zId, number: z.string() })) })).extend({ total: z.number() }),
});
export const listSinglePoints = endpoint({
  method: 'GET', path: '/single-points', area, summary: 'Documents that are required and on which nobody, or only one present person, is qualified', may: may.readOverview, query: where.extend(page),
  reply: pageOf(z.object({ document: z.object({ id: zId, number: z.string(), title: z.string(), risk: z.enum(['critical', 'high', 'medium', 'low']) }), cover: zCover, person: zRef.nullable() })).extend({ total: z.number() }),
});
