import type { Router } from '../../../platform/http/route.ts';
import { nextDue, proposeRecurrence, putRecurrence, showRecurrence } from './actions.ts';
import * as contract from './contract.ts';

const { REFUSALS } = contract;

export function recurrenceRoutes(route: Router): void {
  route(contract.getRecurrence, REFUSALS, (ctx, { params, query }) => showRecurrence(ctx, params.id, query.asOf));
  route(contract.proposeRecurrence, REFUSALS, (ctx, { params, body }) => proposeRecurrence(ctx, params.id, body.setting));
  route(contract.signRecurrence, REFUSALS, (ctx, { params, body }) => putRecurrence(ctx, params.id, body));
  route(contract.listNextDue, REFUSALS, (ctx, { params, query }) => nextDue(ctx, params.id, query.asOf));
}
