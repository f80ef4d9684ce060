import type { Router } from '../../../platform/http/route.ts';
import { changeType, createType, listTypes, proposeNumber } from './actions.ts';
import * as contract from './contract.ts';

export function typeRoutes(route: Router): void {
  route(contract.listTypes, contract.TYPE_REFUSALS, (ctx) => listTypes(ctx));
  route(contract.createType, contract.TYPE_REFUSALS, (ctx, { body }) => createType(ctx, body));
  route(contract.changeType, contract.TYPE_REFUSALS, (ctx, { params, body }) => changeType(ctx, params.id, body));
  route(contract.proposeNumber, contract.TYPE_REFUSALS, (ctx, { params, query }) => proposeNumber(ctx, params.code, query.siteId ?? null));
}
