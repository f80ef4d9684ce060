import type { Router } from '../../../platform/http/route.ts';
import { roleReadiness } from './actions.ts';
import * as contract from './contract.ts';

export function aheadRoutes(route: Router): void {
  route(contract.getRoleReadiness, {}, (ctx, { params }) => roleReadiness(ctx, params.id));
}
