import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { asOfQuery, zId, zInstant, zSigning, zText } from '../../../kernel/wire.ts';
import { SIGNING_REFUSALS, zSignature } from '../../signatures/contract.ts';
import { may as documents } from '../permissions.ts';
import { may } from './permissions.ts';
import type { PolicyRefusal } from './types.ts';

const area = 'Policies';
const zRisk = z.enum(['critical', 'high', 'medium', 'low']);
const riskParams = z.object({ risk: zRisk });
const zCount = z.number().int().min(0).max(100_000); // what may be is a rule, which answers in a sentence
export const zPolicy = z.object({
  effectiveDate: z.enum(['date', 'all_trained', 'gate']), gatePercent: zCount, minimumTrainingDays: zCount, revisionDays: zCount, initialDays: zCount,
  driftVersions: zCount, driftMonths: zCount, retrainPriorCompleters: z.boolean(),
  renewalBasis: z.enum(['none', 'rolling', 'anniversary']), renewalMonths: zCount, renewalWindowDays: zCount, revisionRenews: z.boolean(), fullForMinor: z.boolean(), absenceMonths: zCount,
});
const zSetting = zPolicy.keyof();
export const zPolicyVersion = z.object({
  id: zId, risk: zRisk, version: z.number(), settings: zPolicy,
  sentences: z.array(z.object({ setting: zSetting, sentence: z.string() })),
  /** What this version changed; empty for the first. */
  changes: z.array(z.object({ setting: zSetting, from: z.string(), to: z.string() })),
  /** Null: the product's own default, which nobody signed. */
  signedAt: zInstant.nullable(), until: zInstant.nullable(), reason: z.string().nullable(), signature: zSignature.nullable(),
});
const zProposal = z.object({ settings: zPolicy });

export const listPolicies = endpoint({ method: 'GET', path: '/policies', area, summary: 'The policy of each risk class', may: documents.readDocuments, query: asOfQuery, reply: z.object({ items: z.array(zPolicyVersion) }) });
export const getPolicyHistory = endpoint({ method: 'GET', path: '/policies/:risk', area, summary: 'All versions of the policy of a risk class, newest first, with their signatures', may: documents.readDocuments, params: riskParams, query: asOfQuery, reply: z.object({ items: z.array(zPolicyVersion) }) });
export const proposePolicy = endpoint({
  method: 'POST', path: '/policies/:risk/proposal', area, summary: 'What signing these settings would change, and the statement that it signs; nothing is saved', may: may.signPolicy, params: riskParams, body: zProposal,
  reply: z.object({ statement: z.string(), changes: zPolicyVersion.shape.changes, documents: z.number(), windows: z.number() }),
});
export const signPolicy = endpoint({ method: 'POST', path: '/policies/:risk', area, summary: 'Put a new policy into force for a risk class, signed', may: may.signPolicy, params: riskParams, body: zProposal.extend({ reason: zText(2000) }).extend(zSigning.shape), reply: z.object({ risk: zRisk, version: z.number() }) });

const WORDS: Readonly<Record<string, string>> = {
  effectiveDate: 'when a version takes effect', gatePercent: 'the share that must be trained', minimumTrainingDays: 'the days that remain for training', revisionDays: 'the days for a new version',
  initialDays: 'the days for whoever is new', driftVersions: 'the versions without training', driftMonths: 'the months without training', retrainPriorCompleters: 'the retraining of prior completers',
  renewalBasis: 'the recurrence of training', renewalMonths: 'the months after which training recurs', renewalWindowDays: 'the days ahead at which a renewal is assigned', revisionRenews: 'what counts as the periodic training', fullForMinor: 'the path for minor changes', absenceMonths: 'the months of absence',
};
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

type RefusalText = { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) };
export const REFUSALS = {
  ...SIGNING_REFUSALS,
  'policy-out-of-range': { status: 422, sentence: (d) => `${capital(WORDS[String(d['setting'])] ?? String(d['setting']))} must be a whole number from ${d['least']} to ${d['most']}; ${d['value']} is not.` },
  'weaker-than-high': { status: 422, sentence: (d) => `Critical documents would be protected less than high ones by ${WORDS[String(d['setting'])] ?? d['setting']}. ${d['risk'] === 'high' ? 'Make the policy for critical documents stricter first.' : 'Choose what is at least as strict as for high documents.'}` },
  'policy-unchanged': { status: 409, sentence: (d) => `Nothing differs from the policy that holds for ${d['risk']} documents, so there is nothing to sign. Change a setting first.` },
} as const satisfies Record<PolicyRefusal | keyof typeof SIGNING_REFUSALS, RefusalText>;
