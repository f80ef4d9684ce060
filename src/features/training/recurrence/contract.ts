import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { asOfQuery, idParams, zDay, zId, zInstant, zSigning, zText } from '../../../kernel/wire.ts';
import { SIGNING_REFUSALS, zSignature } from '../../signatures/contract.ts';
import { may } from '../permissions.ts';
import type { RecurrenceRefusal } from './types.ts';

const area = 'Training';
const zYearDay = z.object({ month: z.number().int().min(1).max(12), day: z.number().int().min(1).max(31) });
const zCounted = z.object({ months: z.number().int().min(1).max(120), windowDays: z.number().int().min(1).max(365), revisionRenews: z.boolean() });
export const zSetting = z.discriminatedUnion('basis', [
  z.object({ basis: z.literal('policy') }),
  z.object({ basis: z.literal('none') }),
  zCounted.extend({ basis: z.literal('rolling') }),
  zCounted.extend({ basis: z.literal('anniversary') }),
  z.object({ basis: z.literal('calendar'), opens: zYearDay, due: zYearDay, revisionRenews: z.boolean() }),
]);
const zKept = z.object({ version: z.number(), setting: zSetting, sentences: z.array(z.string()), signedAt: zInstant, reason: z.string(), signature: zSignature.nullable() });
const zProposal = z.object({ setting: zSetting });

export const getRecurrence = endpoint({
  method: 'GET', path: '/documents/:id/recurrence', area, summary: 'How training on a document recurs, by its own setting or by the policy of its risk class, and all settings it had', may: may.readRecurrence, params: idParams, query: asOfQuery,
  reply: z.object({ setting: zSetting, sentences: z.array(z.string()), recurs: z.boolean(), versions: z.array(zKept) }),
});
export const proposeRecurrence = endpoint({
  method: 'POST', path: '/documents/:id/recurrence/proposal', area, summary: 'What a setting would mean: its sentences, for how many a renewal would be assigned at once, and the statement that it signs; nothing is saved', may: may.setRecurrence, params: idParams, body: zProposal,
  reply: z.object({ statement: z.string(), sentences: z.array(z.string()), qualified: z.number(), atOnce: z.number(), firstDueOn: zDay.nullable() }),
});
export const signRecurrence = endpoint({ method: 'POST', path: '/documents/:id/recurrence', area, summary: 'Set how training on a document recurs, signed', may: may.setRecurrence, params: idParams, body: zProposal.extend({ reason: zText(2000) }).extend(zSigning.shape), reply: z.object({ version: z.number() }) });

export const listNextDue = endpoint({
  method: 'GET', path: '/people/:id/next-due', area, summary: 'When each qualification of a person has to be renewed, and why, the next one first', may: may.readTraining, params: idParams, query: asOfQuery,
  reply: z.object({ items: z.array(z.object({ document: z.object({ id: zId, number: z.string(), title: z.string() }), dueOn: zDay, opensOn: zDay, sentence: z.string() })) }),
});

type RefusalText = { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) };
export const REFUSALS = {
  ...SIGNING_REFUSALS,
  'recurrence-unchanged': { status: 409, sentence: 'Training on this document recurs in this way already, so there is nothing to sign. Change the setting first.' },
  'window-too-long': { status: 422, sentence: (d) => `Renewals would be assigned ${d['value']} days ahead, but one window has to close before the next opens. Choose at most ${d['most']} days.` },
  'no-such-day': { status: 422, sentence: (d) => `There is no day ${d['day']} in month ${d['month']}. Correct the day or the month.` },
  'weaker-than-policy': { status: 422, sentence: (d) => `The policy for ${d['risk']} documents asks for training to recur every ${d['months']} month(s), and a document can ask for more, never for less. Choose at most that many months, or follow the policy.` },
} as const satisfies Record<RecurrenceRefusal | keyof typeof SIGNING_REFUSALS, RefusalText>;
