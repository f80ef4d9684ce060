import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Instant } from '../../../kernel/day.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { act, commit } from '../../audit/actions.ts';
import { prepareSignature, proveSigner, saveSignature } from '../../signatures/actions.ts';
import { loadSignaturesById } from '../../signatures/store.ts';
import type { Readied } from '../actions.ts';
import { mayHoldAtOnce } from '../approval/store.ts';
import type { Curriculum } from '../types.ts';
import type { getCurriculum as getContract, zCurriculum } from './contract.ts';
import { createCurriculum, curriculumStatement, curriculumText, differenceOf, reviseCurriculum } from './rules.ts';
import { isNameTaken, listCurriculumRows, loadCurriculum, loadCurriculumForChange, loadNumbers, nextCurriculumNumber, saveCurriculum, saveCurriculumVersion } from './store.ts';
import type { CurriculumContent } from './types.ts';

type Input = CurriculumContent & { readonly statement: string; readonly password: string };
type Saved = Outcome<{ id: string; number: number; version: number }>;

export async function listCurricula(ctx: Context, at: Instant): Promise<Outcome<{ items: z.input<typeof zCurriculum>[] }>> {
  return done({ items: (await listCurriculumRows(ctx.db, at, null)).map(({ documentIds: _ids, signatureId: _signature, ...row }) => row) });
}

export async function showCurriculum(ctx: Context, id: string, at: Instant): Promise<Outcome<Loose<z.input<typeof getContract.reply>>>> {
  const rows = await listCurriculumRows(ctx.db, at, id);
  const [newest] = rows;
  if (newest === undefined) return refuse('not-found', { what: 'curriculum' });
  const signatures = await loadSignaturesById(ctx.db, rows.flatMap(({ signatureId }) => signatureId ?? []));
  const versions = rows.map(({ rules: _rules, documentIds, signatureId, ...row }, index) => {
    const before = rows[index + 1];
    const changed = differenceOf(before?.documentIds ?? [], documentIds);
    const pick = (ids: readonly string[], from: typeof row.documents) => from.filter((document) => ids.includes(document.id));
    return {
      ...row, signature: signatures.find((signature) => signature.id === signatureId) ?? null, nameBefore: before === undefined || before.name === row.name ? null : before.name,
      added: before === undefined ? [] : pick(changed.added, row.documents), removed: pick(changed.removed, before?.documents ?? []),
    };
  });
  const { documentIds: _ids, signatureId: _signature, ...shown } = newest;
  return done({ ...shown, versions });
}

export async function showStatement(ctx: Context, curriculumId: string | null, input: CurriculumContent): Promise<Outcome<{ statement: string }>> {
  const current = curriculumId === null ? null : await loadCurriculum(ctx.db, curriculumId);
  if (curriculumId !== null && current === null) return refuse('not-found', { what: 'curriculum' });
  const worded = await wordsOf(ctx.db, current, input);
  return worded === null ? refuse('unknown-reference') : done({ statement: worded.signedBy(ctx.principal.name) });
}

export async function putCurriculum(ctx: Context, curriculumId: string | null, input: Input): Promise<Saved> {
  const signer = await proveSigner(ctx, input.password);
  if (!signer.ok) return signer;
  return act(ctx, async (tx): Promise<Saved> => {
    const alone = await mayHoldAtOnce(tx, { curriculumId });
    if (!alone.ok) return alone;
    const readied = await readyCurriculum(ctx, tx, curriculumId, input);
    if (!readied.ok) return readied;
    const { id, number, version, signedBy, event, save } = readied.reply;
    const signature = prepareSignature(ctx, signer.reply, { meaning: 'approved', subject: { kind: 'curriculum', id }, statement: signedBy(signer.reply.printedName), shown: input.statement, facts: { number, version, name: input.name, documents: [...new Set(input.documentIds)] } });
    if (!signature.ok) return signature;
    await commit(ctx, tx, [{ ...event, data: { ...event.data, signature: signature.reply.eventData } }], async (audited) => {
      await saveSignature(audited, signature.reply);
      await save(audited, { ownerId: signer.reply.personId, signatureId: signature.reply.id, proposalId: null });
    });
    return done({ id, number, version });
  });
}

export async function readyCurriculum(ctx: Context, tx: Tx, curriculumId: string | null, input: CurriculumContent): Promise<Outcome<Readied & { readonly signedBy: (name: string) => string }>> {
  const next = await nextCurriculumNumber(tx);
  const current = curriculumId === null ? null : await loadCurriculumForChange(tx, curriculumId);
  if (curriculumId !== null && current === null) return refuse('not-found', { what: 'curriculum' });
  const content: CurriculumContent = { name: input.name, documentIds: [...new Set(input.documentIds)] };
  const worded = await wordsOf(tx, current, content);
  if (worded === null) return refuse('unknown-reference');
  const [id, number, version] = [current?.id ?? ctx.newId(), current?.number ?? next, (current?.version ?? 0) + 1];
  const taken = await isNameTaken(tx, content.name, current?.id ?? null);
  const decision = current === null ? createCurriculum(content, { id, number, taken }) : reviseCurriculum(current, content, { taken });
  if (!decision.ok) return decision;
  return done({ id, number, version, ...worded, event: decision.events[0], save: async (audited, by) => {
    if (current === null) await saveCurriculum(audited, ctx, id, number);
    await saveCurriculumVersion(audited, ctx, { id, version, ...by }, content);
  } });
}

/** Null when it names a document that does not exist. */
async function wordsOf(db: Db | Tx, current: Curriculum | null, content: CurriculumContent): Promise<{ text: string; signedBy: (name: string) => string } | null> {
  const numbers = await loadNumbers(db, [...content.documentIds, ...(current?.documentIds ?? [])]);
  if (content.documentIds.some((id) => !numbers.has(id))) return null;
  const say = (ids: readonly string[]): string[] => ids.map((id) => numbers.get(id) ?? id).toSorted();
  const { added, removed } = differenceOf(current?.documentIds ?? [], content.documentIds);
  const [shown, change] = [{ name: content.name, documents: say([...new Set(content.documentIds)]) }, { version: (current?.version ?? 0) + 1, added: say(added), removed: say(removed) }];
  return { text: curriculumText(shown, change), signedBy: (name) => curriculumStatement(name, shown, change) };
}
