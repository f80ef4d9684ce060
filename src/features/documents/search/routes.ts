import type { Router } from '../../../platform/http/route.ts';
import { searchDocuments } from './actions.ts';
import * as contract from './contract.ts';

export function searchRoutes(route: Router): void {
  route(contract.searchDocuments, {}, (ctx, { query }) => searchDocuments(ctx, query));
}
