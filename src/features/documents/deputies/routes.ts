import type { Router } from '../../../platform/http/route.ts';
import { endDeputy, listDeputies, nameDeputy } from './actions.ts';
import * as contract from './contract.ts';

export function deputyRoutes(route: Router): void {
  route(contract.listDeputies, contract.DEPUTY_REFUSALS, (ctx) => listDeputies(ctx));
  route(contract.nameDeputy, contract.DEPUTY_REFUSALS, (ctx, { body }) => nameDeputy(ctx, { ...body, from: Temporal.PlainDate.from(body.from), until: Temporal.PlainDate.from(body.until) }));
  route(contract.endDeputy, contract.DEPUTY_REFUSALS, (ctx, { params }) => endDeputy(ctx, params.id));
}
