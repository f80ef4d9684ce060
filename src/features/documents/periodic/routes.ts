import type { Router } from '../../../platform/http/route.ts';
import { getReview, getReviewStatement, listReviews, reviewDocument } from './actions.ts';
import * as contract from './contract.ts';

const { REFUSALS } = contract;

export function periodicRoutes(route: Router): void {
  route(contract.listReviews, REFUSALS, (ctx, { query }) => listReviews(ctx, query));
  route(contract.getReview, REFUSALS, (ctx, { params }) => getReview(ctx, params.id));
  route(contract.getReviewStatement, REFUSALS, (ctx, { params, query }) => getReviewStatement(ctx, params.id, { document: query.document, module: query.module ?? null }));
  route(contract.reviewDocument, REFUSALS, (ctx, { params, body }) => reviewDocument(ctx, params.id, body));
}
