import type { Router } from '../../../platform/http/route.ts';
import { timeline } from './actions.ts';
import { getTimeline } from './contract.ts';

export function timelineRoutes(route: Router): void {
  route(getTimeline, {}, (ctx, { params, query }) => timeline(ctx, params.id, query.asOf));
}
