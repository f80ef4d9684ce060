import { addAttachment } from '../../features/documents/attachments/actions.ts';
import { approveVersion, getApprovalStatement, getSubmitStatement, sendBackVersion, submitVersion, withdrawVersion } from '../../features/documents/actions.ts';
import { convertDocument } from '../../features/documents/convert/run.ts';
import { createDocument, uploadVersion } from '../../features/documents/drafting/actions.ts';
import { putModule } from '../../features/learning/actions.ts';
import type { Day, Instant } from '../../kernel/day.ts';
import { fileOf, formsOf } from './forms.ts';
import { readProcedureFile, type Procedure } from './content.ts';
import { randomOf } from './random.ts';
import { dayOf, momentOf, nextFriday, weekday, type Ref } from './times.ts';
import { STAYS_DRAFT, planVersions, type VersionPlan } from './versions.ts';
import { enter, holderOf, known, must, PASSWORD, siteOf, type World } from './world.ts';

/** Who writes and who approves a procedure: owners take turns between the sites; nobody approves their own. */
function peopleOf(world: World, { number, ownerRole }: Procedure): { author: string; approver: string; zone: string } {
  const sites = world.company.sites.map((site) => site.code);
  const site = sites[Number(number.slice(-2)) % sites.length] ?? 'CRK';
  const author = holderOf(world, ownerRole, site).number;
  const approver = holderOf(world, ownerRole === 'QA-MGR' ? 'QP' : 'QA-MGR', site).number;
  return { author, approver, zone: siteOf(world, site).zone };
}

/** Registers each procedure and plans the life of its versions. */
export async function planProcedures(world: World, at: Instant): Promise<void> {
  let now = at;
  for (const procedure of world.procedures) {
    const { author } = peopleOf(world, procedure);
    now = now.add({ minutes: 4 });
    const { number, title, type, risk, reviewMonths } = procedure;
    const person = await enter(world, author, now);
    const { id } = must(await createDocument(person.at(now.add({ minutes: 1 })), { number, title, type, risk, reviewMonths, siteId: null }), number);
    world.ids.documents.set(number, id);
  }
  for (const plan of planVersions(world.procedures.map((procedure) => procedure.number))) planVersion(world, plan);
}

function planVersion(world: World, plan: VersionPlan): void {
  const procedure = world.procedures.find((candidate) => candidate.number === plan.number);
  if (procedure === undefined) return;
  const { author, approver, zone } = peopleOf(world, procedure);
  const random = randomOf('version', plan.number, plan.label);
  const on = (ref: Ref, run: (at: Instant) => Promise<void>, hour = random.whole(9, 14) + random.unit()): void => {
    world.agenda.add({ at: momentOf(weekday(dayOf(ref, world.period)), hour, zone), lane: null, seconds: 0, run });
  };
  on(plan.drafted, (at) => draft(world, procedure, plan.label, author, at));
  const { submitted, approved, effective, withdrawn, sentBack } = plan;
  if (submitted === undefined) return;
  on(submitted, (at) => submit(world, plan, author, at), 9.2);
  if (sentBack !== undefined) {
    on(submitted, (at) => sendBack(world, plan, approver, sentBack, at), 11.6);
    if (STAYS_DRAFT.includes(plan.number)) return;
    on({ ...submitted, days: submitted.days + 3 }, (at) => submit(world, plan, author, at), 14.4);
  }
  if (approved === undefined || effective === undefined) return;
  const effectiveOn = effective === 'friday' ? nextFriday(world.period.end) : dayOf(effective, world.period);
  on(approved, (at) => approve(world, plan, approver, effectiveOn, at));
  if (withdrawn !== undefined) on(withdrawn.on, (at) => withdraw(world, plan, approver, withdrawn.reason, at));
}

const key = ({ number, label }: Pick<VersionPlan, 'number' | 'label'>): string => `${number} v${label}`;

async function draft(world: World, procedure: Procedure, label: string, author: string, at: Instant): Promise<void> {
  const version = procedure.versions.find((candidate) => candidate.label === label);
  if (version === undefined) throw new Error(`content/${procedure.number} has no version ${label}`);
  const person = await enter(world, author, at);
  const file = { name: `${procedure.number}-v${label}.md`, bytes: readProcedureFile(procedure.number, version) };
  const { changeClass, changeSummary } = version;
  const { id } = must(await uploadVersion(person.at(at.add({ minutes: 2 })), convertDocument, known(world.ids.documents, procedure.number), file, { label, changeClass, changeSummary, attachments: 'in_force' }), `${procedure.number} v${label}`);
  world.ids.versions.set(key({ number: procedure.number, label }), id);
  for (const form of formsOf(procedure.number, label)) must(await addAttachment(person.at(at.add({ minutes: 9 })), id, fileOf(form), { description: form.description }), form.name);
  const questions = version.quiz.questions.map((question) => ({ ...question, options: question.options.map((option) => ({ ...option, feedback: null })) }));
  must(await putModule(person.at(at.add({ minutes: 21 })), id, { passMark: version.quiz.passMark, maxAttempts: 3, questions }), `quiz of ${procedure.number} v${label}`);
}

async function submit(world: World, plan: VersionPlan, author: string, at: Instant): Promise<void> {
  const id = known(world.ids.versions, key(plan));
  const person = await enter(world, author, at);
  const { statement } = must(await getSubmitStatement(person.at(at), id), `${key(plan)} statement`);
  must(await submitVersion(person.at(at.add({ minutes: 1 })), id, { statement, password: PASSWORD }), `${key(plan)} is submitted`);
}

async function sendBack(world: World, plan: VersionPlan, approver: string, reason: string, at: Instant): Promise<void> {
  const person = await enter(world, approver, at);
  must(await sendBackVersion(person.at(at.add({ minutes: 12 })), known(world.ids.versions, key(plan)), { reason }), `${key(plan)} is sent back`);
}

async function approve(world: World, plan: VersionPlan, approver: string, effectiveOn: Day, at: Instant): Promise<void> {
  const id = known(world.ids.versions, key(plan));
  const person = await enter(world, approver, at);
  const shown = must(await getApprovalStatement(person.at(at), id, { effectiveOn, ...(plan.decision === undefined ? {} : { decision: plan.decision }) }), `${key(plan)} statement`);
  must(await approveVersion(person.at(at.add({ minutes: 14 })), id, { effectiveOn, decision: shown.decision, reason: plan.reason ?? null, statement: shown.statement, password: PASSWORD }), `${key(plan)} is approved`);
}

async function withdraw(world: World, plan: VersionPlan, approver: string, reason: string, at: Instant): Promise<void> {
  const person = await enter(world, approver, at);
  must(await withdrawVersion(person.at(at.add({ minutes: 3 })), known(world.ids.versions, key(plan)), { reason }), `${key(plan)} is withdrawn`);
}
