import type { Router } from '../../../platform/http/route.ts';
import { getDateChange, getOverrideStatement, moveDate, overrideHold, takingEffect } from './actions.ts';
import * as contract from './contract.ts';

const { REFUSALS } = contract;
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

export function lifecycleRoutes(route: Router): void {
  route(contract.getTakingEffect, REFUSALS, (ctx, { params }) => takingEffect(ctx, params.id));
  route(contract.getOverrideStatement, REFUSALS, (ctx, { params }) => getOverrideStatement(ctx, params.id));
  route(contract.overrideHold, REFUSALS, (ctx, { params, body }) => overrideHold(ctx, params.id, body));
  route(contract.getDateChange, REFUSALS, (ctx, { params, query }) => getDateChange(ctx, params.id, day(query.effectiveOn)));
  route(contract.moveDate, REFUSALS, (ctx, { params, body }) => moveDate(ctx, params.id, { ...body, effectiveOn: day(body.effectiveOn) }));
}
