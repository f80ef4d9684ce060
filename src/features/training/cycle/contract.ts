import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { asOfQuery, idParams, pageOf, pageQuery, zDay, zId, zInstant, zRef } from '../../../kernel/wire.ts';
import { zCause, zPath } from '../contract.ts';
import { may } from '../permissions.ts';
import { OUTCOMES } from './types.ts';

const area = 'Training';
export const zOutcome = z.enum(OUTCOMES);
const zVersionRef = z.object({ id: zId, label: z.string() });
const zDecision = z.enum(['retrain', 'refresher', 'notify', 'none']);
const zCycleVersion = zVersionRef.extend({
  state: z.enum(['approved', 'effective', 'superseded', 'withdrawn', 'retired']), changeClass: z.enum(['major', 'minor', 'editorial']), decision: zDecision, reason: z.string().nullable(),
  approvedAt: zInstant, effectiveAt: zInstant, inForceUntil: zInstant.nullable(),
});
export const getCycle = endpoint({
  method: 'GET', path: '/versions/:id/cycle', area, summary: 'What became of a revision: how many were affected, trained in time, late, and how that grew', may: may.readOverview, params: idParams, query: asOfQuery,
  reply: z.object({
    document: z.object({ id: zId, number: z.string(), title: z.string() }), version: zCycleVersion.extend({ changeSummary: z.string(), approver: zRef.nullable() }), versions: z.array(zCycleVersion),
    counts: z.record(zOutcome, z.number()), affected: z.number(), expected: z.number(), trained: z.number(),
    curve: z.object({
      happened: z.array(z.object({ day: zDay, share: z.number(), people: z.number() })), forecast: z.array(z.object({ day: zDay, expected: z.number(), low: z.number(), high: z.number() })),
      few: z.boolean(), effectiveOn: zDay,
    }),
  }),
});

const listQuery = z.object({ outcome: zOutcome.optional(), search: z.string().max(200).optional(), asOf: zInstant.optional() });
export const listCycle = endpoint({
  method: 'GET', path: '/versions/:id/cycle/people', area, summary: 'Whom a revision affected, by name: assigned, completed, in time or late, with the record of each', may: may.readOverview, params: idParams, query: pageQuery.extend(listQuery.shape),
  reply: pageOf(z.object({
    person: zRef, employeeNumber: z.string(), department: z.string().nullable(), site: z.string().nullable(), outcome: zOutcome, path: zPath.nullable(), cause: zCause.nullable(), covers: z.array(z.string()),
    assignmentId: zId.nullable(), assignedAt: zInstant.nullable(), dueOn: zDay.nullable(), overdueSince: zInstant.nullable(), completedAt: zInstant.nullable(), closedWhy: z.string().nullable(), recordId: zId.nullable(),
  })),
});
export const exportCycle = endpoint({ method: 'GET', path: '/versions/:id/cycle/export', area, summary: 'The same as an Excel workbook or a CSV file; that it was exported is kept in the audit trail', may: may.readOverview, params: idParams, query: listQuery.extend({ format: z.enum(['xlsx', 'csv']).default('csv') }), reply: z.any() });

export const REFUSALS = {
  'not-approved-then': { status: 404, sentence: 'This version was not approved at the moment you look at, so it affected nobody yet. Choose a later moment, or now.' },
} as const;
