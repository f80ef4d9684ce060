import { accept, refuse, type Decision, type Refused } from '../../../kernel/decision.ts';
import type { PeopleEvent, PeopleRefusal } from '../types.ts';
import type { RosterPlan } from '../types-roster.ts';
import type { EffectDifference, EffectLine, HeldFile } from './types.ts';

/** HR-02: a file that waits, what it would do now, and who decides about it. */

export function effectOf({ changes }: Pick<RosterPlan, 'changes'>): EffectLine[] {
  return changes.map(({ after, kind, what }) => ({ number: after.employeeNumber, name: after.name, kind, what }));
}

/** In whatever order the lines come, and whatever the people are called by now. */
export function differenceOf(then: readonly EffectLine[], now: readonly EffectLine[]): EffectDifference {
  const [before, after] = [then, now].map((lines) => new Map(lines.map((line) => [line.number, line])));
  const same = (line: EffectLine, other: EffectLine | undefined): boolean => other?.kind === line.kind && other.what === line.what;
  return {
    more: now.filter((line) => before?.has(line.number) !== true),
    fewer: then.filter((line) => after?.has(line.number) !== true),
    otherwise: now.filter((line) => before?.has(line.number) === true && !same(line, before.get(line.number))),
  };
}

export function isSame({ more, fewer, otherwise }: EffectDifference): boolean {
  return more.length + fewer.length + otherwise.length === 0;
}

/** Text of an effect, the same whenever the effect is: what is confirmed is what was looked at. */
export function writtenEffect(lines: readonly EffectLine[]): string {
  return JSON.stringify(lines.map(({ number, kind, what }) => [number, kind, what]).toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)));
}

/** Whoever comes second is told what became of it. */
export function refuseDecided(file: HeldFile): Refused<'held-decided'> | null {
  return file.state === 'waiting' ? null : refuse('held-decided', { file: file.fileName, state: file.state, by: file.decidedByName ?? '', at: file.decidedAt?.toString() ?? '' });
}

export function discard(file: HeldFile, reason: string): Decision<PeopleEvent, PeopleRefusal> {
  return refuseDecided(file) ?? accept({ type: 'RosterDiscarded', subject: subjectOf(file.sha256), data: { heldId: file.id, fileName: file.fileName, sentBy: file.byName }, why: reason });
}

export function subjectOf(sha256: string): { kind: 'rosterFile'; id: string } {
  return { kind: 'rosterFile', id: sha256 };
}
