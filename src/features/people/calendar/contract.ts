import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { idParams, zDay, zInstant, zRef, zText } from '../../../kernel/wire.ts';
import { may } from '../permissions.ts';

const area = 'People';
const zHoliday = z.object({ on: zDay, name: z.string().max(100).default('') });
export const zCalendar = z.object({ zone: zText(60), locale: zText(20), workingDays: z.array(z.number().int().min(1).max(7)).min(1).max(7), holidays: z.array(zHoliday).max(1000) });

export const getCalendar = endpoint({
  method: 'GET', path: '/sites/:id/calendar', area, summary: 'When a site works, by which zone its days end, and what was known of it before', may: may.readOrganisation, params: idParams,
  reply: z.object({ id: z.string(), code: z.string(), name: z.string(), ...zCalendar.shape, versions: z.array(z.object({ ...zCalendar.shape, version: z.number(), knownAt: zInstant.nullable(), by: zRef.nullable(), reason: z.string().nullable() })) }),
});
export const setCalendar = endpoint({
  method: 'POST', path: '/sites/:id/calendar', area, summary: 'Change a site’s working days, holidays, time zone and language; open due dates move with it', may: may.manageOrganisation, params: idParams,
  body: zCalendar.extend({ reason: zText(500) }), reply: z.object({ id: z.string() }),
});
