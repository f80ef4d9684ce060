import { approveVersion, createDocument, getApprovalStatement, getSubmitStatement, getVersion, submitVersion, uploadVersion } from '../../features/documents/contract.ts';
import { putModule } from '../../features/learning/contract.ts';
import { previewApproval } from '../../features/training/contract.ts';
import { begins, earlier, pairsOf, type Book, type Document, type Version } from './book.ts';
import { enterApproval, plusDays } from './book-settle.ts';
import type { Journal } from './journal.ts';
import { hashOf, type ChangeClass, type Decision, type Procedure, type Revision, type Risk } from './material.ts';
import { PASSWORD, type Staff, type User } from './staff.ts';

/** The zone in whose days documents take effect: that of the organisation. */
export const DOCUMENT_ZONE = 'America/New_York';

const DEFAULTS: Readonly<Record<Risk, Readonly<Record<ChangeClass, Decision>>>> = {
  critical: { major: 'retrain', minor: 'refresher', editorial: 'notify' },
  high: { major: 'retrain', minor: 'refresher', editorial: 'notify' },
  medium: { major: 'retrain', minor: 'refresher', editorial: 'none' },
  low: { major: 'retrain', minor: 'notify', editorial: 'none' },
};

export type Plan = { readonly procedure: Procedure; readonly revision: Revision; readonly ordinal: number; readonly effectiveOn: string; readonly suggested: Decision; readonly decision: Decision; readonly reason: string | null };

/** What will be decided at each revision: mostly what the product suggests, at times what an approver prefers, some with a training window. */
export function planOf(procedure: Procedure, index: number): Plan | null {
  const revision = procedure.revisions[index];
  if (revision === undefined) return null;
  const key = hashOf(`${procedure.key} ${index}`);
  const suggested = index === 0 ? 'retrain' : DEFAULTS[procedure.risk][revision.changeClass];
  const decision = preferred(procedure.risk, revision.changeClass, suggested, index, key);
  const next = procedure.revisions[index + 1]?.day ?? '9999-12-31';
  const days = 3 + (key % 12);
  const opens = plusDays(revision.day, days) < next && key % 4 === 0 && procedure.revisions[index - 1]?.day !== revision.day;
  return { procedure, revision, ordinal: index + 1, suggested, decision, effectiveOn: opens ? plusDays(revision.day, days) : revision.day, reason: decision === 'notify' || decision === 'none' ? `Changed ${Math.round(revision.changed * 100)} % of the lines; nothing that anybody does differently.` : null };
}

function preferred(risk: Risk, changeClass: ChangeClass, suggested: Decision, index: number, key: number): Decision {
  if (index === 0 || changeClass !== 'minor' || risk === 'critical') return suggested;
  return key % 9 === 0 ? 'none' : key % 9 === 1 ? 'notify' : key % 9 === 2 ? 'retrain' : suggested;
}

export type Done = { readonly document: Document; readonly version: Version };

/** Registers the document if it is new, uploads the revision, submits and approves it, each by whom it behoves. */
export async function playRevision(staff: Staff, book: Book, plan: Plan, journal: Journal, gate: number | null = null): Promise<Done> {
  const { procedure } = plan;
  const author = pick(staff.authors, procedure.key);
  const approver = pick(staff.approvers, procedure.key);
  const document = book.documents.get(procedure.number) ?? await register(author, book, procedure, journal);
  const id = await draft(author, document, plan, journal);
  const { statement } = await author.client.call(getSubmitStatement, { params: { id } });
  await author.client.call(submitVersion, { params: { id }, body: { statement, password: PASSWORD } });
  return { document, version: await approve(approver, book, document, id, { ...plan, gate }, journal) };
}

function pick(users: readonly User[], key: string): User {
  const user = users[hashOf(key) % users.length];
  if (user === undefined) throw new Error('nobody to choose from');
  return user;
}

async function register(author: User, book: Book, { number, title, type, risk }: Procedure, journal: Journal): Promise<Document> {
  const { id } = await author.client.call(createDocument, { body: { number, title, type, risk } });
  const document: Document = { id, number, title, risk, versions: [] };
  book.documents.set(number, document);
  journal.count('documents registered');
  return document;
}

async function draft(author: User, document: Document, { procedure, revision, ordinal }: Plan, journal: Journal): Promise<string> {
  const changeSummary = ordinal === 1 ? 'First issue.' : `Revision of ${revision.day}: ${Math.round(revision.changed * 100)} % of the lines changed.`;
  const { id } = await author.client.call(uploadVersion, { params: { id: document.id }, body: { label: revision.label, changeClass: revision.changeClass, changeSummary }, file: { name: revision.fileName, bytes: revision.bytes } });
  if (ordinal === 1 && procedure.quiz !== null) await giveQuiz(author, id, procedure.quiz, journal);
  journal.count('versions uploaded');
  return id;
}

/** The quiz of the collection, its questions tagged with the sections they cite. */
async function giveQuiz(author: User, versionId: string, quiz: NonNullable<Procedure['quiz']>, journal: Journal): Promise<void> {
  const { sections } = await author.client.call(getVersion, { params: { id: versionId } });
  const numbers = new Set(sections.flatMap((section) => section.number ?? []));
  const questions = quiz.questions.map(({ cites, options, ...question }) => ({ ...question, options: [...options], sections: [...new Set(cites)].filter((number) => numbers.has(number)) }));
  const { questions: taken } = await author.client.call(putModule, { params: { id: versionId }, body: { passMark: quiz.passMark, maxAttempts: 3, questions } });
  journal.same('questions taken into the quiz', quiz.questions.length, taken);
  journal.count('quiz questions', taken);
}

async function approve(approver: User, book: Book, document: Document, id: string, plan: Plan & { readonly gate: number | null }, journal: Journal): Promise<Version> {
  const { effectiveOn, decision, reason, revision } = plan;
  const name = `${document.number} v${revision.label}`;
  const shown = await approver.client.call(getApprovalStatement, { params: { id }, query: { effectiveOn, decision } });
  journal.same(`training suggested for ${name} (${document.risk}, ${revision.changeClass})`, plan.suggested, shown.defaultDecision);
  const forecast = plan.ordinal > 1 && hashOf(name) % 12 === 0 ? await approver.client.call(previewApproval, { params: { id }, query: { effectiveOn, decision } }) : null;
  const { effectiveAt } = await approver.client.call(approveVersion, { params: { id }, body: { effectiveOn, decision, reason, statement: shown.statement, password: PASSWORD } });
  const at = Temporal.Instant.from(effectiveAt);
  const wanted = begins(effectiveOn, DOCUMENT_ZONE);
  if (earlier(book.now, wanted)) journal.same(`${name} takes effect`, wanted.toString(), at.toString());
  else if (earlier(at, book.now) || earlier(book.now.add({ hours: 2 }), at)) journal.wrong(`${name} takes effect`, `at once, about ${book.now.toString()}`, at.toString());
  const version: Version = { id, ordinal: plan.ordinal, label: revision.label, changeClass: revision.changeClass, decision, approvedAt: book.now, effectiveOn, effectiveAt: at, gate: plan.gate, supersededAt: null, state: 'approved' };
  const before = new Set(pairsOf(book, document).flatMap((pair) => pair.tasks));
  const moment = book.now;
  if (!earlier(book.now, wanted)) book.now = at; // the version has been in force from this instant on
  enterApproval(book, document, version);
  book.now = moment;
  const added = pairsOf(book, document).flatMap((pair) => pair.tasks).filter((task) => !before.has(task));
  if (forecast !== null) journal.same(`effect of ${name} as shown before approval`, { full: count(added, 'full'), refresher: count(added, 'refresher'), notice: count(added, 'notice') }, { full: forecast.full, refresher: forecast.refresher, notice: forecast.notice });
  journal.count('versions approved');
  journal.count(`decided: ${decision}`);
  journal.count('assignments by approval', added.length);
  return version;
}

const count = (tasks: readonly { readonly path: string }[], path: string): number => tasks.filter((task) => task.path === path).length;
