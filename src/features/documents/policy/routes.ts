import type { Context } from '../../../platform/context.ts';
import type { Router } from '../../../platform/http/route.ts';
import { listPolicies, policyHistory, proposePolicy, putPolicy } from './actions.ts';
import * as contract from './contract.ts';

const { REFUSALS } = contract;
const momentOf = (ctx: Context, asOf: string | undefined): Temporal.Instant => (asOf === undefined ? ctx.now : Temporal.Instant.from(asOf));

export function policyRoutes(route: Router): void {
  route(contract.listPolicies, REFUSALS, (ctx, { query }) => listPolicies(ctx, momentOf(ctx, query.asOf)));
  route(contract.getPolicyHistory, REFUSALS, (ctx, { params, query }) => policyHistory(ctx, params.risk, momentOf(ctx, query.asOf)));
  route(contract.proposePolicy, REFUSALS, (ctx, { params, body }) => proposePolicy(ctx, params.risk, body.settings));
  route(contract.signPolicy, REFUSALS, (ctx, { params, body }) => putPolicy(ctx, params.risk, body));
}
