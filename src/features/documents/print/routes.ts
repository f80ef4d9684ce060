import type { FastifyReply } from 'fastify';
import { done } from '../../../kernel/decision.ts';
import type { Router } from '../../../platform/http/route.ts';
import { makeCopy, readPages, type Copy, type Print } from './actions.ts';
import * as contract from './contract.ts';

export function printRoutes(route: Router, deps: { readonly print: Print }): void {
  route(contract.getCopy, contract.COPY_REFUSALS, async (ctx, { params, query, reply }) => {
    const made = await makeCopy(ctx, deps.print, params.id, query.purpose);
    return made.ok ? done(sendCopy(reply, made.reply, query.purpose)) : made;
  });
  route(contract.getPages, contract.COPY_REFUSALS, async (ctx, { params, reply }) => {
    const found = await readPages(ctx, params.id);
    if (!found.ok) return found;
    reply.headers({ 'content-disposition': 'attachment; filename="pages.pdf"', 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'", 'cache-control': 'private, no-store' });
    return done(found.reply.bytes);
  });
}

/** To be printed it opens in the browser's own viewer, which runs nothing in our origin; else it is saved. */
function sendCopy(reply: FastifyReply, { bytes, fileName }: Copy, purpose: 'print' | 'download'): Copy['bytes'] {
  reply.headers({
    'content-disposition': `${purpose === 'print' ? 'inline' : 'attachment'}; filename="${fileName}"`, 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'", 'cache-control': 'private, no-store',
  });
  return bytes;
}
