import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { idParams, zDay, zId, zInstant, zSigning, zText } from '../../../kernel/wire.ts';
import { zSignature } from '../../signatures/contract.ts';
import { REFUSALS as DOCUMENT_REFUSALS, zVersionState, type RefusalText } from '../contract.ts';
import { may as documents } from '../permissions.ts';
import { may } from './permissions.ts';
import type { LifecycleRefusal } from './types.ts';

const area = 'Documents';
const zShare = z.object({ required: z.number(), present: z.number(), trained: z.number(), percent: z.number() });
const zHold = zShare.extend({ id: zId, since: zInstant, gatePercent: z.number(), endedAt: zInstant.nullable(), endedAs: z.enum(['reached', 'overridden', 'moved', 'withdrawn']).nullable(), reason: z.string().nullable(), signature: zSignature.nullable() });
const zAct = z.object({ allowed: z.boolean(), why: z.string().nullable() });

export const getTakingEffect = endpoint({
  method: 'GET', path: '/versions/:id/taking-effect', area, summary: 'When an approved version takes effect, what holds it back, and who may go ahead or move the date', may: documents.readAllVersions, params: idParams,
  reply: z.object({
    state: zVersionState, effectiveOn: zDay.nullable(), takesEffect: z.enum(['date', 'all_trained', 'gate']), threshold: z.number(), minimumTrainingDays: z.number(),
    /** How far people are trained now; null once the version has taken effect. */
    now: zShare.nullable(),
    hold: zHold.nullable(),
    /** Earlier holds, newest first. */
    past: z.array(zHold),
    override: zAct, move: zAct,
  }),
});
export const getOverrideStatement = endpoint({ method: 'GET', path: '/versions/:id/override', area, summary: 'The statement that going ahead with a held version signs', may: may.overrideHold, params: idParams, reply: z.object({ statement: z.string() }) });
export const overrideHold = endpoint({ method: 'POST', path: '/versions/:id/override', area, summary: 'Let a held version take effect although too few are trained: signed, and opens a quality event', may: may.overrideHold, params: idParams, body: zSigning.extend({ reason: zText(2000) }), reply: z.object({ id: zId, state: zVersionState, effectiveAt: zInstant }) });
export const getDateChange = endpoint({
  method: 'GET', path: '/versions/:id/effective-date', area, summary: 'What moving the effective date takes: a reason, and a signature where little time for training remains', may: may.moveDate, params: idParams, query: z.object({ effectiveOn: zDay }),
  reply: z.object({ statement: z.string(), needsSignature: z.boolean(), days: z.number(), minimumDays: z.number(), earlier: z.boolean(), atOnce: z.boolean() }),
});
export const moveDate = endpoint({
  method: 'POST', path: '/versions/:id/effective-date', area, summary: 'Move the effective date of an approved version', may: may.moveDate, params: idParams,
  body: z.object({ effectiveOn: zDay, reason: zText(2000), signing: zSigning.optional() }), reply: z.object({ id: zId, state: zVersionState, effectiveAt: zInstant }),
});

export const REFUSALS = {
  ...DOCUMENT_REFUSALS,
  'not-held': { status: 409, sentence: (d) => `Version ${d['label']} is not held, so there is nothing to override. Reload the page.` },
  'effective-date-same': { status: 409, sentence: (d) => `The effective date is ${d['effectiveOn']} already. Choose another day.` },
  'move-needs-signature': { status: 422, sentence: (d) => `Only ${d['days']} days would remain for training; the policy asks for ${d['minimum']}. Sign the change, or choose a later day.` },
  'own-version': { status: 403, sentence: (d) => `You have written version ${d['label']}: when it takes effect is for someone else to decide.` },
} as const satisfies Record<LifecycleRefusal | keyof typeof DOCUMENT_REFUSALS, RefusalText>;
