import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { dayIn } from '../../../kernel/day.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { act, commit } from '../../audit/actions.ts';
import { may } from '../permissions.ts';
import { lockPeople } from '../store.ts';
import type { PeopleRefusal } from '../types.ts';
import type { getCalendar as read } from './contract.ts';
import { changeCalendar, type CalendarInput } from './rules.ts';
import { loadKnownSite, loadVersions, saveCalendar } from './store.ts';

export async function getCalendar(ctx: Context, id: string): Promise<Outcome<Loose<z.input<typeof read.reply>>, PeopleRefusal>> {
  const site = await loadKnownSite(ctx.db, id);
  if (site === null) return refuse('not-found', { what: 'site' });
  const { calendar, ...named } = site;
  return done({ ...named, ...calendar, versions: await loadVersions(ctx.db, id) });
}

/** TRN-03: what counts from now on. The due dates move by a reaction, in the same transaction. */
export function setCalendar(ctx: Context, id: string, input: CalendarInput & { readonly reason: string }): Promise<Outcome<{ id: string }, PeopleRefusal>> {
  return act(ctx, async (tx) => {
    if (!permits(ctx.principal, may.manageOrganisation, { siteId: id, departmentPath: [] })) return refuse('not-permitted');
    await lockPeople(tx, 'alone');
    const site = await loadKnownSite(tx, id);
    if (site === null) return refuse('not-found', { what: 'site' });
    const decision = changeCalendar(site, site.calendar, input, dayIn(ctx.now, site.calendar.zone), input.reason);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => saveCalendar(audited, ctx, site, decision.result, input.reason));
    return done({ id });
  });
}
