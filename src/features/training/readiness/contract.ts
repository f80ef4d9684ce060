import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { idParams, pageOf, pageQuery, zDay, zId, zInstant } from '../../../kernel/wire.ts';
import { may } from '../permissions.ts';

const area = 'Training';
export const listUntrained = endpoint({
  method: 'GET', path: '/versions/:id/untrained', area, summary: 'Who is required and present but not yet trained on this version', may: may.readOverview, params: idParams, query: pageQuery,
  reply: pageOf(z.object({ id: zId, name: z.string(), department: z.string(), site: z.string(), dueOn: zDay.nullable(), overdueSince: zInstant.nullable() })),
});

export const zRedated = z.object({ id: zId, person: z.object({ id: zId, name: z.string() }), department: z.string().nullable(), site: z.string().nullable(), from: zDay, to: zDay });
export const previewDate = endpoint({
  method: 'GET', path: '/versions/:id/date-change', area, summary: 'Whose due dates moving the effective date would change; nothing is saved', may: may.previewImpact, params: idParams, query: z.object({ effectiveOn: zDay }),
  reply: z.object({ changed: z.number(), open: z.number(), /** Overdue already: they keep their date. */ overdue: z.number(), completed: z.number(), items: z.array(zRedated), more: z.number() }),
});
