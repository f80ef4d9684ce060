import type { Router } from '../../../platform/http/route.ts';
import { compare } from './actions.ts';
import { compareVersions, REFUSALS } from './contract.ts';

export function comparisonRoutes(route: Router): void {
  route(compareVersions, REFUSALS, (ctx, { params }) => compare(ctx, params.id, params.otherId));
}
