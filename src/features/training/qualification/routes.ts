import type { Router } from '../../../platform/http/route.ts';
import { qualification, qualifications } from './actions.ts';
import * as contract from './contract.ts';

export function qualificationRoutes(route: Router): void {
  route(contract.getQualification, {}, (ctx, { query }) => qualification(ctx, query));
  route(contract.askQualifications, {}, (ctx, { body }) => qualifications(ctx, body));
}
