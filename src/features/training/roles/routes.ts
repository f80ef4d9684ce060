import type { Router } from '../../../platform/http/route.ts';
import { roleStanding } from './actions.ts';
import { getRoleStanding } from './contract.ts';

export function roleRoutes(route: Router): void {
  route(getRoleStanding, {}, (ctx, { params, query }) => roleStanding(ctx, params.id, query));
}
