import type { DomainEvent } from '../../../kernel/decision.ts';

/** Whether a second person approves changes of rules and curricula, in one of its versions. */
export type ApprovalPolicy = { readonly version: number; readonly secondPerson: boolean };
export type ApprovalPolicyEvent = DomainEvent & { readonly type: 'MatrixPolicySigned' };
export type ApprovalPolicyRefusal = 'policy-unchanged';
/** Why a change does not hold by one signature. */
export type AloneRefusal = 'second-person-needed' | 'proposal-waits';
