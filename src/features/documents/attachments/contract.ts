import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { idParams, zId, zInstant, zRef } from '../../../kernel/wire.ts';
import { REFUSALS } from '../contract.ts';
import { may } from '../permissions.ts';
import type { AttachmentRefusal } from './types.ts';

const area = 'Documents';
const zDescription = z.string().trim().max(500);
export const zAttachment = z.object({ id: zId, ordinal: z.number(), fileName: z.string(), description: z.string(), mediaType: z.string(), size: z.number(), sha256: z.string() });

export const listAttachments = endpoint({
  method: 'GET', path: '/versions/:id/attachments', area, may: may.readDocuments, params: idParams, summary: 'Files that belong to a version beside its text, and how they differ from those of the version before',
  reply: z.object({
    items: z.array(zAttachment.extend({ addedBy: zRef.nullable(), addedAt: zInstant, change: z.enum(['new', 'changed', 'same']).nullable() })),
    /** Of the version before, and not of this one. */
    removed: z.array(z.object({ fileName: z.string() })), previous: z.string().nullable(),
    /** Whether the present person may change them now, and if not why. */
    mayChange: z.boolean(), why: z.string().nullable(),
  }),
});
export const addAttachment = endpoint({ method: 'POST', path: '/versions/:id/attachments', area, may: may.writeDocuments, params: idParams, upload: true, summary: 'Attach a file to a draft', body: z.object({ description: zDescription.default('') }), reply: z.object({ id: zId, sha256: z.string(), mediaType: z.string() }) });
export const orderAttachments = endpoint({ method: 'PUT', path: '/versions/:id/attachments/order', area, may: may.writeDocuments, params: idParams, summary: 'Put the attachments of a draft in another order', body: z.object({ ids: z.array(zId).max(100) }), reply: z.object({}) });
export const describeAttachment = endpoint({ method: 'PUT', path: '/attachments/:id', area, may: may.writeDocuments, params: idParams, summary: 'Describe an attachment of a draft', body: z.object({ description: zDescription }), reply: z.object({ id: zId }) });
export const removeAttachment = endpoint({ method: 'DELETE', path: '/attachments/:id', area, may: may.writeDocuments, params: idParams, summary: 'Take an attachment off a draft', reply: z.object({}) });
export const downloadAttachment = endpoint({ method: 'GET', path: '/attachments/:id/file', area, may: may.readDocuments, params: idParams, summary: 'An attachment, byte for byte', reply: z.any() });

export const ATTACHMENT_REFUSALS = {
  ...REFUSALS,
  'attachment-refused': { status: 422, sentence: (d) => String(d['sentence']) },
  'attachment-name-taken': { status: 409, sentence: (d) => `The draft already has an attachment “${d['fileName']}”. Remove that one first, or give the file another name.` },
  'attachment-there': { status: 409, sentence: (d) => `This file is attached already, as “${d['fileName']}”.` },
  'attachments-many': { status: 422, sentence: (d) => `A version has at most ${d['most']} attachments. Remove one first, or put several pages into one file.` },
  'attachments-large': { status: 422, sentence: (d) => `The attachments of a version have at most ${d['mostMb']} MB together. Attach a smaller file, or remove another one first.` },
  'attachments-order': { status: 409, sentence: 'The attachments have changed meanwhile. Look at them again, then put them in order.' },
} as const satisfies Record<AttachmentRefusal | keyof typeof REFUSALS, { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) }>;
