import { dayIn } from '../../../kernel/day.ts';
import type { Stage } from '../../learning/types.ts';
import { counting } from './rules.ts';
import type { AssessedItem, Repetition } from './types.ts';

const STAGE: Readonly<Record<Stage, string>> = { observe: 'observed', guided: 'under guidance', independent: 'independently' };

export type RepetitionWords = {
  readonly assessor: string; readonly learner: string; readonly number: string; readonly title: string; readonly label: string; readonly practicalSha256: string;
  readonly repetition: number; readonly stage: Stage; readonly place: string; readonly batch: string | null; readonly items: readonly AssessedItem[]; readonly competent: boolean;
  readonly corrects: number | null; readonly reason: string | null;
};

/** SIG-01: what an assessor signs for one repetition, word for word. */
export function repetitionStatement(words: RepetitionWords): string {
  const { items, corrects, reason } = words;
  const missed = items.filter(({ done }) => !done);
  const remarks = items.flatMap(({ text, done, remark, critical }) => (done && remark === null ? [] : [`${done ? 'Remark on' : 'Not done:'} “${text}”${critical ? ' (critical)' : ''}${remark === null ? '' : `: ${closed(remark)}`}.`]));
  return [
    `I, ${words.assessor}, have assessed ${words.learner} in the practical of ${words.number} “${words.title}”, version ${words.label} (practical SHA-256 ${words.practicalSha256}).`,
    `Repetition ${words.repetition}, ${STAGE[words.stage]}, at ${words.place}${words.batch === null ? '' : `, batch ${words.batch}`}: ${items.length - missed.length} of ${items.length} items done.`,
    ...remarks,
    ...(corrects === null ? [] : [`This corrects repetition ${corrects}: ${closed(reason ?? '')}.`]),
    `Verdict: ${words.competent ? 'competent' : 'not yet competent'}.`,
  ].join(' ');
}

/** What the learner signs about their practical: by whom it was assessed, and when it was passed. */
export function practicalWords(repetitions: readonly Repetition[], zone: string): string | null {
  const counted = counting(repetitions);
  const last = counted.filter(({ competent }) => competent).at(-1);
  if (last === undefined) return null;
  const names = [...new Set(counted.map(({ assessor }) => assessor.name))];
  return `its practical was assessed as competent by ${names.join(', ')} on ${dayIn(last.at, zone).toString()} (${counted.length} ${counted.length === 1 ? 'repetition' : 'repetitions'}, the last with SHA-256 ${last.digest})`;
}

/** What naming the initial assessors of a version signs. */
export function listStatement(signer: string, version: { readonly number: string; readonly title: string; readonly label: string }, list: number, names: readonly string[], reason: string): string {
  const who = names.length === 0 ? 'Nobody assesses as an initial assessor any more' : `Initial assessors are ${names.join(', ')}`;
  return `I, ${signer}, approve list ${list} of the initial assessors of ${version.number} “${version.title}”, version ${version.label}. ${who}. Reason: ${closed(reason)}.`;
}

/** People end their sentences, or do not. */
function closed(text: string): string {
  return text.replace(/\.+$/u, '');
}
