import { acceptAgreement, changePassword, getAgreement, grantRole, signIn } from '../../features/access/contract.ts';
import { approveVersion, createDocument, discardDraft, getApprovalStatement, getSubmitStatement, sendBack, submitVersion, uploadVersion } from '../../features/documents/contract.ts';
import { putModule } from '../../features/learning/contract.ts';
import { createRule } from '../../features/matrix/contract.ts';
import { importRoster } from '../../features/people/contract.ts';
import { allowAttempts, getAssignment, openAssignment, saveReading, signTraining, startAttempt } from '../../features/training/contract.ts';
import { advanceSimulation } from '../simulation/contract.ts';
import { createClient, type Client } from './client.ts';
import type { Journal } from './journal.ts';
import { attempt } from './learners.ts';
import type { Quiz } from './material.ts';
import { PASSWORD, type Staff, type User } from './staff.ts';

/** What must not work, tried while documents are being written; the draft used for it is discarded at the end. */
export async function tryDocuments(staff: Staff, today: string, yesterday: string, journal: Journal): Promise<void> {
  const [both, author] = staff.authors;
  const [approver] = staff.approvers;
  if (both === undefined || author === undefined || approver === undefined) return;
  const { id: documentId } = await both.client.call(createDocument, { body: { number: 'SOP-900', title: 'A procedure that is never approved', type: 'SOP', risk: 'critical' } });
  const upload = (name: string, text: string | Buffer) => ({ params: { id: documentId }, body: { label: '1.0', changeClass: 'major' as const, changeSummary: 'First issue.' }, file: { name, bytes: Buffer.from(text) } });
  journal.refusal('registering a number twice', 'number-taken', await author.client.refused(createDocument, { body: { number: 'SOP-900', title: 'Again', type: 'SOP', risk: 'low' } }));
  journal.refusal('plain text named as a Word file', 'file-refused', await both.client.refused(uploadVersion, upload('procedure.docx', 'This is no Word file.')));
  journal.refusal('a program named as a PDF', 'file-refused', await both.client.refused(uploadVersion, upload('procedure.pdf', Buffer.from([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0]))));
  const { id } = await both.client.call(uploadVersion, upload('procedure.md', '# 1 Purpose\n\nTo be refused.\n\n# 2 Steps\n\nNone.\n'));
  const nothingRight = { passMark: 80, maxAttempts: 3, questions: [{ kind: 'single' as const, text: 'Which?', options: [{ text: 'This', correct: false }, { text: 'That', correct: false }] }] };
  journal.refusal('a quiz without a right answer', 'no-right-answer', await both.client.refused(putModule, { params: { id }, body: nothingRight }));
  const { statement } = await both.client.call(getSubmitStatement, { params: { id } });
  journal.refusal('submitting another author’s draft', 'not-the-author', await author.client.refused(submitVersion, { params: { id }, body: { statement, password: PASSWORD } }));
  journal.refusal('signing with a wrong password', 'password-wrong', await both.client.refused(submitVersion, { params: { id }, body: { statement, password: 'not my password at all' } }));
  journal.refusal('signing words that were not shown', 'statement-changed', await both.client.refused(submitVersion, { params: { id }, body: { statement: `${statement} And more.`, password: PASSWORD } }));
  await both.client.call(submitVersion, { params: { id }, body: { statement, password: PASSWORD } });
  await tryApproval(both.client, approver.client, staff.quality.client, id, { today, yesterday }, journal);
  await approver.client.call(sendBack, { params: { id }, body: { reason: 'It was never meant to be approved.' } });
  await both.client.call(discardDraft, { params: { id } });
}

async function tryApproval(author: Client, approver: Client, quality: Client, id: string, { today, yesterday }: { today: string; yesterday: string }, journal: Journal): Promise<void> {
  const { statement } = await approver.call(getApprovalStatement, { params: { id }, query: { effectiveOn: today, decision: 'retrain' } });
  const body = (effectiveOn: string) => ({ effectiveOn, decision: 'retrain' as const, statement, password: PASSWORD });
  journal.refusal('approving what one wrote', 'author-approves', await author.refused(approveVersion, { params: { id }, body: body(today) }));
  journal.refusal('approving without the role', 'not-permitted', await quality.refused(approveVersion, { params: { id }, body: body(today) }));
  journal.refusal('an effective date in the past', 'effective-date-past', await approver.refused(approveVersion, { params: { id }, body: body(yesterday) }));
  journal.refusal('a first version without training', 'decision-refused', await approver.refused(approveVersion, { params: { id }, body: { ...body(today), decision: 'none', reason: 'Nobody needs it.' } }));
  journal.refusal('submitting what is under review', 'wrong-state', await author.refused(submitVersion, { params: { id }, body: { statement: 'whatever', password: PASSWORD } }));
}

/** What must not work between people. */
export async function tryPeople(staff: Staff, url: string, learner: User, rosterBytes: Uint8Array, journal: Journal): Promise<void> {
  const { administrator, trainer, quality, inspector } = staff;
  journal.refusal('administrator approving a rule', 'not-permitted', await administrator.client.refused(createRule, { body: { name: 'Mine', audience: { roleIds: [], departmentIds: [], siteIds: [] }, documentIds: [quality.id], from: '2030-01-01', statement: 'x', password: PASSWORD } }));
  journal.refusal('giving oneself a role', 'own-role', await administrator.client.refused(grantRole, { params: { id: administrator.id }, body: { role: 'approver' } }));
  journal.refusal('inspector importing a roster', 'not-permitted', await inspector.client.refused(importRoster, { file: { name: 'r.csv', bytes: rosterBytes }, body: { mapping: { employeeNumber: 'emp_id', name: ['first_name'], from: 'start_date', dateFormat: 'M/D/YYYY', site: 'state', department: 'department_type' } } }));
  journal.refusal('a roster with a missing column', 'roster-mapping', await trainer.client.refused(importRoster, { file: { name: 'employee_data.csv', bytes: rosterBytes }, body: { mapping: { employeeNumber: 'employee_id', name: ['first_name'], from: 'start_date', dateFormat: 'M/D/YYYY', site: 'state', department: 'department_type' } } }));
  journal.refusal('signing in with a wrong password', 'sign-in-failed', await createClient(url).refused(signIn, { body: { login: learner.number, password: 'something else entirely' } }));
  journal.refusal('asking without signing in', 'sign-in-needed', await createClient(url).refused(getAgreement));
  journal.refusal('a password that is easy to guess', 'password-too-easy', await learner.client.refused(changePassword, { body: { current: PASSWORD, next: 'aaaaaaaaaaaaaaaa' } }));
  journal.refusal('accepting the agreement twice', 'agreement-already-accepted', await learner.client.refused(acceptAgreement, { body: { statement: (await learner.client.call(getAgreement)).statement, password: PASSWORD } }));
  journal.refusal('time running backwards', 'time-runs-forward', await administrator.client.refused(advanceSimulation, { body: { to: '2022-01-01T00:00:00Z' } }));
}

/** Training out of order, for someone else, and past the last attempt; afterwards the supervisor allows more. */
export async function tryTraining(own: User, other: User, supervisor: User, id: string, quiz: Quiz, journal: Journal): Promise<void> {
  journal.refusal('training in another’s name', 'not-permitted', await other.client.refused(openAssignment, { params: { id } }));
  journal.refusal('looking at another’s assignment', 'not-permitted', await other.client.refused(getAssignment, { params: { id } }));
  journal.refusal('signing before reading', 'reading-incomplete', await own.client.refused(signTraining, { params: { id }, body: { statement: 'I have read it.', password: PASSWORD } }));
  journal.refusal('the quiz before reading', 'reading-incomplete', await own.client.refused(startAttempt, { params: { id } }));
  const { sections } = await own.client.call(getAssignment, { params: { id } });
  await own.client.call(saveReading, { params: { id }, body: { sections: sections.map((section) => ({ ordinal: section.ordinal, seconds: 15 })) } });
  journal.refusal('signing before the quiz', 'quiz-not-passed', await own.client.refused(signTraining, { params: { id }, body: { statement: 'I have read it.', password: PASSWORD } }));
  for (let turn = 0; turn < 3; turn += 1) await attempt(own, id, quiz, false, journal);
  journal.refusal('a fourth attempt', 'attempts-used-up', await own.client.refused(startAttempt, { params: { id } }));
  journal.refusal('allowing oneself more attempts', 'not-permitted', await own.client.refused(allowAttempts, { params: { id }, body: { attempts: 1, reason: 'I want to.' } }));
  await supervisor.client.call(allowAttempts, { params: { id }, body: { attempts: 2, reason: 'We went through the missed questions together.' } });
}
