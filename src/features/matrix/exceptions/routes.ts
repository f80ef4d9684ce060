import type { Router } from '../../../platform/http/route.ts';
import { addException, exceptions, showExceptionStatement, stopException } from './actions.ts';
import * as contract from './contract.ts';

export function exceptionRoutes(route: Router): void {
  const { REFUSALS } = contract;
  route(contract.listExceptions, REFUSALS, (ctx, { query }) => exceptions(ctx, query));
  route(contract.getExceptionStatement, REFUSALS, (ctx, { body }) => showExceptionStatement(ctx, body));
  route(contract.grantException, REFUSALS, (ctx, { body }) => addException(ctx, body));
  route(contract.endException, REFUSALS, (ctx, { params, body }) => stopException(ctx, params.id, body.reason));
}
