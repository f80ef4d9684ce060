import { z } from 'zod';
import { endpoint } from '../../kernel/endpoint.ts';
import { asOfQuery, idParams, zDay, zId, zInstant, zRef, zSigning, zText } from '../../kernel/wire.ts';
import { zAttributeKey } from '../people/contract.ts';
import { SIGNING_REFUSALS, zSignature } from '../signatures/contract.ts';
import { ALONE_REFUSALS } from './approval/contract.ts';
import { may } from './permissions.ts';

const area = 'Matrix';
const zIds = z.array(zId).min(1, 'must name at least one').max(200);
export const zCondition = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['role', 'department', 'site']), ids: zIds }),
  z.object({ kind: z.literal('attribute'), key: zAttributeKey, values: z.array(zText(100)).min(1).max(50) }),
]);
/** A person is in a group when all of its conditions hold and none of its exceptions does. */
export const zGroup = z.object({ all: z.array(zCondition).max(20), none: z.array(zCondition).max(20).default([]) });
/** Whoever is in any of the groups; or, short for a single group: any of the roles, and anywhere below any of the departments, and at any of the sites (an empty list does not restrict). */
export const zAudience = z.union([z.object({ roleIds: z.array(zId).max(200), departmentIds: z.array(zId).max(200), siteIds: z.array(zId).max(200) }), z.array(zGroup).min(1).max(20)]);
export const zRuleInput = z.object({
  name: zText(200),
  audience: zAudience,
  documentIds: z.array(zId).max(2000).default([]),
  curriculumIds: z.array(zId).max(200).default([]),
  from: zDay,
  until: zDay.nullable().default(null),
  /** Who answers for the rule; left out: whoever signs it first. */
  ownerId: zId.optional(),
});
const zNamedCondition = z.discriminatedUnion('kind', [z.object({ kind: z.enum(['role', 'department', 'site']), refs: z.array(zRef) }), z.object({ kind: z.literal('attribute'), key: z.string(), values: z.array(z.string()) })]);
export const zNamedGroup = z.object({ all: z.array(zNamedCondition), none: z.array(zNamedCondition) });
export const zRule = z.object({
  id: zId, number: z.number(), version: z.number(), name: z.string(), from: zDay, until: zDay.nullable(), createdAt: zInstant, owner: zRef.nullable(), groups: z.array(zNamedGroup),
  curricula: z.array(z.object({ id: zId, number: z.number(), version: z.number(), name: z.string(), documents: z.number() })),
  documents: z.array(z.object({ id: zId, number: z.string(), title: z.string() })),
});
export const listRules = endpoint({ method: 'GET', path: '/matrix/rules', area, summary: 'Matrix rules in force or coming', may: may.readMatrix, query: asOfQuery, reply: z.object({ items: z.array(zRule) }) });
export const getRuleHistory = endpoint({ method: 'GET', path: '/matrix/rules/:id', area, summary: 'All versions of a matrix rule, newest first, with their signatures', may: may.readMatrix, params: idParams, query: asOfQuery, reply: z.object({ items: z.array(zRule.extend({ signature: zSignature.nullable() })) }) });
export const getRuleStatement = endpoint({ method: 'POST', path: '/matrix/statement', area, summary: 'The statement that saving this rule signs; nothing is saved', may: may.writeRules, body: zRuleInput.extend({ ruleId: zId.optional() }), reply: z.object({ statement: z.string() }) });
export const createRule = endpoint({ method: 'POST', path: '/matrix/rules', area, summary: 'Add a matrix rule, signed', may: may.writeRules, body: zRuleInput.extend(zSigning.shape), reply: z.object({ id: zId, number: z.number(), version: z.number() }) });
export const reviseRule = endpoint({ method: 'PUT', path: '/matrix/rules/:id', area, summary: 'Replace a matrix rule by its next version, signed', may: may.writeRules, params: idParams, body: zRuleInput.extend(zSigning.shape), reply: z.object({ id: zId, number: z.number(), version: z.number() }) });
export const endRule = endpoint({ method: 'POST', path: '/matrix/rules/:id/end', area, summary: 'End a matrix rule after a last day', may: may.writeRules, params: idParams, body: z.object({ lastDay: zDay, reason: zText(1000) }), reply: z.object({ id: zId }) });

export const REFUSALS = {
  ...SIGNING_REFUSALS,
  'rule-ends-before-it-starts': { status: 422, sentence: 'The last day lies before the first. Choose a last day on or after the first day.' },
  'rule-starts-in-the-past': { status: 422, sentence: 'A rule cannot change what was required in the past. Choose today or a later day.' },
  'rule-already-ended': { status: 409, sentence: 'This rule has already ended. Add a new rule instead.' },
  'rule-ends-earlier': { status: 409, sentence: (detail: { readonly [key: string]: unknown }) => `This rule ends on ${String(detail['until'])} already. To make it longer, change the rule: that is signed.` },
  'unknown-reference': { status: 422, sentence: 'The rule names a role, department, site, person, document or curriculum that does not exist. Reload the lists and choose again.' },
  'leads-nowhere': { status: 422, sentence: 'The rule leads to nothing. Choose at least one procedure or curriculum.' },
  ...ALONE_REFUSALS,
  'nothing-changed': { status: 409, sentence: 'Nothing was changed, so there is no new version to sign.' },
} as const;
