import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import { may } from '../permissions.ts';
import { atOf } from '../standing/actions.ts';
import { visiblePeople } from '../standing/store-visible.ts';
import type { getCoverage, listCovering, listSinglePoints } from './contract.ts';
import { coverageOf, coverOf } from './rules.ts';
import { loadCoverage, loadCovering, loadSinglePoints, type Scope } from './store.ts';

type Where = { readonly asOf?: string | undefined; readonly siteId?: string | undefined; readonly departmentId?: string | undefined };

function scopeOf(ctx: Context, { asOf, siteId, departmentId }: Where): Scope {
  return { at: atOf(ctx, asOf), visible: visiblePeople(ctx.principal, may.readOverview, ctx.now), siteId, departmentId };
}

export async function coverage(ctx: Context, query: Where): Promise<Outcome<z.input<typeof getCoverage.reply>>> {
  const rows = await loadCoverage(ctx.db, scopeOf(ctx, query));
  return done({ items: rows.map(({ shifts, ...task }) => ({ task, ...coverageOf(shifts) })) });
}

type Page = { readonly cursor?: string | undefined; readonly limit: number };

function pageOf<Row extends { readonly total: number }>(rows: readonly Row[], { cursor, limit }: Page) {
  const [before, total] = [Number(cursor ?? 0), rows[0]?.total ?? 0];
  return { nextCursor: before + limit < total ? String(before + limit) : null, total };
}

const placeOf = ({ cursor, limit }: Page) => ({ limit, offset: Number(cursor ?? 0) });

export async function covering(ctx: Context, taskId: string, query: Where & Page & { readonly shift?: string | undefined; readonly is?: 'qualified' | 'missing' | undefined }): Promise<Outcome<z.input<typeof listCovering.reply>>> {
  if ((await ctx.db.selectFrom('task').select('id').where('id', '=', taskId).executeTakeFirst()) === undefined) return refuse('not-found', { what: 'task' });
  const items = await loadCovering(ctx.db, scopeOf(ctx, query), taskId, { shift: query.shift ?? null, qualified: query.is === undefined ? null : query.is === 'qualified', ...placeOf(query) });
  return done({ items, ...pageOf(items, query) });
}

export async function singlePoints(ctx: Context, query: Where & Page): Promise<Outcome<z.input<typeof listSinglePoints.reply>>> {
  const rows = await loadSinglePoints(ctx.db, scopeOf(ctx, query), placeOf(query));
  return done({ items: rows.map(({ document, people }) => ({ document, cover: coverOf(people.length), person: people[0] ?? null })), ...pageOf(rows, query) });
}
