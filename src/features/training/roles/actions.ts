import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import { readyForRole } from '../ahead/rules.ts';
import { may } from '../permissions.ts';
import { atOf } from '../standing/actions.ts';
import { visiblePeople } from '../standing/store-visible.ts';
import type { getRoleStanding } from './contract.ts';
import { loadHolders, loadMissing, loadRoleDocuments } from './store.ts';

const MOST = 300;
type Query = { readonly asOf?: string | undefined; readonly siteId?: string | undefined; readonly is?: 'ready' | 'not_ready' | undefined };

/** MTX-08: whoever holds the role, ready for it or not; who is on leave is shown as absent and counts as neither. */
export async function roleStanding(ctx: Context, roleId: string, query: Query): Promise<Outcome<z.input<typeof getRoleStanding.reply>>> {
  if ((await ctx.db.selectFrom('job_role').select('id').where('id', '=', roleId).executeTakeFirst()) === undefined) return refuse('not-found', { what: 'role' });
  const scope = { at: atOf(ctx, query.asOf), roleId, siteId: query.siteId, visible: visiblePeople(ctx.principal, may.readOverview, ctx.now) };
  const holders = (await loadHolders(ctx.db, scope)).map(({ parts, ...holder }) => ({ ...holder, ready: readyForRole(parts).ready }));
  const present = holders.filter((holder) => !holder.absent);
  const wanted = query.is === undefined ? holders : present.filter((holder) => holder.ready === (query.is === 'ready'));
  const shown = wanted.slice(0, MOST);
  const missing = await loadMissing(ctx.db, scope, shown.map((holder) => holder.id));
  return done({
    people: present.length, ready: present.filter((holder) => holder.ready).length, absent: holders.length - present.length, documents: await loadRoleDocuments(ctx.db, scope),
    items: shown.map(({ id, name, ...rest }) => ({ person: { id, name }, ...rest, missing: missing.get(id) ?? [] })), more: wanted.length - shown.length,
  });
}
