import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Context, TriedChange } from '../../../platform/context.ts';
import { isNameTaken, loadCurriculum, loadNumbers, nextCurriculumNumber, saveCurriculum, saveCurriculumVersion } from './store.ts';
import type { CurriculumContent } from './types.ts';

/** MTX-05: a curriculum, new or revised; it holds at once. */
export async function triedCurriculum(ctx: Context, curriculumId: string | null, content: CurriculumContent): Promise<Outcome<TriedChange>> {
  const current = curriculumId === null ? null : await loadCurriculum(ctx.db, curriculumId);
  if (curriculumId !== null && current === null) return refuse('not-found', { what: 'curriculum' });
  const numbers = await loadNumbers(ctx.db, content.documentIds);
  if (content.documentIds.some((id) => !numbers.has(id))) return refuse('unknown-reference');
  const id = current?.id ?? ctx.newId();
  const name = content.name.trim() === '' ? (current?.name ?? id) : content.name.trim(); // a curriculum can be tried out before it has a name
  if (await isNameTaken(ctx.db, name, current?.id ?? null)) return refuse('curriculum-name-taken', { name });
  const documentIds = [...new Set([...content.documentIds, ...(current?.documentIds ?? [])])];
  return done({ documentIds, at: ctx.now, change: async (tx) => {
    if (current === null) await saveCurriculum(tx, ctx, id, await nextCurriculumNumber(tx));
    await saveCurriculumVersion(tx, ctx, { id, version: (current?.version ?? 0) + 1, ownerId: null, signatureId: null, proposalId: null }, { name, documentIds: [...new Set(content.documentIds)] });
  } });
}
