import { done, refuse } from '../../../kernel/decision.ts';
import type { Router } from '../../../platform/http/route.ts';
import type { Convert } from '../drafting/actions.ts';
import { beginWriting, holdWriting, leaveWriting, nameCoAuthor, putWriting, saveWriting } from './actions.ts';
import { addFigure, getFigure, getKeptText, getWriting } from './actions-read.ts';
import * as contract from './contract.ts';

const { REFUSALS } = contract;

export function authoringRoutes(route: Router, deps: { readonly convert: Convert }): void {
  route(contract.beginWriting, REFUSALS, (ctx, { params, body }) => beginWriting(ctx, deps.convert, params.id, body));
  route(contract.getWriting, REFUSALS, (ctx, { params, query }) => getWriting(ctx, params.id, query));
  route(contract.holdWriting, REFUSALS, (ctx, { params, body }) => holdWriting(ctx, params.id, body));
  route(contract.leaveWriting, REFUSALS, (ctx, { params, body }) => leaveWriting(ctx, params.id, body));
  route(contract.saveWriting, REFUSALS, (ctx, { params, body }) => saveWriting(ctx, params.id, body));
  route(contract.putWriting, REFUSALS, (ctx, { params, body }) => putWriting(ctx, deps.convert, params.id, body));
  route(contract.getKeptText, REFUSALS, (ctx, { params }) => getKeptText(ctx, params.id, params.copyId));
  route(contract.addFigure, REFUSALS, (ctx, { params, file }) => (file === null ? Promise.resolve(refuse('figure-refused', { fault: 'type' })) : addFigure(ctx, params.id, file.bytes)));
  route(contract.getFigure, REFUSALS, async (ctx, { params, reply }) => {
    const found = await getFigure(ctx, params.id, params.figure);
    if (!found.ok) return found;
    reply.headers({
      'content-disposition': 'inline', 'content-type': found.reply.mediaType, 'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'", 'cache-control': 'private, max-age=86400, immutable', // named by its digest: it never changes
    });
    return done(found.reply.bytes);
  });
  route(contract.nameCoAuthor, REFUSALS, (ctx, { params, body }) => nameCoAuthor(ctx, params.id, body));
}
