import { permits, type Grant, type Permission, type Principal, type ProductRole } from '../../src/kernel/permission.ts';
import { whyNot } from '../../src/features/documents/rules.ts';
import type { DocumentFacts, Subject, VersionAct, VersionFacts, VersionState } from '../../src/features/documents/types.ts';
import { entitlement, whyNotFinal } from '../../src/features/documents/review/rules.ts';
import type { ReviewFacts, ReviewRole, StepFacts } from '../../src/features/documents/review/types.ts';

export const VERSION_STATES: readonly VersionState[] = ['draft', 'in_review', 'approved', 'effective', 'superseded', 'withdrawn', 'retired'];

/** Acts that a person does to a version, with the permission each asks for. */
export type ActRow = { readonly act: VersionAct; readonly permission: Permission };

/** What the rules answer to one act in one state by one role: `yes`, or the code of the refusal. Another system acts in the author's name. */
export function answerFor({ act, permission }: ActRow, state: VersionState, role: ProductRole, isAuthor: boolean): string {
  if (!permits(someone(role), permission, { siteId: null })) return 'not-permitted';
  const subject = alone(state);
  return whyNot(act, subject, role === 'service' ? null : isAuthor ? AUTHOR : OTHER)?.refusal.code ?? 'yes';
}

/** The situations of a review in which a signature is allowed or refused, and what the rules answer to each signer. */
export const SIGNERS = ['whom the step names', 'a holder of its role', 'their deputy, where allowed', 'their deputy, elsewhere', 'the author', 'who signed another stage', 'anybody else'] as const;
export const SITUATIONS = ['step open', 'step of a later stage', 'step signed already', 'approval, stages unsigned', 'approval, comments unresolved', 'approval open', 'review over'] as const;

export function answerInReview(situation: (typeof SITUATIONS)[number], signer: (typeof SIGNERS)[number]): string {
  const { review, step } = place(situation, signer);
  const person = { personId: signer === 'the author' ? AUTHOR : OTHER, roles: signer === 'a holder of its role' ? ['approver', 'quality'] : [], standsInFor: signer.startsWith('their deputy') ? [ABSENT] : [] };
  const answer = step.final ? whyNotFinal(review, person, situation === 'approval, comments unresolved' ? 1 : 0) : entitlement(review, step, person);
  return answer === null || answer.ok ? 'yes' : answer.refusal.code;
}

const AUTHOR = 'author';
const OTHER = 'other';
const ABSENT = { id: 'absent', name: 'Absent' };
const NOW = Temporal.Instant.from('2026-03-02T09:00:00Z');

function someone(role: ProductRole): Principal {
  const grant: Grant = { role, siteId: null, departmentId: null };
  return { kind: 'person', id: OTHER, name: role, sessionId: '', grants: [grant], manages: false };
}

function alone(state: VersionState): Subject {
  const version: VersionFacts = { id: 'version', label: '1.0', ordinal: 1, state, changeClass: 'major', authorId: AUTHOR, coAuthorIds: [], attachments: [], contentSha256: '', decision: null, effectiveOn: null, effectiveAt: null };
  const document: DocumentFacts = { id: 'document', number: 'SOP-001', title: 'Procedure', risk: 'medium', siteId: null, ownerId: AUTHOR, zone: 'UTC', retired: false, versions: [version] };
  return { document, version };
}

function place(situation: (typeof SITUATIONS)[number], signer: (typeof SIGNERS)[number]): { readonly review: ReviewFacts; readonly step: StepFacts } {
  const isFinal = situation.startsWith('approval');
  const people = signer === 'whom the step names' ? [{ id: OTHER, name: 'Other' }] : [ABSENT];
  const signed = [{ by: signer === 'who signed another stage' ? { id: OTHER, name: 'Other' } : ABSENT, onBehalfOf: null, signedAt: NOW }];
  const step = (stage: number, more: Partial<StepFacts>): StepFacts => ({ id: `${stage}`, stage, ordinal: 1, name: `Step ${stage}`, meaning: 'reviewed', final: false, role: null, need: 'any', days: 5, deputies: false, openedAt: NOW, dueOn: null, doneAt: null, people, signatures: [], ...more });
  const role: ReviewRole | null = signer === 'a holder of its role' ? (isFinal ? 'approver' : 'quality') : null;
  const before = situation === 'step of a later stage' || situation === 'approval, stages unsigned' ? {} : { doneAt: NOW, signatures: signed };
  const done = situation === 'step signed already' ? { doneAt: NOW, signatures: signed } : {};
  const asked = step(2, { ...done, role, deputies: signer === 'their deputy, where allowed', final: isFinal, meaning: isFinal ? 'approved' : 'reviewed' });
  const last = isFinal ? [] : [step(3, { final: true, meaning: 'approved' })];
  const review: ReviewFacts = {
    id: 'review', versionId: 'version', number: 1, authorId: AUTHOR, coAuthorIds: [], commentsBlock: true, sameSigner: false, startedAt: NOW, endedAt: situation === 'review over' ? NOW : null, endedBy: null, outcome: null, endReason: null,
    steps: [step(1, { people: [ABSENT], ...before }), asked, ...last],
  };
  return { review, step: asked };
}
