import type { Day } from '../../kernel/day.ts';
import { statementText } from '../signatures/rules.ts';
import type { Subject, TrainingDecision } from './types.ts';

/** What submitting signs. The same text is shown and checked (SIG-01). */
export function submitStatement(signerName: string, subject: Subject): string {
  return statementText(signerName, 'authored', nameOf(subject));
}

/** What approving signs: the content, what it means for training, and from when it holds, in whose day, and how short the time for training is (DOC-05, DOC-07). */
export function approvalStatement(signerName: string, subject: Subject, decision: TrainingDecision, effectiveOn: Day, shortWindow: string | null = null): string {
  return statementText(signerName, 'approved', nameOf(subject), [
    `Training: ${TRAINING[decision]}.`,
    `It is effective on ${effectiveOn.toString()} (local day in ${subject.document.zone}).`,
    ...(shortWindow === null ? [] : [shortWindow]),
  ]);
}

function nameOf({ document, version }: Subject): string {
  const typed = typeof version.transcriptSha256 === 'string' ? `, typed text SHA-256 ${version.transcriptSha256}` : '';
  return `${document.number} v${version.label} “${document.title}” (content SHA-256 ${version.contentSha256}${typed})${withAttachments(version.attachments)}${withPractical(version.practicalSha256)}`;
}

/** Each attachment by name and digest, so that what is signed says which files it is about, without the product at hand (DOC-22). */
function withAttachments(attachments: Subject['version']['attachments']): string {
  if (attachments.length === 0) return '';
  return ` with ${attachments.length === 1 ? 'its attachment' : `its ${attachments.length} attachments`} ${attachments.map(({ fileName, sha256 }) => `“${fileName}” (SHA-256 ${sha256})`).join(', ')}`;
}

/** What people must show that they can do belongs to what is signed (ASM-07). */
function withPractical(sha256: string | null | undefined): string {
  return typeof sha256 === 'string' ? `, with its practical (SHA-256 ${sha256})` : '';
}

const TRAINING: Readonly<Record<TrainingDecision, string>> = {
  retrain: 'everyone who needs this document is trained on it in full (retrain)',
  refresher: 'those qualified on the version before are trained on the changed sections (refresher)',
  notify: 'people are told of the change, without assessment (notify)',
  none: 'no training (none)',
};

/** What a step of a review signs (DOC-04); a deputy says for whom (ESC-04). */
export function stepStatement(signerName: string, subject: Subject, step: { readonly name: string; readonly meaning: 'reviewed' | 'approved' }, onBehalfOf: string | null): string {
  const details = [`Step: ${step.name}.`, ...(onBehalfOf === null ? [] : [`I sign on behalf of ${onBehalfOf}, as their deputy.`])];
  return statementText(signerName, step.meaning, nameOf(subject), details);
}
