import { done } from '../../../kernel/decision.ts';
import { attachment } from '../../../platform/http/attachment.ts';
import type { Router } from '../../../platform/http/route.ts';
import { fileHeaders } from '../../../platform/spreadsheet-write.ts';
import { cycle, cyclePeople, exportCycle } from './actions.ts';
import * as contract from './contract.ts';

export function cycleRoutes(route: Router): void {
  route(contract.getCycle, contract.REFUSALS, (ctx, { params, query }) => cycle(ctx, params.id, query));
  route(contract.listCycle, contract.REFUSALS, (ctx, { params, query }) => cyclePeople(ctx, params.id, query));
  route(contract.exportCycle, contract.REFUSALS, async (ctx, { params, query, reply }) => {
    const found = await exportCycle(ctx, params.id, query);
    if (!found.ok) return found;
    reply.headers({ ...fileHeaders(query.format), 'content-disposition': attachment(found.reply.fileName) });
    return done(found.reply.file);
  });
}
