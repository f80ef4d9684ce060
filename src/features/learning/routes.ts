import type { Router } from '../../platform/http/route.ts';
import { getModule, putModule } from './actions.ts';
import * as contract from './contract.ts';

export function learningRoutes(route: Router): void {
  route(contract.getModule, contract.REFUSALS, (ctx, { params }) => getModule(ctx, params.id));
  route(contract.putModule, contract.REFUSALS, (ctx, { params, body }) => putModule(ctx, params.id, body));
}
