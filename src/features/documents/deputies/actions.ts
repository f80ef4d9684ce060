import { dayIn, isBefore, type Day } from '../../../kernel/day.ts';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import { loadSigner } from '../../access/store.ts';
import { act, commit } from '../../audit/actions.ts';
import { onlyReads } from '../review/permissions.ts';
import { loadEmployed } from '../review/store.ts';
import { holds, whyNotName } from './rules.ts';
import { loadDeputies, loadDeputy, loadSite, saveDeputy, saveDeputyEnd } from './store.ts';
import type { DeputyEvent, DeputyFacts, DeputyRefusal } from './types.ts';

type Answer<Reply> = Promise<Outcome<Reply, DeputyRefusal | 'not-found' | 'not-permitted'>>;
type Shown = DeputyFacts & { readonly now: boolean };

export async function listDeputies(ctx: Context): Answer<{ named: Shown[]; standsInFor: Shown[] }> {
  if (ctx.principal.kind !== 'person') return refuse('not-permitted', { needs: 'a person' });
  const { id } = ctx.principal;
  const [all, today] = [await loadDeputies(ctx.db, id), await todayOf(ctx, id)];
  const shown = all.map((one) => ({ ...one, now: holds(one, today) }));
  return done({ named: shown.filter((one) => one.person.id === id), standsInFor: shown.filter((one) => one.deputy.id === id) });
}

export type NameInput = { readonly deputyId: string; readonly from: Day; readonly until: Day; readonly reviews: boolean; readonly escalations: boolean; readonly siteId: string | null };

/** ESC-04: only for oneself. Whoever is away without having named a deputy has their steps given on by quality. */
export function nameDeputy(ctx: Context, input: NameInput): Answer<{ id: string }> {
  return act(ctx, async (tx) => {
    if (ctx.principal.kind !== 'person' || onlyReads(ctx.principal)) return refuse('not-permitted', { needs: 'a person' });
    const { id: personId, name } = ctx.principal;
    const stopped = whyNotName({ ...input, personId }, await todayOf(ctx, personId));
    if (stopped !== null) return stopped;
    const deputy = await loadEmployed(tx, input.deputyId, ctx.now);
    if (deputy === null) return refuse('deputy-unknown');
    const site = input.siteId === null ? null : await loadSite(tx, input.siteId);
    if (input.siteId !== null && site === null) return refuse('deputy-site-unknown');
    const id = ctx.newId();
    const { from, until, reviews, escalations } = input;
    const event: DeputyEvent = { type: 'DeputyNamed', subject: { kind: 'person', id: personId }, data: { deputyId: deputy.id, deputy: deputy.name, person: name, from: from.toString(), until: until.toString(), reviews, escalations, site: site?.name ?? null } };
    await commit(ctx, tx, [event], (audited) => saveDeputy(audited, { id, personId, ...input }, ctx.now));
    return done({ id });
  });
}

export function endDeputy(ctx: Context, id: string): Answer<{ id: string }> {
  return act(ctx, async (tx) => {
    if (onlyReads(ctx.principal)) return refuse('not-permitted');
    const deputy = await loadDeputy(tx, id);
    // Somebody else's is not there for them.
    if (deputy === null || ctx.principal.kind !== 'person' || deputy.person.id !== ctx.principal.id) return refuse('not-found', { what: 'deputy of yours' });
    if (deputy.ended || isBefore(deputy.until, await todayOf(ctx, ctx.principal.id))) return refuse('deputy-ended');
    const event: DeputyEvent = { type: 'DeputyEnded', subject: { kind: 'person', id: deputy.person.id }, data: { deputyId: deputy.deputy.id, deputy: deputy.deputy.name, person: deputy.person.name, until: deputy.until.toString() } };
    await commit(ctx, tx, [event], (audited) => saveDeputyEnd(audited, id, ctx.now));
    return done({ id });
  });
}

/** Today where the person works. */
async function todayOf(ctx: Context, personId: string): Promise<Day> {
  return dayIn(ctx.now, (await loadSigner(ctx.db, personId, ctx.now))?.zone ?? 'UTC');
}
