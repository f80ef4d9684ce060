import type { z } from 'zod';
import { listEvents } from '../../src/features/audit/contract.ts';
import { approveVersion, createDocument, getApprovalStatement, getSubmitStatement, submitVersion, uploadVersion } from '../../src/features/documents/contract.ts';
import { putModule } from '../../src/features/learning/contract.ts';
import { getAssignment, getMyTraining, getTrainingStatement, runSweep, saveReading, signTraining, startAttempt, submitAttempt, type zAssignmentRow } from '../../src/features/training/contract.ts';
import type { Client } from './client.ts';
import { PASSWORD, PROCEDURE_TEXT, type Company } from './company.ts';

/** What a learner does, through the API as their browser would. */
type AssignmentRow = z.output<typeof zAssignmentRow>;

/** Right answers of the quiz that `approveProcedure` and `draftProcedure` give every procedure. */
const RIGHT = ['Before entering grade A', 'True'];
export const FEEDBACK = 'Gloves protect the product, not the hand.';

export async function dueOf(client: Client, number: string): Promise<AssignmentRow[]> {
  return (await client.call(getMyTraining)).due.filter((row) => row.document.number === number);
}

/** The one thing due on this document; anything else is a failure. */
export async function oneDue(client: Client, number: string): Promise<AssignmentRow> {
  const [row, ...others] = await dueOf(client, number);
  if (row === undefined || others.length > 0) throw new Error(`${others.length + (row === undefined ? 0 : 1)} assignments are due on ${number}, one was expected`);
  return row;
}

/** Reports as read what the assignment requires, or the sections given. */
export async function read(client: Client, id: string, ordinals?: readonly number[]): Promise<void> {
  const wanted = ordinals ?? (await client.call(getAssignment, { params: { id } })).sections.filter((section) => section.required).map((section) => section.ordinal);
  await client.call(saveReading, { params: { id }, body: { sections: wanted.map((ordinal) => ({ ordinal, seconds: 30 })) } });
}

type Shown = z.output<typeof startAttempt.reply>;

export function answersTo(shown: Shown, how: 'right' | 'wrong') {
  return shown.questions.map((question) => ({
    questionId: question.id,
    optionIds: question.options.filter((option) => RIGHT.includes(option.text) === (how === 'right')).map((option) => option.id).slice(0, 1),
  }));
}

export async function attempt(client: Client, id: string, how: 'right' | 'wrong'): Promise<z.output<typeof submitAttempt.reply>> {
  const shown = await client.call(startAttempt, { params: { id }, body: {} });
  return client.call(submitAttempt, { params: { id: shown.id }, body: { answers: answersTo(shown, how) } });
}

export async function sign(client: Client, id: string, key?: string): Promise<string> {
  const { statement } = await client.call(getTrainingStatement, { params: { id } });
  const { recordId } = await client.call(signTraining, { params: { id }, body: { statement, password: PASSWORD }, ...(key === undefined ? {} : { key }) });
  return recordId;
}

/** Reads, passes the quiz where there is one, and signs. */
export async function complete(client: Client, id: string): Promise<string> {
  await read(client, id);
  const { step } = await client.call(getAssignment, { params: { id } });
  if (step === 'quiz') await attempt(client, id, 'right');
  return sign(client, id);
}

export type DraftSpec = { readonly documentId?: string; readonly number?: string; readonly risk?: 'critical' | 'high' | 'medium' | 'low'; readonly label?: string; readonly changeClass?: 'major' | 'minor' | 'editorial'; readonly text?: string; readonly siteId?: string };

/** A version in review, with a quiz on its sections 2 and 3 when it is the first. */
export async function draftProcedure(company: Company, spec: DraftSpec = {}): Promise<{ documentId: string; versionId: string }> {
  const { client } = company.author;
  const documentId = spec.documentId ?? (await client.call(createDocument, { body: { number: spec.number ?? 'SOP-001', title: 'Sterile filling', type: 'SOP', risk: spec.risk ?? 'high', siteId: spec.siteId ?? null } })).id;
  const { id: versionId } = await client.call(uploadVersion, { params: { id: documentId }, body: { label: spec.label ?? '1.0', changeClass: spec.changeClass ?? 'major', changeSummary: 'As the test needs it' }, file: { name: 'procedure.md', bytes: spec.text ?? PROCEDURE_TEXT } });
  if (spec.documentId === undefined) {
    await client.call(putModule, { params: { id: versionId }, body: { passMark: 80, maxAttempts: 3, questions: [
      { kind: 'single', text: 'When are sterile gloves put on?', feedback: FEEDBACK, options: [{ text: 'Before entering grade A', correct: true }, { text: 'After the first vial', correct: false, feedback: FEEDBACK }], sections: ['2'] },
      { kind: 'true_false', text: 'The line is stopped when a glove is torn.', options: [{ text: 'True', correct: true }, { text: 'False', correct: false }], sections: ['3'] },
    ] } });
  }
  const { statement } = await client.call(getSubmitStatement, { params: { id: versionId } });
  await client.call(submitVersion, { params: { id: versionId }, body: { statement, password: PASSWORD } });
  return { documentId, versionId };
}

export type Decided = { readonly effectiveOn: string; readonly decision?: 'retrain' | 'refresher' | 'notify' | 'none'; readonly reason?: string };

export async function approve({ approver }: Company, versionId: string, { effectiveOn, decision, reason = '' }: Decided, key?: string): Promise<void> {
  const shown = await approver.client.call(getApprovalStatement, { params: { id: versionId }, query: { effectiveOn, ...(decision === undefined ? {} : { decision }) } });
  await approver.client.call(approveVersion, { params: { id: versionId }, body: { effectiveOn, decision: shown.decision, reason: reason === '' ? null : reason, statement: shown.statement, password: PASSWORD }, ...(key === undefined ? {} : { key }) });
}

/** MTX-04: what a sweep over everything finds that the acts before it missed. */
export async function driftOf(company: Company): Promise<number> {
  return (await company.trainer.client.call(runSweep, { body: {} })).drift;
}

/** Refused acts of one person, newest first: what was attempted, and why not. */
export async function refusalsOf(company: Company, personId: string): Promise<{ attempted: string; code: string }[]> {
  const { items } = await company.quality.client.call(listEvents, { query: { action: 'ActRefused', actorId: personId, limit: 500 } });
  return items.map((event) => ({ attempted: event.subject.id, code: String(event.data['code']) }));
}
