import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { may } from '../permissions.ts';
import { mayConcerning } from '../standing/actions.ts';
import type { listLapses } from './contract.ts';
import { lapseOf } from './rules.ts';
import { loadNotices } from './store.ts';

export async function lapses(ctx: Context, personId: string, query: { asOf?: string | undefined }): Promise<Outcome<Loose<z.input<typeof listLapses.reply>>>> {
  if (!(await mayConcerning(ctx, may.readTraining, personId))) return refuse('not-permitted');
  const at = query.asOf === undefined ? ctx.now : Temporal.Instant.from(query.asOf);
  return done({ items: (await loadNotices(ctx.db, personId, at)).flatMap((row) => {
    const state = lapseOf(row, at);
    if (state === null) return [];
    return [{ id: row.id, document: { id: row.documentId, number: row.number, title: row.title }, version: { id: row.versionId, label: row.label }, trainedOn: { id: row.trainedId, label: row.trainedLabel }, state, announcedAt: row.announcedAt, effectiveAt: row.effectiveAt }];
  }) });
}
