import type { Router } from '../../../platform/http/route.ts';
import { REFUSALS } from '../contract.ts';
import { addComment, answerComment } from './actions-comments.ts';
import { getReview, listReviews } from './actions-read.ts';
import { getStepStatement, reassignStep, signReviewStep, takeBackSubmission } from './actions.ts';
import * as contract from './contract.ts';

export function reviewRoutes(route: Router): void {
  route(contract.listReviews, REFUSALS, (ctx, { query }) => listReviews(ctx, query));
  route(contract.getReview, REFUSALS, (ctx, { params }) => getReview(ctx, params.id));
  route(contract.getStepStatement, REFUSALS, (ctx, { params }) => getStepStatement(ctx, params.id));
  route(contract.signStep, REFUSALS, (ctx, { params, body }) => signReviewStep(ctx, params.id, body));
  route(contract.reassignStep, REFUSALS, (ctx, { params, body }) => reassignStep(ctx, params.id, body));
  route(contract.takeBack, REFUSALS, (ctx, { params, body }) => takeBackSubmission(ctx, params.id, body));
  route(contract.addComment, REFUSALS, (ctx, { params, body }) => addComment(ctx, params.id, body));
  route(contract.replyToComment, REFUSALS, (ctx, { params, body }) => answerComment(ctx, params.id, 'reply', body.text));
  route(contract.resolveComment, REFUSALS, (ctx, { params, body }) => answerComment(ctx, params.id, 'resolved', body.text));
  route(contract.reopenComment, REFUSALS, (ctx, { params, body }) => answerComment(ctx, params.id, 'reopened', body.text));
}
