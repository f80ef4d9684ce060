import type { z } from 'zod';
import { done, refuse, type Outcome, type Refused } from '../../../kernel/decision.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { act, commit } from '../../audit/actions.ts';
import { prepareSignature, proveSigner, saveSignature } from '../../signatures/actions.ts';
import { loadSignaturesById } from '../../signatures/store.ts';
import { may } from '../permissions.ts';
import type * as contract from './contract.ts';
import { listStatement } from './rules-words.ts';
import { loadHolders, loadLists, loadListVersion, lockLists, saveList, type List, type ListVersion } from './store.ts';

type Reply<E extends { reply: z.ZodType }> = Loose<z.input<E['reply']>>;
type Wanted = { readonly personIds: readonly string[]; readonly reason: string };
type Ready = { readonly version: ListVersion; readonly number: number; readonly people: readonly { readonly id: string; readonly name: string }[] };

export async function assessorLists(ctx: Context, versionId: string): Promise<Outcome<Reply<typeof contract.getAssessorLists>>> {
  const version = await loadListVersion(ctx.db, versionId);
  if (version === null) return refuse('not-found', { what: 'version' });
  const lists = await loadLists(ctx.db, versionId);
  const signatures = await loadSignaturesById(ctx.db, lists.map((list) => list.signatureId));
  const shown = lists.map(({ number, people, reason, signatureId }) => ({ number, people, reason, signature: signatures.find((one) => one.id === signatureId) ?? null }));
  const { practical, number, title, label, documentId } = version;
  return done({ practical, number, title, label, documentId, lists: shown });
}

/** ASM-07: for a version with a practical that people train on; named are holders of the product role, never oneself. */
async function ready(ctx: Context, db: Db | Tx, versionId: string, wanted: Wanted): Promise<{ readonly ok: true; readonly found: Ready } | Refused<string>> {
  const version = await loadListVersion(db, versionId);
  if (version === null) return refuse('not-found', { what: 'version' });
  if (!permits(ctx.principal, may.nameAssessors, { siteId: version.siteId })) return refuse('not-permitted');
  if (!version.practical) return refuse('no-practical');
  if (version.state !== 'approved' && version.state !== 'effective') return refuse('version-not-approved', { label: version.label, state: version.state.replace('_', ' ') });
  const ids = [...new Set(wanted.personIds)];
  if (ctx.principal.id !== null && ids.includes(ctx.principal.id)) return refuse('own-listing');
  const people = await loadHolders(db, ids);
  if (people.length < ids.length) return refuse('unknown-assessor');
  const current = (await loadLists(db, versionId))[0] ?? null;
  return namesSame(current, people) ? refuse('list-unchanged') : { ok: true, found: { version, number: (current?.number ?? 0) + 1, people } };
}

function namesSame(current: List | null, people: Ready['people']): boolean {
  return (current?.people ?? []).map(({ id }) => id).toSorted().join() === people.map(({ id }) => id).toSorted().join();
}

export async function proposeAssessors(ctx: Context, versionId: string, wanted: Wanted): Promise<Outcome<{ statement: string }>> {
  const outcome = await ready(ctx, ctx.db, versionId, wanted);
  return outcome.ok ? done({ statement: statementOf(ctx.principal.name, outcome.found, wanted) }) : outcome;
}

function statementOf(signer: string, { version, number, people }: Ready, { reason }: Wanted): string {
  return listStatement(signer, version, number, people.map(({ name }) => name), reason);
}

export async function putAssessors(ctx: Context, versionId: string, { statement, password, ...wanted }: Wanted & { statement: string; password: string }): Promise<Outcome<{ number: number }>> {
  const signer = await proveSigner(ctx, password);
  if (!signer.ok) return signer;
  return act(ctx, async (tx) => {
    await lockLists(tx, versionId);
    const outcome = await ready(ctx, tx, versionId, wanted);
    if (!outcome.ok) return outcome;
    const { version, number, people } = outcome.found;
    const [id, personIds] = [ctx.newId(), people.map((person) => person.id)];
    const facts = { version: versionId, number, people: personIds, reason: wanted.reason };
    const signature = prepareSignature(ctx, signer.reply, { meaning: 'approved', subject: { kind: 'assessor-list', id }, statement: statementOf(signer.reply.printedName, outcome.found, wanted), shown: statement, facts });
    if (!signature.ok) return signature;
    const event = { type: 'InitialAssessorsSigned', subject: { kind: 'version', id: versionId }, data: { documentId: version.documentId, list: number, people: personIds, signature: signature.reply.eventData }, why: wanted.reason };
    await commit(ctx, tx, [event], async (audited) => {
      await saveSignature(audited, signature.reply);
      await saveList(audited, ctx, { id, versionId, number, personIds, reason: wanted.reason, signatureId: signature.reply.id });
    });
    return done({ number });
  });
}
