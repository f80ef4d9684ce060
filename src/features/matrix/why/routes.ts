import type { Router } from '../../../platform/http/route.ts';
import { showWhy } from './actions.ts';
import * as contract from './contract.ts';

export function whyRoutes(route: Router): void {
  route(contract.getWhy, contract.REFUSALS, (ctx, { query }) => showWhy(ctx, query));
}
