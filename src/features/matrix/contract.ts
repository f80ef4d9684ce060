import { z } from 'zod';
import { endpoint } from '../../kernel/endpoint.ts';
import { asOfQuery, idParams, zDay, zId, zInstant, zRef, zSigning, zText } from '../../kernel/wire.ts';
import { SIGNING_REFUSALS } from '../signatures/contract.ts';
import { may } from './permissions.ts';

const area = 'Matrix';
export const zRuleInput = z.object({
  name: zText(200),
  /** Any of the roles, and anywhere below any of the departments, and at any of the sites; an empty list does not restrict. */
  audience: z.object({ roleIds: z.array(zId).max(200), departmentIds: z.array(zId).max(200), siteIds: z.array(zId).max(200) }),
  documentIds: z.array(zId).min(1, 'must name at least one document').max(2000),
  from: zDay,
  until: zDay.nullable().default(null),
});
export const zRule = z.object({
  id: zId, number: z.number(), version: z.number(), name: z.string(), from: zDay, until: zDay.nullable(), createdAt: zInstant, owner: zRef.nullable(),
  roles: z.array(zRef), departments: z.array(zRef), sites: z.array(zRef), documents: z.array(z.object({ id: zId, number: z.string(), title: z.string() })),
});
export const listRules = endpoint({ method: 'GET', path: '/matrix/rules', area, summary: 'Matrix rules in force or coming', may: may.readMatrix, query: asOfQuery, reply: z.object({ items: z.array(zRule) }) });
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
  'unknown-reference': { status: 422, sentence: 'The rule names a role, department, site or document that does not exist. Reload the lists and choose again.' },
  'nothing-changed': { status: 409, sentence: 'Nothing was changed, so there is no new version to sign.' },
} as const;
