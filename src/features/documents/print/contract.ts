import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { idParams } from '../../../kernel/wire.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { REFUSALS as DOCUMENT_REFUSALS } from '../contract.ts';
import { may } from '../permissions.ts';
import type { CopyRefusal } from './types.ts';

export const getCopy = endpoint({
  method: 'GET', path: '/versions/:id/copy', area: 'Documents', may: may.readDocuments, params: idParams,
  summary: 'A copy as PDF that says on every page what it is: number, version, status, when and by whom it was made, uncontrolled when printed. A PDF keeps its pages; everything else is set from its text. Each copy is audited',
  query: z.object({ purpose: z.enum(['print', 'download']).default('download') }), reply: z.any(),
});

export const getPages = endpoint({ method: 'GET', path: '/versions/:id/pages', area: 'Documents', may: may.readDocuments, params: idParams, summary: 'The pages of a version whose file is a PDF, to be shown and not kept', reply: z.any() });

export const COPY_REFUSALS = {
  ...DOCUMENT_REFUSALS,
  'no-pages': { status: 409, sentence: (d) => `The file of version ${d['label']} is no PDF: it has no pages of its own. Read its text.` },
  'copy-failed': { status: 422, sentence: (d) => `The copy could not be made: ${WHY[String(d['why'])] ?? 'it failed'}. Download the original file instead.` },
} as const satisfies Record<CopyRefusal | keyof typeof DOCUMENT_REFUSALS, { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) }>;

const WHY: Readonly<Record<string, string>> = { 'too-slow': 'it took longer than a minute', 'too-large': 'it needs more memory than a copy may use', 'unreadable': 'the file does not let itself be copied', 'busy': 'the server is stopping' };
