import type { Router } from '../../../platform/http/route.ts';
import { REFUSALS } from '../contract.ts';
import { confirmHeld, discardHeld, getHeld, listHeld } from './actions.ts';
import * as contract from './contract.ts';

export function heldRoutes(route: Router): void {
  route(contract.listHeldFiles, REFUSALS, (ctx) => listHeld(ctx));
  route(contract.getHeldFile, REFUSALS, (ctx, { params }) => getHeld(ctx, params.id));
  route(contract.confirmHeldFile, REFUSALS, (ctx, { params, body }) => confirmHeld(ctx, params.id, body));
  route(contract.discardHeldFile, REFUSALS, (ctx, { params, body }) => discardHeld(ctx, params.id, body.reason));
}
