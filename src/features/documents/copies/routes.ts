import { done } from '../../../kernel/decision.ts';
import type { Router } from '../../../platform/http/route.ts';
import type { Print } from '../print/actions.ts';
import { endCopy, issueCopy, listCopies, printControlledCopy } from './actions.ts';
import * as contract from './contract.ts';

export function copyRoutes(route: Router, deps: { readonly print: Print }): void {
  const { CONTROLLED_REFUSALS } = contract;
  route(contract.listCopies, CONTROLLED_REFUSALS, (ctx, { query }) => listCopies(ctx, query.documentId));
  route(contract.issueCopy, CONTROLLED_REFUSALS, (ctx, { params, body }) => issueCopy(ctx, params.id, body.holder));
  route(contract.endCopy, CONTROLLED_REFUSALS, (ctx, { params, body }) => endCopy(ctx, params.id, body.as, body.note));
  route(contract.getControlledCopy, CONTROLLED_REFUSALS, async (ctx, { params, reply }) => {
    const made = await printControlledCopy(ctx, deps.print, params.id);
    if (!made.ok) return made;
    reply.headers({ 'content-disposition': `attachment; filename="${made.reply.fileName}"`, 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'", 'cache-control': 'private, no-store' });
    return done(made.reply.bytes);
  });
}
