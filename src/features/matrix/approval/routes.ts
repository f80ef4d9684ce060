import type { Router } from '../../../platform/http/route.ts';
import { approvalPolicy, putApprovalPolicy, showPolicyStatement } from './actions.ts';
import * as contract from './contract.ts';

const { REFUSALS } = contract;

export function approvalRoutes(route: Router): void {
  route(contract.getApprovalPolicy, REFUSALS, (ctx) => approvalPolicy(ctx));
  route(contract.getApprovalPolicyStatement, REFUSALS, (ctx, { body }) => showPolicyStatement(ctx, body.secondPerson));
  route(contract.signApprovalPolicy, REFUSALS, (ctx, { body }) => putApprovalPolicy(ctx, body));
}
