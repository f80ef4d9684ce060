import type { Router } from '../../../platform/http/route.ts';
import { matrixHealth } from './actions.ts';
import { getMatrixHealth } from './contract.ts';

export function healthRoutes(route: Router): void {
  route(getMatrixHealth, {}, (ctx, { query }) => matrixHealth(ctx, query.siteId));
}
