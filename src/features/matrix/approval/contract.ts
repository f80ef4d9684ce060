import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { zInstant, zSigning, zText } from '../../../kernel/wire.ts';
import { SIGNING_REFUSALS, zSignature } from '../../signatures/contract.ts';
import { may } from '../permissions.ts';
import type { AloneRefusal, ApprovalPolicyRefusal } from './types.ts';

const area = 'Matrix';
const zChoice = z.object({ secondPerson: z.boolean() });
/** `signedAt` null: as the installation began, which nobody signed. */
export const zApprovalPolicy = zChoice.extend({ version: z.number(), sentence: z.string(), reason: z.string().nullable(), signedAt: zInstant.nullable(), signature: zSignature.nullable() });
export const getApprovalPolicy = endpoint({ method: 'GET', path: '/matrix/policy', area, summary: 'Whether a second person approves changes of rules and curricula; all versions, newest first', may: may.readMatrix, reply: z.object({ items: z.array(zApprovalPolicy) }) });
export const getApprovalPolicyStatement = endpoint({ method: 'POST', path: '/matrix/policy/statement', area, summary: 'The statement that this policy for changes of the matrix signs; nothing is saved', may: may.signMatrixPolicy, body: zChoice, reply: z.object({ statement: z.string() }) });
export const signApprovalPolicy = endpoint({ method: 'POST', path: '/matrix/policy', area, summary: 'Decide whether a second person approves changes of rules and curricula, signed', may: may.signMatrixPolicy, body: zChoice.extend({ reason: zText(2000) }).extend(zSigning.shape), reply: z.object({ version: z.number() }) });

type RefusalText = { readonly status: number; readonly sentence: string };
export const ALONE_REFUSALS = {
  'second-person-needed': { status: 409, sentence: 'Here a second person approves changes of rules and curricula. Propose the change instead; it holds when it is approved.' },
  'proposal-waits': { status: 409, sentence: 'A change of this waits for approval already. It has to be approved, returned or withdrawn before there can be another.' },
} as const satisfies Record<AloneRefusal, RefusalText>;
export const REFUSALS = {
  ...SIGNING_REFUSALS,
  'policy-unchanged': { status: 409, sentence: 'That is how changes are approved already, so there is nothing to sign.' },
} as const satisfies Record<ApprovalPolicyRefusal | keyof typeof SIGNING_REFUSALS, { readonly status: number; readonly sentence: unknown }>;
