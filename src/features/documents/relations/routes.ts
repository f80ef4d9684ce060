import type { Router } from '../../../platform/http/route.ts';
import { addRelation, listRelations, removeRelation } from './actions.ts';
import * as contract from './contract.ts';

export function relationRoutes(route: Router): void {
  const { RELATION_REFUSALS } = contract;
  route(contract.listRelations, RELATION_REFUSALS, (ctx, { params }) => listRelations(ctx, params.id));
  route(contract.addRelation, RELATION_REFUSALS, (ctx, { params, body }) => addRelation(ctx, params.id, body));
  route(contract.removeRelation, RELATION_REFUSALS, (ctx, { params }) => removeRelation(ctx, params.id));
}
