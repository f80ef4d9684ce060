import type { Router } from '../../platform/http/route.ts';
import { listEvents, showEvent } from './actions.ts';
import * as contract from './contract.ts';

export function qualityRoutes(route: Router): void {
  route(contract.listQualityEvents, contract.REFUSALS, (ctx, { query }) => listEvents(ctx, query));
  route(contract.getQualityEvent, contract.REFUSALS, (ctx, { params }) => showEvent(ctx, params.id));
}
