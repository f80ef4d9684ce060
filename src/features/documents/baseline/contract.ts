import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { zId, zSigning } from '../../../kernel/wire.ts';
import { REFUSALS as DOCUMENT_REFUSALS } from '../contract.ts';
import { may } from '../permissions.ts';
import type { BaselineRefusal } from './types.ts';

export const zVerdict = z.enum(['clean', 'present', 'fixable', 'rejected']);
export const zBaselineRow = z.object({ line: z.number(), number: z.string(), title: z.string(), label: z.string(), file: z.string(), verdict: zVerdict, reasons: z.array(z.string()) });
const zCounts = z.object({ clean: z.number(), present: z.number(), fixable: z.number(), rejected: z.number() });

export const previewBaseline = endpoint({
  method: 'POST', path: '/baselines/preview', area: 'Documents', may: may.importBaseline, upload: true, body: z.object({}),
  summary: 'What importing a ZIP with a list (CSV) and the files it names would do, row by row; nothing is saved',
  reply: z.object({ fileName: z.string(), counts: zCounts, rows: z.array(zBaselineRow), /** What importing the clean rows signs; null when there is none. */ statement: z.string().nullable() }),
});
export const importBaseline = endpoint({
  method: 'POST', path: '/baselines', area: 'Documents', may: may.importBaseline, upload: true, body: zSigning,
  summary: 'Import the clean rows as a signed baseline: in force from now on, without an approval in this product. The same again creates nothing twice',
  reply: z.object({ id: zId, counts: zCounts, rows: z.array(zBaselineRow) }),
});

export const BASELINE_REFUSALS = {
  ...DOCUMENT_REFUSALS,
  'archive-refused': { status: 422, sentence: (d) => `The archive was not taken: ${d['why']}. Make a ZIP with the list (.csv) and the files it names.` },
  'list-refused': { status: 422, sentence: (d) => `The list cannot be read: ${d['why']}` },
  'nothing-clean': { status: 422, sentence: 'No row is ready to be imported. Look at what stands against each, put the list right and upload it again.' },
} as const satisfies Record<Exclude<BaselineRefusal, 'statement-changed'> | keyof typeof DOCUMENT_REFUSALS, { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) }>;
