import type { Router } from '../../../platform/http/route.ts';
import { coverage, covering, singlePoints } from './actions.ts';
import * as contract from './contract.ts';

export function coverageRoutes(route: Router): void {
  route(contract.getCoverage, {}, (ctx, { query }) => coverage(ctx, query));
  route(contract.listCovering, {}, (ctx, { params, query }) => covering(ctx, params.id, query));
  route(contract.listSinglePoints, {}, (ctx, { query }) => singlePoints(ctx, query));
}
