import { done, refuse } from '../../../kernel/decision.ts';
import { fileHeaders } from '../../../platform/http/attachment.ts';
import type { Router } from '../../../platform/http/route.ts';
import { addAttachment, describeAttachment, downloadAttachment, listAttachments, orderAttachments, removeAttachment } from './actions.ts';
import * as contract from './contract.ts';

export function attachmentRoutes(route: Router): void {
  const { ATTACHMENT_REFUSALS } = contract;
  route(contract.listAttachments, ATTACHMENT_REFUSALS, (ctx, { params }) => listAttachments(ctx, params.id));
  route(contract.addAttachment, ATTACHMENT_REFUSALS, (ctx, { params, body, file }) =>
    file === null ? Promise.resolve(refuse('file-refused', { reason: 'no-file', sentence: 'The form has no file. Put it in a part named "file".' })) : addAttachment(ctx, params.id, file, body));
  route(contract.orderAttachments, ATTACHMENT_REFUSALS, (ctx, { params, body }) => orderAttachments(ctx, params.id, body.ids));
  route(contract.describeAttachment, ATTACHMENT_REFUSALS, (ctx, { params, body }) => describeAttachment(ctx, params.id, body));
  route(contract.removeAttachment, ATTACHMENT_REFUSALS, (ctx, { params }) => removeAttachment(ctx, params.id));
  route(contract.downloadAttachment, ATTACHMENT_REFUSALS, async (ctx, { params, reply }) => {
    const found = await downloadAttachment(ctx, params.id);
    if (!found.ok) return found;
    reply.headers(fileHeaders(found.reply));
    return done(found.reply.bytes);
  });
}
