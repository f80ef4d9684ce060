import type { Router } from '../../../platform/http/route.ts';
import { assessorLists, proposeAssessors, putAssessors } from './actions-list.ts';
import { practical, proposeRepetition, recordRepetition, toAssess } from './actions.ts';
import * as contract from './contract.ts';

const { REFUSALS } = contract;

export function practicalRoutes(route: Router): void {
  route(contract.listToAssess, REFUSALS, (ctx, { query }) => toAssess(ctx, query));
  route(contract.getPractical, REFUSALS, (ctx, { params }) => practical(ctx, params.id));
  route(contract.proposeRepetition, REFUSALS, (ctx, { params, body }) => proposeRepetition(ctx, params.id, body));
  route(contract.recordRepetition, REFUSALS, (ctx, { params, body }) => recordRepetition(ctx, params.id, body));
  route(contract.getAssessorLists, REFUSALS, (ctx, { params }) => assessorLists(ctx, params.id));
  route(contract.proposeAssessors, REFUSALS, (ctx, { params, body }) => proposeAssessors(ctx, params.id, body));
  route(contract.putAssessors, REFUSALS, (ctx, { params, body }) => putAssessors(ctx, params.id, body));
}
