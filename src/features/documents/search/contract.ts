import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { pageOf, zId } from '../../../kernel/wire.ts';
import { zRisk, zVersionState } from '../contract.ts';
import { may } from '../permissions.ts';

export const zMatch = z.enum(['number', 'number-begins', 'title', 'title-similar', 'heading', 'text']);
export const zWhichVersions = z.enum(['in_force', 'all']);
export const zFound = z.object({
  document: z.object({ id: zId, number: z.string(), title: z.string(), type: z.string(), risk: zRisk }),
  /** The version that was found; null when the document has none that the reader may see. */
  version: z.object({ id: zId, label: z.string(), state: zVersionState }).nullable(),
  match: zMatch,
  /** The section that fits best, when the words stand in the text. */
  section: z.object({ ordinal: z.number(), number: z.string().nullable(), heading: z.string().nullable(), snippet: z.array(z.object({ text: z.string(), marked: z.boolean() })) }).nullable(),
});

export const searchDocuments = endpoint({
  method: 'GET', path: '/search', area: 'Documents', may: may.readDocuments,
  summary: 'Procedures by number, title (typing mistakes allowed), headings and text of the versions in force; with sight of all versions also in the others',
  query: z.object({
    q: z.string().max(200), type: z.string().max(60).optional(), risk: zRisk.optional(), siteId: zId.optional(), versions: zWhichVersions.default('in_force'),
    cursor: z.string().regex(/^\d{1,4}$/u).optional(), limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  reply: pageOf(zFound).extend({ total: z.number(), /** So many fit that only the first were ranked: a narrower question finds better. */ capped: z.boolean() }),
});
