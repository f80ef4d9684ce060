import { refuse, type Refused } from '../../../kernel/decision.ts';
import { stagesOf } from '../../learning/rules-practical.ts';
import type { Practical, Stage } from '../../learning/types.ts';
import type { Path } from '../types.ts';
import type { AssessedItem, AssessorFacts, Basis, PracticalRefusal, Repetition, RepetitionInput, StageProgress } from './types.ts';

/** TRN-07: a notice asks for no practical, and a refresher only of whoever has not passed one on this document before. */
export function asksPractical(path: Path, practical: Practical | null, passedBefore: boolean): boolean {
  return practical !== null && path !== 'notice' && !(path === 'refresher' && passedBefore);
}

/** ASM-07: a repetition went well when every critical item was done; the others are remarked upon only. */
export function isCompetent(items: readonly Pick<AssessedItem, 'critical' | 'done'>[]): boolean {
  return items.every((item) => item.done || !item.critical);
}

/** Those that count: a corrected one gives way to its correction. */
export function counting<Kept extends Pick<Repetition, 'id' | 'correctsId'>>(repetitions: readonly Kept[]): Kept[] {
  const corrected = new Set(repetitions.flatMap(({ correctsId }) => correctsId ?? []));
  return repetitions.filter(({ id }) => !corrected.has(id));
}

export function progressOf(practical: Practical, repetitions: readonly Repetition[]): StageProgress[] {
  const good = counting(repetitions).filter(({ competent }) => competent);
  return stagesOf(practical).map((stage) => ({ stage, required: practical.repetitions[stage], done: good.filter((one) => one.stage === stage).length }));
}

/** The first stage that has not gone well often enough; null: the practical is passed. */
export function nextStage(practical: Practical, repetitions: readonly Repetition[]): Stage | null {
  return progressOf(practical, repetitions).find(({ required, done }) => done < required)?.stage ?? null;
}

export function isPassed(practical: Practical, repetitions: readonly Repetition[]): boolean {
  return nextStage(practical, repetitions) === null;
}

/** ASM-07: never oneself; qualified on the same version, or on the signed list of initial assessors. Whether they hold the product role is a permission. */
export function basisOf({ assessorId, learnerId, recordId, listId }: AssessorFacts): { readonly ok: true; readonly basis: Basis } | Refused<PracticalRefusal> {
  if (assessorId === learnerId) return refuse('own-practical');
  if (recordId !== null) return { ok: true, basis: { by: 'qualified', id: recordId } };
  return listId === null ? refuse('assessor-not-qualified') : { ok: true, basis: { by: 'initial', id: listId } };
}

type Judged = { readonly ok: true; readonly items: AssessedItem[]; readonly competent: boolean } | Refused<PracticalRefusal>;

/** ASM-07: every item is answered, what was not done is remarked upon, and no stage comes before the one ahead of it has gone well. */
export function judgeRepetition(practical: Practical, repetitions: readonly Repetition[], input: RepetitionInput): Judged {
  const refused = input.correctsId === null ? refuseStage(practical, repetitions, input.stage) : refuseCorrection(repetitions, input);
  if (refused !== null) return refused;
  const items = practical.items.flatMap((item): AssessedItem[] => {
    const found = input.items.find(({ id }) => id === item.id);
    return found === undefined ? [] : [{ ...item, done: found.done, remark: found.remark }];
  });
  if (items.length < practical.items.length || input.items.length > items.length) return refuse('items-missing', { items: practical.items.length, answered: items.length });
  const silent = items.find((item) => !item.done && item.remark === null);
  if (silent !== undefined) return refuse('remark-missing', { item: silent.text });
  return { ok: true, items, competent: isCompetent(items) };
}

function refuseStage(practical: Practical, repetitions: readonly Repetition[], stage: Stage): Refused<PracticalRefusal> | null {
  const next = nextStage(practical, repetitions);
  if (next === null) return refuse('practical-passed');
  const stages = stagesOf(practical);
  if (!stages.includes(stage)) return refuse('stage-not-asked', { stage });
  return stages.indexOf(stage) > stages.indexOf(next) ? refuse('stage-too-early', { stage, next }) : null;
}

function refuseCorrection(repetitions: readonly Repetition[], { correctsId, reason, stage }: RepetitionInput): Refused<PracticalRefusal> | null {
  const wrong = repetitions.find(({ id }) => id === correctsId);
  if (wrong === undefined) return refuse('unknown-repetition');
  if (repetitions.some((one) => one.correctsId === correctsId)) return refuse('corrected-already', { number: wrong.number });
  if (reason === null) return refuse('correction-reason');
  return wrong.stage === stage ? null : refuse('stage-not-asked', { stage });
}
