import type { Router } from '../../../platform/http/route.ts';
import { lapses } from './actions.ts';
import { listLapses } from './contract.ts';

export function lapseRoutes(route: Router): void {
  route(listLapses, {}, (ctx, { params, query }) => lapses(ctx, params.id, query));
}
