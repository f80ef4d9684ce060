import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import { act, commit } from '../../audit/actions.ts';
import type { PeopleRefusal } from '../types.ts';
import type { Hold, RosterCounts } from '../types-roster.ts';
import { lockPeople } from '../store.ts';
import { subjectOf } from './rules.ts';
import { countWaiting, findWaiting, saveHeldFile } from './store.ts';
import type { HeldContent, HeldFile } from './types.ts';

export type ToKeep = { readonly fileName: string; readonly sha256: string; readonly hold: Hold; readonly counts: RosterCounts; readonly content: HeldContent };
const MOST_WAITING = 50;

/** The file waits from now on. One that waits already, read the same way, is the same: a second click keeps nothing twice. */
export function keepHeld(ctx: Context, { fileName, sha256, hold, counts, content }: ToKeep): Promise<Outcome<{ readonly heldId: string }, PeopleRefusal>> {
  return act<{ readonly heldId: string }, PeopleRefusal>({ ...ctx, idempotency: null }, async (tx) => {
    await lockPeople(tx, 'alone'); // of two clicks at once the second finds the file of the first
    const known = await findWaiting(tx, { sha256, mapping: content.mapping, sheet: content.sheet });
    if (known !== null) return done({ heldId: known });
    if ((await countWaiting(tx)) >= MOST_WAITING) return refuse('held-full', { most: MOST_WAITING });
    const file: HeldFile = { id: ctx.newId(), at: ctx.now, byId: ctx.principal.id, byName: ctx.principal.name, fileName, sha256, hold, counts, state: 'waiting', decidedAt: null, decidedByName: null, why: null };
    await commit(ctx, tx, [{ type: 'RosterHeld', subject: subjectOf(sha256), data: { heldId: file.id, fileName, ...hold } }], (audited) => saveHeldFile(audited, ctx, file, content));
    return done({ heldId: file.id });
  });
}
