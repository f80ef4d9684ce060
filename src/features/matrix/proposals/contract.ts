import { z } from 'zod';
import { zEffect } from '../../../kernel/effect.ts';
import { endpoint } from '../../../kernel/endpoint.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { idParams, pageOf, pageQuery, zDay, zId, zInstant, zNothing, zRef, zSigning, zText } from '../../../kernel/wire.ts';
import { zSignature } from '../../signatures/contract.ts';
import { REFUSALS as RULES, zRuleInput } from '../contract.ts';
import { REFUSALS as CURRICULA, zCurriculumInput } from '../curricula/contract.ts';
import { may } from '../permissions.ts';
import type { ProposalRefusal } from './types.ts';

const area = 'Matrix';
/** A rule, the end of one, or a curriculum; without an id a new one. */
export const zChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rule'), ruleId: zId.nullable().default(null), rule: zRuleInput }),
  z.object({ kind: z.literal('rule_end'), ruleId: zId, lastDay: zDay, reason: zText(1000) }),
  z.object({ kind: z.literal('curriculum'), curriculumId: zId.nullable().default(null), curriculum: zCurriculumInput }),
]);
const zKind = z.enum(['rule', 'rule_end', 'curriculum']);
const zDecision = z.enum(['approved', 'returned', 'withdrawn']);
export const zProposal = z.object({
  id: zId, kind: zKind, ruleId: zId.nullable(), curriculumId: zId.nullable(), number: z.number().nullable(), version: z.number(), name: z.string(), proposedBy: zRef, proposedAt: zInstant,
  decision: zDecision.nullable(), decidedBy: zRef.nullable(), decidedAt: zInstant.nullable(), reason: z.string().nullable(),
});
const zDetail = zProposal.extend({
  /** What it says, beside what holds now; `now` is null for something new and once it is decided. */
  lines: z.array(z.object({ what: z.enum(['name', 'who', 'curricula', 'procedures', 'period', 'end', 'reason']), now: z.string().nullable(), proposed: z.string() })),
  /** As it was when it was proposed; once approved, as the approver saw it. */
  effect: zEffect, signatures: z.array(zSignature),
});
const zLine = zEffect.shape.people.element.pick({ id: true, name: true, document: true, effect: true });
export const listProposals = endpoint({ method: 'GET', path: '/matrix/proposals', area, summary: 'Changes of rules and curricula that wait for a second person, oldest first; or those decided, newest first', may: may.readMatrix, query: pageQuery.extend({ state: z.enum(['waiting', 'decided']).default('waiting'), ruleId: zId.optional(), curriculumId: zId.optional() }), reply: pageOf(zProposal) });
export const getProposal = endpoint({ method: 'GET', path: '/matrix/proposals/:id', area, summary: 'A proposed change: what it says, its effect and its signatures', may: may.readMatrix, params: idParams, reply: zDetail });
export const getProposalStatement = endpoint({ method: 'POST', path: '/matrix/proposals/statement', area, summary: 'The statement that proposing this change signs; nothing is saved', may: may.writeRules, body: z.object({ change: zChange }), reply: z.object({ statement: z.string() }) });
export const proposeChange = endpoint({ method: 'POST', path: '/matrix/proposals', area, summary: 'Propose a change of a rule or curriculum, signed; nothing of it holds before a second person approves it', may: may.writeRules, body: z.object({ change: zChange }).extend(zSigning.shape), reply: z.object({ id: zId }) });
export const getApproval = endpoint({
  method: 'GET', path: '/matrix/proposals/:id/approval', area, summary: 'What approving this change would do now, how that differs from when it was proposed, and the statement that it signs', may: may.approveChanges, params: idParams,
  reply: z.object({ statement: z.string(), effect: zEffect, /** Names this effect; to be sent with the approval. */ seen: z.string(), difference: z.object({ same: z.boolean(), namesCompared: z.boolean(), gained: z.array(zLine), gone: z.array(zLine) }) }),
});
export const approveProposal = endpoint({ method: 'POST', path: '/matrix/proposals/:id/approve', area, summary: 'Approve a proposed change as a second person, signed; it counts from now on', may: may.approveChanges, params: idParams, body: z.object({ seen: z.string().max(100) }).extend(zSigning.shape), reply: z.object({ id: zId, number: z.number(), version: z.number() }) });
export const returnProposal = endpoint({ method: 'POST', path: '/matrix/proposals/:id/return', area, summary: 'Return a proposed change to whoever wrote it, with the reason', may: may.approveChanges, params: idParams, body: z.object({ reason: zText(2000) }), reply: zNothing });
export const withdrawProposal = endpoint({ method: 'POST', path: '/matrix/proposals/:id/withdraw', area, summary: 'Withdraw a change that one has proposed oneself', may: may.writeRules, params: idParams, body: zNothing, reply: zNothing });

type RefusalText = { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) };
const OWN = {
  'own-proposal': { status: 403, sentence: 'You wrote this change, so somebody else decides about it. You can withdraw it.' },
  'others-proposal': { status: 403, sentence: 'Only whoever wrote this change withdraws it. If you may approve changes, return it with a reason.' },
  'proposal-decided': { status: 409, sentence: (d) => `This change was ${d['decision']} already. Load the page again.` },
  'effect-changed': { status: 409, sentence: 'People or procedures changed after you looked, and so did the effect. Look at it again before you sign.' },
} as const satisfies Record<ProposalRefusal, RefusalText>;
export const REFUSALS = { ...CURRICULA, ...RULES, ...OWN };
