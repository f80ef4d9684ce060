import { z } from 'zod';
import { zDay, zId } from './wire.ts';

const zShare = z.array(z.object({ name: z.string(), people: z.number() }));
/** Who gains and loses what by a change; found by doing the change and rolling it back, so it is what will happen. */
export const zEffect = z.object({
  assigned: z.number(), cancelled: z.number(), obligationsAdded: z.number(), obligationsEnded: z.number(), full: z.number(), refresher: z.number(), notice: z.number(), carriedForward: z.number(), lapses: z.number(), absent: z.number(), hours: z.number(),
  byDepartment: zShare, bySite: zShare, byRole: zShare,
  people: z.array(z.object({ id: zId, name: z.string(), department: z.string().nullable(), site: z.string().nullable(), document: z.string(), effect: z.enum(['full', 'refresher', 'notice', 'carried_forward', 'required', 'no_longer_required', 'cancelled', 'lapses', 'absent']), dueOn: zDay.nullable() })),
  more: z.number(),
});
export type ChangeEffect = z.output<typeof zEffect>;
