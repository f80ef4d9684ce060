import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { idParams, zId, zInstant, zNothing, zRef, zText } from '../../../kernel/wire.ts';
import { may } from '../permissions.ts';
import type { SweepRefusal } from './types.ts';

const area = 'Matrix';
const zSweep = z.object({
  id: zId, cause: z.enum(['night', 'asked']), by: zRef.nullable(), startedAt: zInstant, seconds: z.number(), people: z.number(), drift: z.number(), brokeOff: z.boolean(),
  review: z.object({ by: zRef, at: zInstant, note: z.string() }).nullable(),
});
const zDrift = z.object({
  person: zRef, document: z.object({ id: zId, number: z.string(), title: z.string() }), version: z.string().nullable(), mended: z.boolean(),
  what: z.enum(['open-obligation', 'restate-obligation', 'end-obligation', 'assign', 'restate-ahead', 'keep-overdue', 'move-due', 'carry-forward', 'announce-lapse', 'close']),
});
export const listSweeps = endpoint({
  method: 'GET', path: '/matrix/sweeps', area, may: may.readHealth, summary: 'The last hundred looks at everything, newest first: how many people, what had drifted, and whether somebody has looked into it',
  reply: z.object({ items: z.array(zSweep), waiting: z.number(), /** No night was looked at for more than a day. */ missing: z.boolean() }),
});
export const getSweep = endpoint({ method: 'GET', path: '/matrix/sweeps/:id', area, summary: 'What one look at everything found: for whom, which document, what was wrong, and whether it was put right', may: may.readHealth, params: idParams, reply: zSweep.extend({ items: z.array(zDrift) }) });
export const reviewSweep = endpoint({ method: 'POST', path: '/matrix/sweeps/:id/review', area, summary: 'Say what became of the drift that was found', may: may.reviewSweeps, params: idParams, body: z.object({ note: zText(2000) }), reply: zNothing });

type RefusalText = { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) };
export const REFUSALS = {
  'nothing-found': { status: 409, sentence: 'This check found nothing, so there is nothing to look into.' },
  'reviewed-already': { status: 409, sentence: 'Somebody has looked into this already. Load the page again to read what they wrote.' },
} as const satisfies Record<SweepRefusal, RefusalText>;
