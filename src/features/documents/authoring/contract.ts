import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { idParams, zId, zInstant, zRef, zText } from '../../../kernel/wire.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { REFUSALS as DOCUMENT_REFUSALS, zChangeClass } from '../contract.ts';
import { may } from '../permissions.ts';
import type { AuthoringRefusal } from './types.ts';

const area = 'Documents';

/** Names one window of a browser, so that two windows of the same person do not write over each other. */
const zClient = z.string().regex(/^[\w-]{8,64}$/u);
/** A text as the editor holds it; what may be in it is checked by rules-text.ts. */
const zTextOfEditor = z.looseObject({ type: z.literal('doc') });
const zHolder = z.object({ personId: zId, name: z.string(), since: zInstant, mine: z.boolean() });
const zAside = z.enum(['taken_over', 'behind', 'file_replaced', 'not_a_draft']);

export const beginWriting = endpoint({
  method: 'POST', path: '/documents/:id/written-versions', area, summary: 'Begin a draft that is written in the product', may: may.writeText, params: idParams,
  body: z.object({ label: zText(20), changeClass: zChangeClass, changeSummary: zText(2000), from: z.enum(['in-force', 'template']), attachments: z.enum(['none', 'in_force']).default('none') }),
  reply: z.object({ id: zId, sections: z.number(), contentSha256: z.string(), warnings: z.array(z.string()) }),
});
export const getWriting = endpoint({
  method: 'GET', path: '/versions/:id/writing', area, summary: 'The text of a draft as it is being written, and who writes', may: may.readAllVersions, params: idParams,
  query: z.object({ after: z.coerce.number().int().min(0).optional(), client: zClient.optional() }),
  reply: z.object({
    number: z.string(), title: z.string(), label: z.string(), documentId: zId, state: z.string(), mediaType: z.string(),
    /** Whether the present person may write in this draft, and if not why. */
    mayWrite: z.boolean(), why: z.string().nullable(),
    author: zRef, coAuthors: z.array(zRef), holder: zHolder.nullable(),
    revision: z.number(), savedBy: zRef.nullable(), savedAt: zInstant.nullable(),
    /** There is text that the version does not have yet. */
    ahead: z.boolean(),
    /** The text when it is newer than `after`, else null. */
    text: zTextOfEditor.nullable(),
    /** What to begin from when nothing was written yet: the sections of the version, as HTML of the editor. */
    start: z.string().nullable(),
    keptTexts: z.array(z.object({ id: zId, person: zRef, cause: zAside, keptAt: zInstant })),
  }),
});
export const holdWriting = endpoint({
  method: 'POST', path: '/versions/:id/writing/hold', area, summary: 'Begin to write, go on writing (every half minute), or take over from whoever writes', may: may.writeText, params: idParams,
  body: z.object({ client: zClient, takeOver: z.boolean().default(false) }), reply: z.object({ held: z.boolean(), holder: zHolder, revision: z.number() }),
});
export const leaveWriting = endpoint({ method: 'POST', path: '/versions/:id/writing/leave', area, summary: 'Stop writing', may: may.writeText, params: idParams, body: z.object({ client: zClient }), reply: z.object({}) });
export const saveWriting = endpoint({
  method: 'PUT', path: '/versions/:id/writing', area, summary: 'Save the text being written; what cannot become the text of the draft is kept aside', may: may.writeText, params: idParams,
  body: z.object({ client: zClient, base: z.number().int().min(0), text: zTextOfEditor }),
  reply: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('saved'), revision: z.number(), savedAt: zInstant }),
    z.object({ outcome: z.literal('kept-aside'), cause: zAside, copyId: zId, holder: zHolder.nullable() }),
  ]),
});
export const putWriting = endpoint({
  method: 'POST', path: '/versions/:id/writing/put', area, summary: 'Put the text into the version: it becomes the content of the draft', may: may.writeText, params: idParams,
  body: z.object({ client: zClient.optional() }), reply: z.object({ sections: z.number(), contentSha256: z.string(), warnings: z.array(z.string()) }),
});
export const getKeptText = endpoint({ method: 'GET', path: '/versions/:id/kept-texts/:copyId', area, summary: 'A text that was kept aside', may: may.writeText, params: z.object({ id: zId, copyId: zId }), reply: z.object({ text: zTextOfEditor }) });
export const addFigure = endpoint({ method: 'POST', path: '/versions/:id/figures', area, summary: 'Add a figure (PNG or JPEG, up to 3 MB) to a text being written', may: may.writeText, params: idParams, upload: true, body: z.object({}), reply: z.object({ figure: z.string() }) });
export const getFigure = endpoint({ method: 'GET', path: '/versions/:id/figures/:figure', area, summary: 'A figure of a text being written', may: may.readAllVersions, params: z.object({ id: zId, figure: z.string().regex(/^[0-9a-f]{64}$/u) }), reply: z.any() });
export const nameCoAuthor = endpoint({ method: 'POST', path: '/versions/:id/co-authors', area, summary: 'Name a co-author of a draft, who may write and cannot approve it', may: may.writeText, params: idParams, body: z.object({ personId: zId }), reply: zRef });

type RefusalText = { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) };

export const REFUSALS = {
  ...DOCUMENT_REFUSALS,
  'text-unreadable': { status: 422, sentence: (d) => `The text cannot be kept: ${d['fault']}. It stays in this window; copy it into another program and report this.` },
  'figure-refused': { status: 422, sentence: (d) => (d['fault'] === 'size' ? 'The figure is larger than 3 MB. Make it smaller and add it again.' : 'The figure is neither PNG nor JPEG. Save it as one of these and add it again.') },
  'figure-missing': { status: 409, sentence: 'The text shows a figure that this draft does not have. Remove the figure and add it again.' },
  'figures-too-many': { status: 422, sentence: 'The figures of a draft have at most 20 MB together. Make some of them smaller, or leave one out.' },
  'text-moved-on': { status: 409, sentence: (d) => `${d['name']} is writing in this draft. Wait until they leave the editor, or take over there.` },
  'nothing-written': { status: 409, sentence: 'Nothing was written in the product that could be put into the version.' },
  'already-author': { status: 409, sentence: (d) => `${d['name']} writes this version already.` },
  'cannot-write': { status: 422, sentence: (d) => `${d['name']} does not have the role of an author for this procedure. Ask an administrator to grant it, or name somebody else.` },
  'nothing-in-force': { status: 409, sentence: 'No version is in force to begin from. Begin with the standard headings.' },
} as const satisfies Record<AuthoringRefusal | keyof typeof DOCUMENT_REFUSALS, RefusalText>;
