import { accept, refuse, type Decision } from '../../../kernel/decision.ts';
import { statementText } from '../../signatures/rules.ts';
import type { AloneRefusal, ApprovalPolicy, ApprovalPolicyEvent, ApprovalPolicyRefusal } from './types.ts';

export function approvalSentence(secondPerson: boolean): string {
  return secondPerson ? 'A second person approves every change of a rule or curriculum before it has any effect.' : 'Whoever writes a rule or curriculum signs it, and it holds by that signature alone.';
}

/** MTX-02: quality decides whether four eyes are needed; what waits already goes on waiting. */
export function signApprovalPolicy(current: ApprovalPolicy, secondPerson: boolean, id: string, reason: string): Decision<ApprovalPolicyEvent, ApprovalPolicyRefusal> {
  if (current.secondPerson === secondPerson) return refuse('policy-unchanged');
  return accept({ type: 'MatrixPolicySigned', subject: { kind: 'matrix_policy', id }, data: { version: current.version + 1, secondPerson }, why: reason });
}

export function approvalPolicyStatement(signerName: string, current: ApprovalPolicy, secondPerson: boolean): string {
  return statementText(signerName, 'approved', `version ${current.version + 1} of the policy for changes of the matrix`, [approvalSentence(secondPerson), 'It holds for every change from now on.']);
}

/** MTX-02: by one signature a change holds only where no second person is needed, and never past one that waits. */
export function whyNotAlone(facts: { readonly secondPerson: boolean; readonly waiting: boolean }): AloneRefusal | null {
  if (facts.waiting) return 'proposal-waits';
  return facts.secondPerson ? 'second-person-needed' : null;
}
