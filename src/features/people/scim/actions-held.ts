import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import { act, commit } from '../../audit/actions.ts';
import { EVERYWHERE } from '../actions-organisation.ts';
import { may } from '../permissions.ts';
import { lockPeople } from '../store.ts';
import { about } from './actions-connections.ts';
import { settleUsers } from './actions-settle.ts';
import { loadConnection } from './store-connections.ts';
import { loadHeld, loadUsers, saveUsers } from './store.ts';
import type { ConnectionRefusal } from './types.ts';

type Counted = { readonly count: number };

/** HR-02: what waited is carried out, as the directory says it now; null: all of it. */
export function confirmHeld(ctx: Context, id: string, userIds: readonly string[] | null): Promise<Outcome<Counted, ConnectionRefusal>> {
  return act<Counted, ConnectionRefusal>(ctx, async (tx) => {
    if (!permits(ctx.principal, may.confirmDirectories, EVERYWHERE)) return refuse('not-permitted');
    const connection = await loadConnection(tx, id);
    if (connection === null) return refuse('not-found', { what: 'connection' });
    await lockPeople(tx, 'alone');
    const held = await loadHeld(tx, id, ctx.now, userIds);
    if (held.length === 0) return refuse('nothing-held');
    const groups = new Map((await loadUsers(tx, id, held.map((user) => user.id), ctx.now)).map((user) => [user.id, user.groups.map((group) => group.display)]));
    const settled = await settleUsers(ctx, tx, connection, held.map((user) => ({ before: user, after: user, groups: groups.get(user.id) ?? [] })), false);
    if (!settled.ok) return refuse('held-refused', { why: settled.problem.detail });
    const { events, save } = settled.value;
    await commit(ctx, tx, [about('DirectoryChangesConfirmed', connection, { users: held.map((user) => user.id), people: held.map((user) => user.personId) }), ...events], save);
    return done({ count: held.length });
  });
}

/** The people stay as they are, until the directory says something new of them. */
export function dismissHeld(ctx: Context, id: string, userIds: readonly string[] | null): Promise<Outcome<Counted, ConnectionRefusal>> {
  return act<Counted, ConnectionRefusal>(ctx, async (tx) => {
    if (!permits(ctx.principal, may.confirmDirectories, EVERYWHERE)) return refuse('not-permitted');
    const connection = await loadConnection(tx, id);
    if (connection === null) return refuse('not-found', { what: 'connection' });
    const held = await loadHeld(tx, id, ctx.now, userIds);
    if (held.length === 0) return refuse('nothing-held');
    await commit(ctx, tx, [about('DirectoryChangesDismissed', connection, { users: held.map((user) => user.id), people: held.map((user) => user.personId) })], (audited) => saveUsers(audited, connection, held.map((user) => ({ ...user, heldAt: null, heldWhat: null }))));
    return done({ count: held.length });
  });
}
