import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { idParams, zId, zInstant, zText } from '../../../kernel/wire.ts';
import { importRoster, zRosterPreview } from '../contract.ts';
import { may } from '../permissions.ts';

const area = 'People';
const zHeldFile = z.object({
  id: zId, at: zInstant, byId: zId.nullable(), byName: z.string(), fileName: z.string(), sha256: z.string(), hold: z.object({ touched: z.number(), employed: z.number(), share: z.number() }),
  counts: zRosterPreview.shape.counts, state: z.enum(['waiting', 'imported', 'discarded']), decidedAt: zInstant.nullable(), decidedByName: z.string().nullable(), why: z.string().nullable(),
});
const zLines = z.array(z.object({ number: z.string(), name: z.string(), kind: z.enum(['hired', 'changed', 'leaving']), what: z.string() }));
const zCount = z.number();

export const listHeldFiles = endpoint({ method: 'GET', path: '/roster/held', area, summary: 'Roster files that wait for confirmation, and what became of the last ones', may: may.seeHeldRoster, reply: z.object({ items: z.array(zHeldFile) }) });
export const getHeldFile = endpoint({
  method: 'GET', path: '/roster/held/:id', area, summary: 'A held roster file: what it would do now, and how that differs from when it came', may: may.seeHeldRoster, params: idParams,
  reply: z.object({
    file: zHeldFile, later: z.object({ fileName: z.string(), at: zInstant, imported: z.boolean() }).nullable(),
    now: z.object({
      preview: zRosterPreview, /** Names the effect shown; it is sent along when the file is confirmed. */ effect: z.string(),
      differs: z.object({ more: zCount, fewer: zCount, otherwise: zCount }), difference: z.object({ more: zLines, fewer: zLines, otherwise: zLines }),
    }).nullable(),
  }),
});
export const confirmHeldFile = endpoint({ method: 'POST', path: '/roster/held/:id/confirm', area, summary: 'Import a held roster file, if it still does what was looked at', may: may.confirmRoster, params: idParams, body: z.object({ reason: zText(500), effect: z.string().regex(/^[0-9a-f]{64}$/u, 'is the value “effect” of the held file as it was shown') }), reply: importRoster.reply });
export const discardHeldFile = endpoint({ method: 'POST', path: '/roster/held/:id/discard', area, summary: 'Discard a held roster file; the people stay as they are', may: may.seeHeldRoster, params: idParams, body: z.object({ reason: zText(500) }), reply: z.object({ id: zId }) });
