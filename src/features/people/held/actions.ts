import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import { sha256Of } from '../../../platform/spreadsheet.ts';
import { act, commit } from '../../audit/actions.ts';
import { EVERYWHERE } from '../actions-organisation.ts';
import { applyRoster, previewRoster, readFile, type RosterImported, type RosterPreview } from '../actions-roster.ts';
import { may } from '../permissions.ts';
import type { PeopleRefusal } from '../types.ts';
import type { RosterPlan } from '../types-roster.ts';
import { differenceOf, discard, effectOf, refuseDecided, writtenEffect } from './rules.ts';
import { listHeldFiles, loadHeldFile, loadLater, saveDecision } from './store.ts';
import type { EffectDifference, EffectLine, HeldFile } from './types.ts';

const MOST_LISTED = 60;
/** As many as a person reads; the counts are of all. */
const MOST_DIFFERENT = 100;

export async function listHeld(ctx: Context): Promise<Outcome<{ readonly items: readonly HeldFile[] }, PeopleRefusal>> {
  if (!permits(ctx.principal, may.seeHeldRoster, EVERYWHERE)) return refuse('not-permitted');
  return done({ items: await listHeldFiles(ctx.db, MOST_LISTED) });
}

export type HeldNow = {
  readonly file: HeldFile; readonly later: Awaited<ReturnType<typeof loadLater>>;
  /** Null once it is decided: the file is gone then. */
  readonly now: { readonly preview: RosterPreview; /** Names the effect shown; sent along when it is confirmed. */ readonly effect: string; readonly difference: EffectDifference; readonly differs: Record<keyof EffectDifference, number> } | null;
};

/** A held file, and what it would do now beside what it would have done when it came. */
export async function getHeld(ctx: Context, id: string): Promise<Outcome<HeldNow, PeopleRefusal>> {
  if (!permits(ctx.principal, may.seeHeldRoster, EVERYWHERE)) return refuse('not-permitted');
  const found = await loadHeldFile(ctx.db, id);
  if (found === null) return refuse('not-found', { what: 'held file' });
  const { file, content } = found;
  const later = await loadLater(ctx.db, file);
  if (content === null) return done({ file, later, now: null });
  let lines: readonly EffectLine[] = [];
  const preview = await previewRoster(ctx, { name: file.fileName, bytes: content.bytes }, content.mapping, content.sheet, may.seeHeldRoster, (plan) => { lines = effectOf(plan); });
  if (!preview.ok) return preview;
  const { more, fewer, otherwise } = differenceOf(content.effect, lines);
  return done({
    file, later, now: {
      preview: preview.reply, effect: digestOf(lines), differs: { more: more.length, fewer: fewer.length, otherwise: otherwise.length },
      difference: { more: more.slice(0, MOST_DIFFERENT), fewer: fewer.slice(0, MOST_DIFFERENT), otherwise: otherwise.slice(0, MOST_DIFFERENT) },
    },
  });
}

/** Imports a held file, if it still does what the person looked at. Of two who confirm at once the second is told. */
export async function confirmHeld(ctx: Context, id: string, { reason, effect }: { readonly reason: string; readonly effect: string }): Promise<Outcome<RosterImported, PeopleRefusal>> {
  if (!permits(ctx.principal, may.confirmRoster, EVERYWHERE)) return refuse('not-permitted');
  const before = await loadHeldFile(ctx.db, id);
  if (before === null) return refuse('not-found', { what: 'held file' });
  const read = before.content === null ? null : await readFile({ name: before.file.fileName, bytes: before.content.bytes }, before.content.sheet); // before the transaction, as in an import
  return act<RosterImported, PeopleRefusal>(ctx, async (tx) => {
    const found = await loadHeldFile(tx, id, true);
    if (found === null) return refuse('not-found', { what: 'held file' });
    const decided = refuseDecided(found.file);
    if (decided !== null) return decided;
    const { file, content } = found;
    if (content === null || read === null || !read.ok) return refuse('roster-unreadable', { file: file.fileName, message: read === null || read.ok ? 'the file is gone.' : read.message });
    const same = (plan: RosterPlan): boolean => digestOf(effectOf(plan)) === effect;
    return applyRoster(ctx, tx, {
      file: { name: file.fileName, bytes: content.bytes }, table: read.table, mapping: content.mapping, confirmation: { reason },
      held: { id, sentBy: file.byName, agrees: same, save: (audited, importId) => saveDecision(audited, ctx, id, { state: 'imported', why: reason, importId }) },
    });
  });
}

export function discardHeld(ctx: Context, id: string, reason: string): Promise<Outcome<{ readonly id: string }, PeopleRefusal>> {
  return act<{ readonly id: string }, PeopleRefusal>(ctx, async (tx) => {
    if (!permits(ctx.principal, may.seeHeldRoster, EVERYWHERE)) return refuse('not-permitted');
    const found = await loadHeldFile(tx, id, true);
    if (found === null) return refuse('not-found', { what: 'held file' });
    const decision = discard(found.file, reason);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => saveDecision(audited, ctx, id, { state: 'discarded', why: reason, importId: null }));
    return done({ id });
  });
}

function digestOf(lines: readonly EffectLine[]): string {
  return sha256Of(Buffer.from(writtenEffect(lines))).toString('hex');
}
