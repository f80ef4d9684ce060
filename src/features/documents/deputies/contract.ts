import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { idParams, zDay, zId, zRef } from '../../../kernel/wire.ts';
import { may } from './permissions.ts';
import type { DeputyRefusal } from './types.ts';

const area = 'Reviews';
const zDeputy = z.object({ id: zId, person: zRef, deputy: zRef, from: zDay, until: zDay, reviews: z.boolean(), escalations: z.boolean(), site: zRef.nullable(), ended: z.boolean(), /** It holds today. */ now: z.boolean() });

export const listDeputies = endpoint({ method: 'GET', path: '/deputies', area, summary: 'Whom I named as my deputies, and for whom I stand in', may: may.nameDeputies, reply: z.object({ named: z.array(zDeputy), standsInFor: z.array(zDeputy) }) });
export const nameDeputy = endpoint({ method: 'POST', path: '/deputies', area, summary: 'Name a deputy for a period, both days included', may: may.nameDeputies, body: z.object({ deputyId: zId, from: zDay, until: zDay, reviews: z.boolean(), escalations: z.boolean(), siteId: zId.nullable().default(null) }), reply: z.object({ id: zId }) });
export const endDeputy = endpoint({ method: 'POST', path: '/deputies/:id/end', area, summary: 'End a deputy’s period early', may: may.nameDeputies, params: idParams, reply: z.object({ id: zId }) });

type Detail = Readonly<Record<string, unknown>>;
export const DEPUTY_REFUSALS = {
  'own-deputy': { status: 422, sentence: 'Nobody is their own deputy. Choose somebody else.' },
  'deputy-unknown': { status: 422, sentence: 'There is no employed person with this id who could sign in. Choose somebody else.' },
  'deputy-site-unknown': { status: 422, sentence: 'There is no site with this id. Choose one, or leave it out.' },
  'deputy-ends-before-start': { status: 422, sentence: (d: Detail) => `The last day, ${String(d['until'])}, is before the first, ${String(d['from'])}. Turn them round.` },
  'deputy-past': { status: 422, sentence: (d: Detail) => `${String(d['until'])} is past: it is ${String(d['today'])}. Nobody can be named for days gone by.` },
  'deputy-too-long': { status: 422, sentence: (d: Detail) => `A deputy is named for at most ${String(d['days'])} days. Choose an earlier last day; it can be renewed.` },
  'deputy-for-nothing': { status: 422, sentence: 'Say what the deputy is for: reviews, escalations, or both.' },
  'deputy-ended': { status: 409, sentence: 'This period has ended already.' },
} as const satisfies Record<DeputyRefusal, { readonly status: number; readonly sentence: string | ((detail: Detail) => string) }>;
