import { sql } from 'kysely';
import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { permits, scopeOf } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { act, commit } from '../../audit/actions.ts';
import { holdsAt } from '../../people/store-placement.ts';
import { loadTarget } from '../../people/store.ts';
import { prepareSignature, proveSigner, saveSignature } from '../../signatures/actions.ts';
import { loadSignaturesById } from '../../signatures/store.ts';
import { organisationDay } from '../actions.ts';
import type { listExceptions as listContract, zExceptionInput } from './contract.ts';
import { may } from './permissions.ts';
import { endException, exceptionStatement, grantException } from './rules.ts';
import { listExceptionRows, loadExceptionForChange, loadExceptionsOf, loadPersonAndDocument, lockExceptions, saveException, saveExceptionEnd } from './store.ts';

type Input = z.output<typeof zExceptionInput>;
type ListQuery = { readonly cursor?: string | undefined; readonly limit: number; readonly personId?: string | undefined; readonly documentId?: string | undefined; readonly kind?: 'exemption' | 'addition' | undefined; readonly asOf?: string | undefined };

export async function exceptions(ctx: Context, query: ListQuery): Promise<Outcome<Loose<z.input<typeof listContract.reply>>>> {
  const visible = await visibleTo(ctx, query.personId);
  if (visible === null) return refuse('not-permitted');
  const equals = (column: string, value: string | undefined) => (value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`);
  const where = sql`${visible} and ${equals('x.person_id', query.personId)} and ${equals('x.document_id', query.documentId)} and ${equals('x.kind', query.kind)} and ${query.cursor === undefined ? sql`true` : sql`x.id < ${query.cursor}::uuid`}`;
  const rows = await listExceptionRows(ctx.db, query.asOf === undefined ? ctx.now : Temporal.Instant.from(query.asOf), where, query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const signatures = await loadSignaturesById(ctx.db, shown.map(({ signatureId }) => signatureId));
  const items = shown.map(({ signatureId, ...row }) => ({ ...row, signature: signatures.find(({ id }) => id === signatureId) ?? null }));
  return done({ items, nextCursor: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null });
}

/** Those of one person: whoever may see that person; of all: the people within the scope of one's roles, else one's own reports and oneself. */
async function visibleTo(ctx: Context, personId: string | undefined) {
  if (personId !== undefined) return permits(ctx.principal, may.readExceptions, (await loadTarget(ctx.db, personId, ctx.now)) ?? { personId }) ? sql`true` : null;
  const scope = scopeOf(ctx.principal, may.readExceptions);
  if (scope === 'all') return sql`true`;
  if (scope === null) return sql`(x.person_id = ${ctx.principal.id}::uuid or exists (select from employment e join site s on s.id = e.site_id where e.person_id = x.person_id and e.manager_id = ${ctx.principal.id}::uuid and ${holdsAt(ctx.now)}))`;
  return sql`exists (select from employment e join site s on s.id = e.site_id join department d on d.id = e.department_id where e.person_id = x.person_id and ${holdsAt(ctx.now)}
    and (e.site_id = any(${[...scope.siteIds]}::uuid[]) or d.path && ${[...scope.departmentIds]}::uuid[]))`;
}

/** What granting it comes to, by its rule: refused before anybody is asked to sign. */
export async function decideException(ctx: Context, tx: Db | Tx, input: Input, id: string) {
  const named = await loadPersonAndDocument(tx, input.personId, input.documentId);
  if (named === null) return refuse('not-found', { what: 'person or document' });
  const target = await loadTarget(tx, input.personId, ctx.now);
  if (target === null || ctx.principal.id === null || !permits(ctx.principal, may.grantExceptions, target)) return refuse('not-permitted');
  const content = contentOf(input);
  const others = await loadExceptionsOf(tx, input.personId, input.documentId, ctx.now);
  const signer = { id: ctx.principal.id, isQuality: permits(ctx.principal, may.exemptFromCritical, target) };
  const decision = grantException(content, { id, today: await organisationDay(tx, ctx), signer, ...named, others });
  if (!decision.ok) return decision;
  return done({ content, event: decision.events[0], names: { person: named.person.name, document: `${named.document.number} ${named.document.title}` } });
}

export async function showExceptionStatement(ctx: Context, input: Input): Promise<Outcome<{ statement: string }>> {
  const decided = await decideException(ctx, ctx.db, input, ctx.newId());
  return decided.ok ? done({ statement: exceptionStatement(ctx.principal.name, decided.reply.content, decided.reply.names) }) : decided;
}

export async function addException(ctx: Context, input: Input & { readonly statement: string; readonly password: string }): Promise<Outcome<{ id: string }>> {
  const signer = await proveSigner(ctx, input.password);
  if (!signer.ok) return signer;
  return act(ctx, async (tx) => {
    await lockExceptions(tx, input.personId);
    const id = ctx.newId();
    const decided = await decideException(ctx, tx, input, id);
    if (!decided.ok) return decided;
    const { content, event, names } = decided.reply;
    const statement = exceptionStatement(signer.reply.printedName, content, names);
    const signature = prepareSignature(ctx, signer.reply, { meaning: 'approved', subject: { kind: 'exception', id }, statement, shown: input.statement, facts: { kind: input.kind, person: input.personId, document: input.documentId, from: input.from, until: input.until } });
    if (!signature.ok) return signature;
    await commit(ctx, tx, [{ ...event, data: { ...event.data, signature: signature.reply.eventData } }], async (audited) => {
      await saveSignature(audited, signature.reply);
      await saveException(audited, ctx, { id, ...content, personId: input.personId, documentId: input.documentId, signatureId: signature.reply.id, byId: signer.reply.personId });
    });
    return done({ id });
  });
}

export function stopException(ctx: Context, id: string, reason: string): Promise<Outcome<{ id: string }>> {
  return act(ctx, async (tx) => {
    const exception = await loadExceptionForChange(tx, id);
    if (exception === null) return refuse('not-found', { what: 'exemption or addition' });
    if (!(await mayGrant(ctx, tx, exception.personId))) return refuse('not-permitted');
    const decision = endException(exception, await organisationDay(tx, ctx), reason);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => saveExceptionEnd(audited, ctx, id, reason));
    return done({ id });
  });
}

async function mayGrant(ctx: Context, tx: Tx, personId: string): Promise<boolean> {
  const target = await loadTarget(tx, personId, ctx.now);
  return target !== null && permits(ctx.principal, may.grantExceptions, target);
}

const contentOf = (input: Pick<Input, 'kind' | 'from' | 'until' | 'reason'>) => ({ kind: input.kind, from: Temporal.PlainDate.from(input.from), until: Temporal.PlainDate.from(input.until), reason: input.reason });
