import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { documentOf } from '../../documents/store.ts';
import { may } from '../permissions.ts';
import { visiblePeople } from '../standing/store-visible.ts';
import type { listUntrained } from './contract.ts';
import { loadMissing } from './store.ts';

const NUL = String.fromCharCode(0);

/** Names only of those whom the reader may see; the share itself counts everybody. */
export async function untrained(ctx: Context, versionId: string, query: { readonly cursor?: string | undefined; readonly limit: number }): Promise<Outcome<Loose<z.input<typeof listUntrained.reply>>>> {
  if ((await documentOf(ctx.db, versionId)) === null) return refuse('not-found', { what: 'version' });
  const [name, id] = query.cursor === undefined ? [] : Buffer.from(query.cursor, 'base64url').toString().split(NUL);
  const after = name === undefined || id === undefined || !/^[0-9a-f-]{36}$/u.test(id) ? null : { name, id };
  const rows = await loadMissing(ctx.db, versionId, ctx.now, visiblePeople(ctx.principal, may.readOverview, ctx.now), { after, limit: query.limit + 1 });
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return done({ items, nextCursor: rows.length > query.limit && last !== undefined ? Buffer.from(`${last.name.toLowerCase()}${NUL}${last.id}`).toString('base64url') : null });
}
