import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import { act, commit } from '../../audit/actions.ts';
import type { listTasks as listContract } from './contract.ts';
import { createTask, endTask, reviseTask } from './rules.ts';
import { areKnown, isCodeTaken, listTaskRows, loadTaskForChange, saveTask, saveTaskEnd, saveTaskVersion } from './store.ts';
import type { TaskContent, TaskRefusal } from './types.ts';

type Made = { readonly id: string; readonly version: number };

export async function listTasks(ctx: Context, at: Temporal.Instant): Promise<Outcome<z.input<typeof listContract.reply>>> {
  return done({ items: await listTaskRows(ctx.db, at) } as z.input<typeof listContract.reply>); // the query builds exactly this shape; the reply schema checks it
}

export function addTask(ctx: Context, { code, ...content }: TaskContent & { readonly code: string }): Promise<Outcome<Made, TaskRefusal>> {
  return act<Made, TaskRefusal>(ctx, async (tx) => {
    if (!(await areKnown(tx, content))) return refuse('unknown-reference');
    const id = ctx.newId();
    const decision = createTask(content, { id, code, isTaken: await isCodeTaken(tx, code) });
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, async (audited) => {
      await saveTask(audited, ctx, { id, code });
      await saveTaskVersion(audited, ctx, { id, version: 1 }, content);
    });
    return done({ id, version: 1 });
  });
}

export function changeTask(ctx: Context, id: string, content: TaskContent): Promise<Outcome<Made, TaskRefusal>> {
  return act<Made, TaskRefusal>(ctx, async (tx) => {
    const task = await loadTaskForChange(tx, id);
    if (task === null) return refuse('not-found', { what: 'task' });
    if (!(await areKnown(tx, content))) return refuse('unknown-reference');
    const decision = reviseTask(task, content);
    if (!decision.ok) return decision;
    const next = { id, version: task.version + 1 };
    await commit(ctx, tx, decision.events, (audited) => saveTaskVersion(audited, ctx, next, content));
    return done(next);
  });
}

export function stopTask(ctx: Context, id: string, reason: string): Promise<Outcome<{ readonly id: string }, TaskRefusal>> {
  return act<{ readonly id: string }, TaskRefusal>(ctx, async (tx) => {
    const task = await loadTaskForChange(tx, id);
    if (task === null) return refuse('not-found', { what: 'task' });
    const decision = endTask(task, reason);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => saveTaskEnd(audited, ctx, id));
    return done({ id });
  });
}
