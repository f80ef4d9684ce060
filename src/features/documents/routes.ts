import { done, refuse } from '../../kernel/decision.ts';
import { fileHeaders } from '../../platform/http/attachment.ts';
import type { Router } from '../../platform/http/route.ts';
import { approveVersion, getApprovalStatement, getSubmitStatement, retireDocument, sendBackVersion, submitVersion, withdrawVersion } from './actions.ts';
import * as contract from './contract.ts';
import { createDocument, discardDraft, replaceContent, uploadVersion, type Convert } from './drafting/actions.ts';
import { downloadFile, getDocument, getVersion, listDocuments } from './library/actions.ts';

const { REFUSALS } = contract;

export function documentRoutes(route: Router, deps: { readonly convert: Convert }): void {
  route(contract.listDocuments, REFUSALS, (ctx, { query }) => listDocuments(ctx, query));
  route(contract.createDocument, REFUSALS, (ctx, { body }) => createDocument(ctx, body));
  route(contract.getDocument, REFUSALS, (ctx, { params, query }) => getDocument(ctx, params.id, query));
  route(contract.uploadVersion, REFUSALS, (ctx, { params, body, file }) => (file === null ? Promise.resolve(noFile()) : uploadVersion(ctx, deps.convert, params.id, file, body)));
  route(contract.replaceContent, REFUSALS, (ctx, { params, file }) => (file === null ? Promise.resolve(noFile()) : replaceContent(ctx, deps.convert, params.id, file)));
  route(contract.discardDraft, REFUSALS, (ctx, { params }) => discardDraft(ctx, params.id));
  route(contract.getVersion, REFUSALS, (ctx, { params }) => getVersion(ctx, params.id));
  route(contract.downloadFile, REFUSALS, async (ctx, { params, reply }) => {
    const found = await downloadFile(ctx, params.id);
    if (!found.ok) return found;
    reply.headers(fileHeaders(found.reply));
    return done(found.reply.bytes);
  });
  route(contract.getSubmitStatement, REFUSALS, (ctx, { params }) => getSubmitStatement(ctx, params.id));
  route(contract.submitVersion, REFUSALS, (ctx, { params, body }) => submitVersion(ctx, params.id, body));
  route(contract.sendBack, REFUSALS, (ctx, { params, body }) => sendBackVersion(ctx, params.id, body));
  route(contract.getApprovalStatement, REFUSALS, (ctx, { params, query }) => getApprovalStatement(ctx, params.id, {
    ...(query.effectiveOn === undefined ? {} : { effectiveOn: Temporal.PlainDate.from(query.effectiveOn) }),
    ...(query.decision === undefined ? {} : { decision: query.decision }),
  }));
  route(contract.approveVersion, REFUSALS, (ctx, { params, body }) => approveVersion(ctx, params.id, { ...body, effectiveOn: Temporal.PlainDate.from(body.effectiveOn) }));
  route(contract.withdrawVersion, REFUSALS, (ctx, { params, body }) => withdrawVersion(ctx, params.id, body));
  route(contract.retireDocument, REFUSALS, (ctx, { params, body }) => retireDocument(ctx, params.id, body));
}

function noFile() {
  return refuse('file-refused', { reason: 'no-file', sentence: 'The form has no file. Put it in a part named "file".' });
}
