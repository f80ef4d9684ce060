import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { idParams, zInstant } from '../../../kernel/wire.ts';
import { REFUSALS } from '../authoring/contract.ts';
import { may } from '../permissions.ts';
import type { TranscriptRefusal } from './types.ts';

const area = 'Documents';
const zSha256 = z.string().regex(/^[0-9a-f]{64}$/u);

export const getTranscript = endpoint({
  method: 'GET', path: '/versions/:id/transcript', area, may: may.readAllVersions, params: idParams, summary: 'The typed text of a scanned version, or what to begin it with',
  reply: z.object({
    /** Null: nobody has typed it yet. */
    written: z.object({ text: z.string(), sha256: z.string(), by: z.string(), at: zInstant }).nullable(),
    start: z.string(),
    /** Whether the file is scanned, so that there is something to type. */
    scanned: z.boolean(),
    allowed: z.boolean(),
    why: z.string().nullable(),
  }),
});
export const putTranscript = endpoint({
  method: 'PUT', path: '/versions/:id/transcript', area, may: may.writeText, params: idParams, summary: 'Type the text of a scanned draft, as Markdown with a heading per section',
  body: z.object({ text: z.string().min(1).max(2_000_000), /** The digest of the text this one follows; null: there was none. */ follows: zSha256.nullable() }),
  reply: z.object({ sections: z.number(), sha256: z.string(), warnings: z.array(z.string()) }),
});

export const TRANSCRIPT_REFUSALS = {
  ...REFUSALS,
  'not-scanned': { status: 409, sentence: (d) => `The file of version ${d['label']} has text of its own, which is what counts. Only scanned files are typed by hand.` },
  'transcript-changed': { status: 409, sentence: (d) => `${d['name']} saved another text meanwhile. Copy yours, load the page again and put both together.` },
} as const satisfies Record<TranscriptRefusal | keyof typeof REFUSALS, { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) }>;
