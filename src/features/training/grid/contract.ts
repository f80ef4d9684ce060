import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { asOfQuery, zDay, zId, zInstant, zRef } from '../../../kernel/wire.ts';
import { may } from '../permissions.ts';
import { CELL_STATES, GROUPINGS, SORTS } from './types.ts';

const area = 'Training';
const zRisk = z.enum(['critical', 'high', 'medium', 'low']);
export const zCellState = z.enum(CELL_STATES);

/** Which people and which procedures, and in which order. */
export const zGridQuery = z.object({
  search: z.string().max(200).optional(), siteId: zId.optional(), departmentId: zId.optional(), roleId: zId.optional(), managerId: zId.optional(), state: zCellState.optional(),
  documents: z.string().max(200).optional(), type: z.string().max(60).optional(), risk: zRisk.optional(), ownerId: zId.optional(), curriculumId: zId.optional(),
  group: z.enum(GROUPINGS).optional(), sort: z.enum(SORTS).default('name'), asOf: zInstant.optional(),
});

export const getGrid = endpoint({
  method: 'GET', path: '/matrix/grid', area, may: may.readOverview, query: zGridQuery,
  summary: 'The rows and columns of people × procedures: id, name, employee number and group of each person, id, number, title and risk of each procedure that is required of one of them',
  reply: z.object({
    at: zInstant, people: z.array(z.tuple([zId, z.string(), z.string(), z.number()])), groups: z.array(z.object({ name: z.string().nullable(), people: z.number() })),
    documents: z.array(z.tuple([zId, z.string(), z.string(), zRisk])),
    /** All who match; more than the rows when there are too many for one grid. */
    total: z.number(), totalDocuments: z.number(),
  }),
});
export const MOST_CELLS = { people: 400, documents: 400 } as const;
export const getCells = endpoint({
  method: 'POST', path: '/matrix/grid/cells', area, may: may.readOverview, query: asOfQuery,
  summary: `The states of some cells: for each person one character for each procedure (${CELL_STATES.join(', ')} as q p w s n o a e .)`,
  body: z.object({ people: z.array(zId).min(1).max(MOST_CELLS.people), documents: z.array(zId).min(1).max(MOST_CELLS.documents) }),
  reply: z.object({ rows: z.array(z.string()) }),
});
const zSums = [z.number(), z.number(), z.number()] as const;
export const getSums = endpoint({
  method: 'GET', path: '/matrix/grid/sums', area, may: may.readOverview, query: zGridQuery, summary: 'How many cells of each row and column count, are qualified, are overdue; in that order after the id',
  reply: z.object({ people: z.array(z.tuple([zId, ...zSums])), documents: z.array(z.tuple([zId, ...zSums])), all: z.tuple(zSums) }),
});
export const getCell = endpoint({
  method: 'GET', path: '/matrix/cell', area, may: may.readOverview, query: asOfQuery.extend({ person: zId, document: zId }), summary: 'One cell: its state, why, the record with its signature, and when something is due next',
  reply: z.object({
    person: zRef, document: z.object({ id: zId, number: z.string(), title: z.string() }), state: zCellState, reasons: z.array(z.string()), versionInForce: z.string().nullable(),
    record: z.object({ id: zId, kind: z.enum(['training', 'carry_forward']), version: z.string(), at: zInstant, validUntil: zInstant.nullable(), signedBy: z.string().nullable() }).nullable(),
    dueOn: zDay.nullable(), overdueSince: zInstant.nullable(),
  }),
});
export const exportGrid = endpoint({ method: 'GET', path: '/matrix/grid/export', area, may: may.readOverview, query: zGridQuery.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }), summary: 'The grid as it is filtered, as an Excel workbook or a CSV file; that it was exported is kept in the audit trail', reply: z.any() });
