import type { Router } from '../../../platform/http/route.ts';
import { REFUSALS } from '../../people/contract.ts';
import { previewCalendar } from './actions.ts';
import * as contract from './contract.ts';

export function calendarPreviewRoutes(route: Router): void {
  route(contract.previewCalendar, REFUSALS, (ctx, { params, body }) => previewCalendar(ctx, params.id, body));
}
