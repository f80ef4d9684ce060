import type { Context } from '../../../platform/context.ts';
import type { Router } from '../../../platform/http/route.ts';
import { listCurricula, putCurriculum, showCurriculum, showStatement } from './actions.ts';
import * as contract from './contract.ts';

const { REFUSALS } = contract;
const momentOf = (ctx: Context, asOf: string | undefined): Temporal.Instant => (asOf === undefined ? ctx.now : Temporal.Instant.from(asOf));

export function curriculumRoutes(route: Router): void {
  route(contract.listCurricula, REFUSALS, (ctx, { query }) => listCurricula(ctx, momentOf(ctx, query.asOf)));
  route(contract.getCurriculum, REFUSALS, (ctx, { params, query }) => showCurriculum(ctx, params.id, momentOf(ctx, query.asOf)));
  route(contract.proposeCurriculum, REFUSALS, (ctx, { body }) => showStatement(ctx, body.curriculumId, body));
  route(contract.createCurriculum, REFUSALS, (ctx, { body }) => putCurriculum(ctx, null, body));
  route(contract.reviseCurriculum, REFUSALS, (ctx, { params, body }) => putCurriculum(ctx, params.id, body));
}
