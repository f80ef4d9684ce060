import type { Router } from '../../../platform/http/route.ts';
import { reviewOf, sweepDetail, sweeps } from './actions.ts';
import * as contract from './contract.ts';

export function sweepRoutes(route: Router): void {
  route(contract.listSweeps, contract.REFUSALS, (ctx) => sweeps(ctx));
  route(contract.getSweep, contract.REFUSALS, (ctx, { params }) => sweepDetail(ctx, params.id));
  route(contract.reviewSweep, contract.REFUSALS, (ctx, { params, body }) => reviewOf(ctx, params.id, body.note));
}
