import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { zId } from '../../../kernel/wire.ts';
import { REFUSALS as DOCUMENT_REFUSALS, zVersionState } from '../contract.ts';
import { may } from '../permissions.ts';

const zSectionName = z.object({ ordinal: z.number(), number: z.string().nullable(), heading: z.string().nullable(), level: z.number() });
export const zRun = z.object({ kind: z.enum(['unchanged', 'removed', 'added']), text: z.string() });
/** A picture by its source (a data URL), a link by its target, the rest by its text. */
export const zMark = z.object({ kind: z.enum(['removed', 'added']), what: z.enum(['picture', 'link', 'raised', 'lowered', 'struck']), value: z.string() });
const zEntry = z.object({
  kind: z.enum(['unchanged', 'changed', 'added', 'removed', 'moved']), old: zSectionName.nullable(), new: zSectionName.nullable(),
  /** Merged: further sections of the older version that went into this one. */
  alsoOld: z.array(zSectionName),
  /** Split: the other sections of the newer version that the older one went into. */
  alsoNew: z.array(zSectionName),
  /** Heading, words, pictures, links or raised text differ; a moved section may be changed too. */
  changed: z.boolean(),
  /** Of a moved section: what stood before it in the older version; null at its beginning. */
  movedFrom: zSectionName.nullable(),
  heading: z.array(zRun).nullable(), changes: z.array(zRun), marks: z.array(zMark),
  /** So much differs that whole passages were compared instead of words. */
  rough: z.boolean(),
});
const zTotals = z.object({
  unchanged: z.number(), changed: z.number(), added: z.number(), removed: z.number(), moved: z.number(),
  movedAndChanged: z.number(), renumbered: z.number(), wordsAdded: z.number(), wordsRemoved: z.number(),
});
const zSide = z.object({ id: zId, label: z.string(), state: zVersionState });

export const compareVersions = endpoint({
  method: 'GET', path: '/versions/:id/comparison/:otherId', area: 'Documents', summary: 'Two versions of a document side by side, word by word: from the first to the second', may: may.readDocuments,
  params: z.object({ id: zId, otherId: zId }),
  reply: z.object({ documentId: zId, number: z.string(), title: z.string(), from: zSide, to: zSide, entries: z.array(zEntry), totals: zTotals }),
});

export const REFUSALS = {
  ...DOCUMENT_REFUSALS,
  'other-document': { status: 422, sentence: 'These are versions of two different documents. Choose two versions of one document; any two files are compared by ./readback compare.' },
  'comparison-too-slow': { status: 503, sentence: 'These two versions are so large and so different that comparing them was stopped. Try again when the server has less to do, or compare the files with ./readback compare.' },
} as const;
