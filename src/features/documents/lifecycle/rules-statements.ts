import type { Day } from '../../../kernel/day.ts';
import type { Readiness } from '../../../kernel/readiness.ts';
import { statementText } from '../../signatures/rules.ts';
import type { Risk, Subject } from '../types.ts';
import { shareOf } from './rules.ts';
import type { Hold } from './types.ts';

/** What going ahead with a held version signs: with how many trained, against what was asked (DOC-06). */
export function overrideStatement(signerName: string, subject: Subject, hold: Hold, readiness: Readiness): string {
  const { document, version } = subject;
  return statementText(signerName, 'approved', `that ${document.number} v${version.label} “${document.title}” takes effect now, although it is held`, [
    `${readiness.trained} of the ${readiness.present} people required and present are trained on it (${shareOf(readiness)} %); the policy asks for ${hold.gatePercent} %.`,
    `This opens a quality event. Content SHA-256 ${version.contentSha256}.`,
  ]);
}

/** What moving a date below the minimum signs (DOC-07). */
export function moveStatement(signerName: string, { document, version }: Subject, to: Day, days: number, minimum: number): string {
  return statementText(signerName, 'approved', `that ${document.number} v${version.label} “${document.title}” is effective on ${to.toString()} instead of ${version.effectiveOn?.toString() ?? '–'} (local day in ${document.zone})`, [shortWindowSentence(document.risk, days, minimum)]);
}

export function shortWindowSentence(risk: Risk, days: number, minimum: number): string {
  return `That leaves ${days === 1 ? '1 day' : `${days} days`} for training; the policy for ${risk} documents asks for ${minimum}.`;
}
