import type { Router } from '../../../platform/http/route.ts';
import { factsHistory, putFacts } from './actions.ts';
import * as contract from './contract.ts';

export function factsRoutes(route: Router): void {
  route(contract.changeFacts, contract.REFUSALS, (ctx, { params, body }) => putFacts(ctx, params.id, body));
  route(contract.getFactsHistory, contract.REFUSALS, (ctx, { params }) => factsHistory(ctx, params.id));
}
