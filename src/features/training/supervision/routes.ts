import type { Router } from '../../../platform/http/route.ts';
import { REFUSALS as TRAINING } from '../contract.ts';
import { decideExtension, extensions, markNotCompetent, openWork, requestExtension } from './actions.ts';
import * as contract from './contract.ts';

const { REFUSALS } = contract;

export function supervisionRoutes(route: Router): void {
  route(contract.listOpenWork, REFUSALS, (ctx, { query }) => openWork(ctx, query));
  route(contract.requestExtension, REFUSALS, (ctx, { params, body }) => requestExtension(ctx, params.id, body));
  route(contract.listExtensions, REFUSALS, (ctx, { query }) => extensions(ctx, query));
  route(contract.decideExtension, REFUSALS, (ctx, { params, body }) => decideExtension(ctx, params.id, body));
  route(contract.markNotCompetent, TRAINING, (ctx, { params, body }) => markNotCompetent(ctx, params.id, body));
}
