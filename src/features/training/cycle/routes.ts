import { done } from '../../../kernel/decision.ts';
import { attachment } from '../../../platform/http/attachment.ts';
import type { Router } from '../../../platform/http/route.ts';
import { cycle, cyclePeople, exportCycle } from './actions.ts';
import * as contract from './contract.ts';

export function cycleRoutes(route: Router): void {
  route(contract.getCycle, contract.REFUSALS, (ctx, { params, query }) => cycle(ctx, params.id, query));
  route(contract.listCycle, contract.REFUSALS, (ctx, { params, query }) => cyclePeople(ctx, params.id, query));
  route(contract.exportCycle, contract.REFUSALS, async (ctx, { params, query, reply }) => {
    const found = await exportCycle(ctx, params.id, query);
    if (!found.ok) return found;
    reply.headers({ 'content-disposition': attachment(found.reply.fileName), 'content-type': 'text/csv; charset=utf-8', 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store' });
    return done(found.reply.csv);
  });
}
