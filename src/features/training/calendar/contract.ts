import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { idParams, zDay, zId, zRef } from '../../../kernel/wire.ts';
import { setCalendar, zCalendar } from '../../people/calendar/contract.ts';

export const zMovedDue = z.object({ id: zId, person: zRef, department: z.string().nullable(), document: z.string(), from: zDay, to: zDay });
export const previewCalendar = endpoint({
  method: 'POST', path: '/sites/:id/calendar/preview', area: 'People', summary: 'Which open due dates this calendar would move, from when to when; nothing is saved', may: setCalendar.may, params: idParams, body: zCalendar,
  reply: z.object({
    /** Whose day moves, and whose day only ends at another moment. */ moved: z.number(), earlier: z.number(), moments: z.number(), people: z.number(),
    open: z.number(), extended: z.number(), overdue: z.number(), items: z.array(zMovedDue), more: z.number(),
  }),
});
