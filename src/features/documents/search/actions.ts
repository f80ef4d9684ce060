import type { z } from 'zod';
import { done, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import { sightOf } from '../library/actions.ts';
import type { Risk } from '../types.ts';
import type { zFound } from './contract.ts';
import { partsOf, rank, readQuery, type Ranked } from './rules.ts';
import { CLOSE, loadCandidates, loadSnippets, OPEN, type Snippet } from './store.ts';

type Found = z.output<typeof zFound>;
type Input = { readonly q: string; readonly type?: string | undefined; readonly risk?: Risk | undefined; readonly siteId?: string | undefined; readonly versions: 'in_force' | 'all'; readonly cursor?: string | undefined; readonly limit: number };

/** DOC-11: what fits best first; the text is read again only for the page that is shown. */
export async function searchDocuments(ctx: Context, input: Input): Promise<Outcome<{ items: Found[]; total: number; capped: boolean; nextCursor: string | null }, never>> {
  const query = readQuery(input.q);
  if (query === null) return done({ items: [], total: 0, capped: false, nextCursor: null });
  const narrowing = { type: input.type ?? null, risk: input.risk ?? null, siteId: input.siteId ?? null, allVersions: input.versions === 'all' };
  const { candidates, capped } = await loadCandidates(ctx.db, sightOf(ctx.principal), query, narrowing);
  const ranked = rank(candidates, query);
  const from = Number(input.cursor ?? 0);
  const page = ranked.slice(from, from + input.limit);
  const snippets = await loadSnippets(ctx.db, query, page.flatMap(({ candidate }) => (candidate.versionId === null || candidate.weight === null ? [] : [candidate.versionId])));
  const byVersion = new Map(snippets.map((snippet) => [snippet.versionId, snippet]));
  return done({ items: page.map((one) => toFound(one, byVersion)), total: ranked.length, capped, nextCursor: ranked.length > from + input.limit ? String(from + input.limit) : null });
}

function toFound({ candidate, match }: Ranked, snippets: ReadonlyMap<string, Snippet>): Found {
  const { documentId, versionId, label, state, number, title, type, risk } = candidate;
  const section = versionId === null ? undefined : snippets.get(versionId);
  return {
    document: { id: documentId, number, title, type, risk }, match,
    version: versionId === null || label === null || state === null ? null : { id: versionId, label, state },
    section: section === undefined ? null : { ordinal: section.ordinal, number: section.number, heading: section.heading, snippet: partsOf(section.snippet, OPEN, CLOSE) },
  };
}
