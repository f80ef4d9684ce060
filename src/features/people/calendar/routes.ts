import type { Router } from '../../../platform/http/route.ts';
import { REFUSALS } from '../contract.ts';
import { getCalendar, setCalendar } from './actions.ts';
import * as contract from './contract.ts';

export function calendarRoutes(route: Router): void {
  route(contract.getCalendar, REFUSALS, (ctx, { params }) => getCalendar(ctx, params.id));
  route(contract.setCalendar, REFUSALS, (ctx, { params, body }) => setCalendar(ctx, params.id, body));
}
