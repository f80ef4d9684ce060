import { sql } from 'kysely';
import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { dayIn, isBefore, isEarlier, startOfDay, type Instant } from '../../../kernel/day.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import { triedCurriculum } from '../../matrix/curricula/actions-try.ts';
import { decideException } from '../../matrix/exceptions/actions.ts';
import { saveException } from '../../matrix/exceptions/store.ts';
import type { zExceptionInput } from '../../matrix/exceptions/contract.ts';
import { may as people } from '../../people/permissions.ts';
import { move, type PersonDecision } from '../../people/rules.ts';
import { periodAt } from '../../people/rules-periods.ts';
import { loadHistories, loadReferences, lockPeople, savePeople, type PersonChange } from '../../people/store.ts';
import type { PersonHistory, References } from '../../people/types.ts';
import { tryChange, tryOut, type Effect } from './actions.ts';
import type { zMoves } from './contract.ts';

/** MTX-05: who would gain and lose what by a curriculum, new or revised. Nobody, as long as no rule leads to it. */
export async function previewCurriculum(ctx: Context, curriculumId: string | null, content: { readonly name: string; readonly documentIds: readonly string[] }): Promise<Outcome<Effect>> {
  const tried = await triedCurriculum(ctx, curriculumId, content);
  return tried.ok ? done((await tryChange(ctx, tried.reply)).effect) : tried;
}

/** MTX-05, MTX-06: what an exemption or addition would change for the person, on its first day. */
export async function previewException(ctx: Context, input: z.output<typeof zExceptionInput>): Promise<Outcome<Effect>> {
  const id = ctx.newId();
  const decided = await decideException(ctx, ctx.db, input, id);
  if (!decided.ok) return decided;
  const { content } = decided.reply;
  const site = (await loadHistories(ctx.db, sql`p.id = ${input.personId}::uuid`))[0];
  const refs = await loadReferences(ctx.db, []);
  const zone = refs.sites.get(periodAt(site?.employments ?? [], content.from)?.value.siteId ?? '')?.zone ?? 'UTC';
  const { effect } = await tryOut(ctx, { personIds: [input.personId], documentIds: [input.documentId] }, [{
    at: laterOf(ctx.now, startOfDay(content.from, zone)),
    change: (tx) => saveException(tx, ctx, { id, ...content, personId: input.personId, documentId: input.documentId, signatureId: ctx.newId(), byId: input.personId }), // nobody has signed; that is asked at the commit, which never comes
  }]);
  return done(effect);
}

type Moves = z.output<typeof zMoves>;

/** MTX-05: who gains and loses what when people change site, department, roles or attributes from a day on. */
export async function previewMoves(ctx: Context, input: Moves): Promise<Outcome<Effect>> {
  const from = Temporal.PlainDate.from(input.from);
  const personIds = [...new Set(input.personIds)];
  const histories = await loadHistories(ctx.db, sql`p.id = any(${personIds}::uuid[])`);
  const refs = await loadReferences(ctx.db, histories.flatMap(({ employments }) => employments.flatMap(({ value }) => value.managerId ?? [])));
  if (histories.length < personIds.length) return refuse('not-found', { what: 'person' });
  if (histories.some((person) => !mayMove(ctx, person, refs))) return refuse('not-permitted');
  const changes: PersonChange[] = [];
  for (const before of histories) {
    const decision: PersonDecision = move(before, { from, siteId: input.siteId, departmentId: input.departmentId, roleIds: input.roleIds, attributes: Object.fromEntries((input.attributes ?? []).map(({ key, value }) => [key, value])) }, [], refs);
    if (decision.ok) changes.push({ before, after: decision.result });
    else if (decision.refusal.code !== 'nothing-changes') return decision;
  }
  if (changes.length === 0) return refuse('nothing-changes');
  const zones = new Set(changes.flatMap(({ after }) => refs.sites.get(periodAt(after.employments, from)?.value.siteId ?? '')?.zone ?? []));
  const begun = [...zones].map((zone) => startOfDay(from, zone)).toSorted(Temporal.Instant.compare).at(-1) ?? ctx.now;
  const { effect } = await tryOut(ctx, { personIds: changes.map(({ after }) => after.id), documentIds: null }, [{ at: laterOf(ctx.now, begun), hint: 'transfer', change: async (tx) => {
    await lockPeople(tx, 'shared');
    await savePeople(tx, ctx.newId, changes);
  } }]);
  return done(effect);
}

/** Where somebody stands today, else where they were or will be last. */
function mayMove(ctx: Context, person: PersonHistory, refs: References): boolean {
  const today = (siteId: string) => dayIn(ctx.now, refs.sites.get(siteId)?.zone ?? 'UTC');
  const present = person.employments.find(({ from, until, value }) => !isBefore(today(value.siteId), from) && (until === null || isBefore(today(value.siteId), until)));
  const place = (present ?? person.employments.at(-1))?.value;
  return permits(ctx.principal, people.managePeople, { personId: person.id, siteId: place?.siteId ?? null, departmentPath: refs.departments.get(place?.departmentId ?? '')?.path ?? [] });
}

const laterOf = (a: Instant, b: Instant): Instant => (isEarlier(a, b) ? b : a);
