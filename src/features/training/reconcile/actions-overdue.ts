import { sql } from 'kysely';
import { done } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import { act, commit } from '../../audit/actions.ts';
import { holdsAt } from '../../people/store-placement.ts';

const BATCH = 5000;

/** Marks assignments whose due moment has passed, once each; people on leave have their clocks paused (MTX-09). Returns how many. */
export async function markOverdue(ctx: Context): Promise<number> {
  let marked = 0;
  for (;;) {
    const outcome = await act({ ...ctx, idempotency: null }, async (tx) => {
      const late = await sql<{ id: string; person_id: string; document_id: string; version_id: string; due_at: Temporal.Instant }>`
        select a.id, a.person_id, a.document_id, a.version_id, a.due_at from assignment a
        where a.closed_at is null and a.overdue_since is null and a.due_at <= ${ctx.now}
          and not exists (select from employment e join site s on s.id = e.site_id where e.person_id = a.person_id and e.state = 'on_leave' and ${holdsAt(ctx.now)})
        order by a.due_at limit ${BATCH} for update of a skip locked`.execute(tx);
      const [first, ...rest] = late.rows.map((row) => ({ type: 'AssignmentOverdue', subject: { kind: 'assignment', id: row.id }, data: { person: row.person_id, document: row.document_id, version: row.version_id, dueAt: row.due_at.toString() } }));
      if (first === undefined) return done(0);
      await commit(ctx, tx, [first, ...rest], async (audited) => {
        await sql`update assignment set overdue_since = due_at where id = any(${late.rows.map((row) => row.id)}::uuid[])`.execute(audited);
      });
      return done(late.rows.length);
    });
    const count = outcome.ok ? outcome.reply : 0;
    marked += count;
    if (count < BATCH) return marked;
  }
}
