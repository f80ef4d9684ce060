import { done } from '../../../kernel/decision.ts';
import { attachment } from '../../../platform/http/attachment.ts';
import type { Router } from '../../../platform/http/route.ts';
import { fileHeaders } from '../../../platform/spreadsheet-write.ts';
import { exportGrid } from './actions-export.ts';
import { grid, gridCell, gridCells, gridSums } from './actions.ts';
import * as contract from './contract.ts';

export function gridRoutes(route: Router): void {
  route(contract.getGrid, {}, (ctx, { query }) => grid(ctx, query));
  route(contract.getCells, {}, (ctx, { query, body }) => gridCells(ctx, query, body));
  route(contract.getSums, {}, (ctx, { query }) => gridSums(ctx, query));
  route(contract.getCell, {}, (ctx, { query }) => gridCell(ctx, query));
  route(contract.exportGrid, {}, async (ctx, { query, reply }) => {
    const found = await exportGrid(ctx, query);
    if (!found.ok) return found;
    reply.headers({ ...fileHeaders(query.format), 'content-disposition': attachment(found.reply.fileName) });
    return done(found.reply.file);
  });
}
