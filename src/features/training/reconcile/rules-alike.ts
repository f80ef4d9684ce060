import type { Instant } from '../../../kernel/day.ts';
import { driftKey } from './rules-carry.ts';
import { awayKey, renewalKey } from './rules-renewal.ts';
import { decideTraining } from './rules.ts';
import type { Change, Facts, Hint } from './types.ts';

/** Decisions kept at a time: an approval for thousands makes a handful, a sweep over everything many. */
const MOST = 5000;

/**
 * `decideTraining`, asked once for all whose facts are alike. The facts of two people are alike when they differ only in
 * the ids of their obligation and assignments, and in when they trained as far as neither the drift limit nor the next renewal sees a difference; person, document and reasons must be the same objects to count as the same.
 */
export function decideAlike(now: Instant, hint: Hint): (facts: Facts) => readonly Change[] {
  const numbers = new Map<object, number>();
  const decided = new Map<string, readonly Change[]>();
  const numberOf = (fact: object | null): number => {
    if (fact === null) return -1;
    const known = numbers.get(fact) ?? numbers.size;
    numbers.set(fact, known);
    return known;
  };
  return (facts) => {
    const { person, document, required, exempt, obligation, open, trained, noticed, ahead, failed } = facts;
    let key = `${numberOf(person)} ${numberOf(document)} ${numberOf(required)} ${numberOf(obligation?.reasons ?? null)}`;
    if (exempt !== null) key += ` exempt ${exempt}`;
    if (ahead !== null) key += ` ahead ${numberOf(ahead)}`;
    for (const { id: _own, ...assignment } of open) key += ` open ${JSON.stringify(assignment)}`; // every other fact counts
    for (const { at, ...record } of trained) key += ` trained ${JSON.stringify(record)}${driftKey(at, facts)}${renewalKey(at, record, facts)}`;
    for (const versionId of noticed) key += ` noticed ${versionId}`;
    if (failed !== null) key += ` failed ${failed.overdueSince?.toString() ?? ''}`;
    key += awayKey(facts);
    const known = decided.get(key) ?? decideTraining(nameless(facts), now, hint);
    if (decided.size >= MOST) decided.clear();
    decided.set(key, known);
    return named(known, facts);
  };
}

/** A person's own rows go by their places, which are the same for everyone alike. */
function nameless(facts: Facts): Facts {
  const obligation = facts.obligation === null ? null : { ...facts.obligation, id: '' };
  return { ...facts, obligation, open: facts.open.map((assignment, place) => ({ ...assignment, id: String(place) })) };
}

function named(changes: readonly Change[], { obligation, open }: Facts): readonly Change[] {
  const assignment = (place: string): string => open[Number(place)]?.id ?? place;
  return changes.some(namesRow) ? changes.map((change): Change => {
    if (change.kind === 'close' || change.kind === 'keep-overdue' || change.kind === 'move-due' || change.kind === 'restate-ahead') return { ...change, assignmentId: assignment(change.assignmentId) };
    if (change.kind === 'restate-obligation' || change.kind === 'end-obligation') return { ...change, id: obligation?.id ?? change.id };
    return change;
  }) : changes;
}

function namesRow({ kind }: Change): boolean {
  return kind === 'close' || kind === 'keep-overdue' || kind === 'move-due' || kind === 'restate-ahead' || kind === 'restate-obligation' || kind === 'end-obligation';
}
