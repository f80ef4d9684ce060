import type { Refused } from '../../../kernel/decision.ts';
import { refuse } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db } from '../../../platform/db/pool.ts';
import type { Subject } from '../types.ts';
import { holderOf, isAhead } from './rules.ts';
import { loadLock, loadProgress } from './store.ts';

/** DOC-12: nobody changes or submits a draft under the hands of somebody else who is writing in it. */
export async function beingWritten(ctx: Context, db: Db, { version }: Subject): Promise<Refused<'being-written'> | null> {
  const holder = holderOf(await loadLock(db, version.id), ctx.now);
  return holder !== null && holder.personId !== ctx.principal.id ? refuse('being-written', { name: holder.name, label: version.label }) : null;
}

/** DOC-12: what keeps a draft from being submitted: somebody else writes in it, or it has text that the version has not. */
export async function unfinishedWriting(ctx: Context, db: Db, subject: Subject): Promise<Refused<'being-written' | 'text-not-in-version'> | null> {
  const { version } = subject;
  const ahead = isAhead(await loadProgress(db, version.id), version.contentSha256);
  return (await beingWritten(ctx, db, subject)) ?? (ahead ? refuse('text-not-in-version', { label: version.label }) : null);
}
