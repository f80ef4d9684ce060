import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import { findVisible } from '../library/actions.ts';
import { loadSections } from '../store.ts';
import type { compareVersions } from './contract.ts';
import { compareApart } from './run.ts';
import type { Comparison } from './types.ts';

type Reply = Omit<z.input<typeof compareVersions.reply>, 'entries' | 'totals'> & Comparison;

/** Whoever may read both versions may compare them: the words come from nowhere else. */
export async function compare(ctx: Context, fromId: string, toId: string): Promise<Outcome<Reply, 'not-found' | 'other-document' | 'comparison-too-slow'>> {
  const [from, to] = await Promise.all([findVisible(ctx, fromId), findVisible(ctx, toId)]);
  if (from === null || to === null) return refuse('not-found', { what: 'version' });
  if (from.version.documentId !== to.version.documentId) return refuse('other-document');
  const [older, newer] = await Promise.all([loadSections(ctx.db, fromId), loadSections(ctx.db, toId)]);
  const comparison = await compareApart(older, newer);
  if (comparison === null) return refuse('comparison-too-slow');
  const side = ({ version }: typeof from): Reply['from'] => ({ id: version.id, label: version.label, state: version.state });
  const { documentId, number, title } = to.version;
  return done({ documentId, number, title, from: side(from), to: side(to), ...comparison });
}
