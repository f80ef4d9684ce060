import { addException, showExceptionStatement } from '../../features/matrix/exceptions/actions.ts';
import { approve, propose, showProposalStatement } from '../../features/matrix/proposals/actions.ts';
import { showApproval } from '../../features/matrix/proposals/actions-read.ts';
import { dayIn, type Instant } from '../../kernel/day.ts';
import type { RuleContent } from './content.ts';
import { dayOf, momentOf, weekday, type Ref } from './times.ts';
import { CURRICULA, EXCEPTIONS, LATER_RULES, WAITING_CHANGE, WIDENED_RULE } from './versions.ts';
import { enter, holderOf, known, must, PASSWORD, siteOf, type World } from './world.ts';

/** Signs the rules of the first day and plans the later ones. Rules about procedures that are not there are left out. */
export async function planMatrix(world: World, at: Instant): Promise<void> {
  const numbers = new Set(world.procedures.map((procedure) => procedure.number));
  const rules = world.company.matrix.map((rule) => ({ ...rule, documents: rule.documents.filter((number) => numbers.has(number)) })).filter((rule) => rule.documents.length > 0);
  let now = at;
  for (const rule of rules) {
    const later = LATER_RULES.find((candidate) => candidate.name === rule.name);
    if (later !== undefined) plan(world, later.on, (then) => sign(world, rule, then));
    else await sign(world, rule, (now = now.add({ minutes: 5 })));
  }
  planExceptions(world);
  planWaiting(world, rules);
  const widened = rules.find((rule) => rule.name === WIDENED_RULE.name);
  if (widened !== undefined && numbers.has(WIDENED_RULE.adds)) plan(world, WIDENED_RULE.on, (then) => widen(world, widened, then));
}

/** What goes beside the rules for single people: one more procedure, and one that somebody cannot be trained on for some time. */
function planExceptions(world: World): void {
  for (const { kind, document, on, until, who, site, reason } of EXCEPTIONS) {
    const documentId = world.ids.documents.get(document);
    if (documentId === undefined) continue;
    plan(world, on, async (at) => {
      const person = await enter(world, trainer(world), at);
      const input = { personId: known(world.ids.people, holderOf(world, who, site).number), documentId, kind, from: dayIn(at, siteOf(world, 'CRK').zone).toString(), until: dayOf(until, world.period).toString(), reason };
      const { statement } = must(await showExceptionStatement(person.at(at), input), `${kind} ${document}`);
      must(await addException(person.at(at.add({ minutes: 4 })), { ...input, statement, password: PASSWORD }), `${kind} ${document}`);
    });
  }
}

type Change = Parameters<typeof propose>[1];

/** Written by the training administrator, and by then read and approved by quality. */
async function bring(world: World, change: Change, at: Instant, what: string): Promise<string> {
  const id = await proposeOnly(world, change, at, what);
  const approver = await enter(world, holderOf(world, 'QA-SPEC', 'CRK').number, at.add({ minutes: 2 }));
  const { statement, seen } = must(await showApproval(approver.at(at.add({ minutes: 3 })), id), what);
  return must(await approve(approver.at(at.add({ minutes: 4 })), id, { statement, seen, password: PASSWORD }), what).id;
}

async function proposeOnly(world: World, change: Change, at: Instant, what: string): Promise<string> {
  const writer = await enter(world, trainer(world), at);
  const { statement } = must(await showProposalStatement(writer.at(at), change), what);
  return must(await propose(writer.at(at.add({ minutes: 1 })), change, { statement, password: PASSWORD }), what).id;
}

/** The rule then leads to a curriculum of its documents. */
function signCurriculum(world: World, name: string, documentIds: string[], at: Instant): Promise<string> {
  return bring(world, { kind: 'curriculum', curriculumId: null, curriculum: { name, documentIds } }, at, `curriculum ${name}`);
}

function plan(world: World, on: Ref, run: (at: Instant) => Promise<void>): void {
  world.agenda.add({ at: momentOf(weekday(dayOf(on, world.period)), 10.3, siteOf(world, 'CRK').zone), lane: null, seconds: 0, run });
}

const trainer = (world: World): string => holderOf(world, 'TRN-COORD', 'CRK').number;

function inputOf(world: World, { name, audience, documents }: RuleContent, from: string) {
  const { ids } = world;
  return {
    name, from, until: null, curriculumIds: [],
    audience: { roleIds: audience.roles.map((code) => known(ids.roles, code)), departmentIds: audience.departments.map((code) => known(ids.departments, code)), siteIds: audience.sites.map((code) => known(ids.sites, code)) },
    documentIds: documents.map((number) => known(ids.documents, number)),
  };
}

async function sign(world: World, rule: RuleContent, at: Instant): Promise<void> {
  const plain = inputOf(world, rule, dayIn(at, siteOf(world, 'CRK').zone).toString());
  const curriculum = CURRICULA.get(rule.name);
  const input = curriculum === undefined ? plain : { ...plain, documentIds: [], curriculumIds: [await signCurriculum(world, curriculum, plain.documentIds, at)] };
  const id = await bring(world, { kind: 'rule', ruleId: null, rule: input }, curriculum === undefined ? at : at.add({ seconds: 260 }), `rule ${rule.name}`);
  world.ids.rules.set(rule.name, id);
}

/** The rule goes on from its first day, with one procedure more. */
async function widen(world: World, rule: RuleContent, at: Instant): Promise<void> {
  const ruleId = known(world.ids.rules, rule.name);
  const found = await world.installation.db.selectFrom('matrix_rule_version').select('effective').where('rule_id', '=', ruleId).where('superseded_at', 'is', null).executeTakeFirstOrThrow();
  const from = /\d{4}-\d{2}-\d{2}/u.exec(found.effective)?.[0] ?? '';
  const input = inputOf(world, { ...rule, documents: [...rule.documents, WIDENED_RULE.adds] }, from);
  await bring(world, { kind: 'rule', ruleId, rule: input }, at, `rule ${rule.name}`);
}

/** What somebody wrote and nobody has approved yet: what a second person has to do is there to be seen. */
function planWaiting(world: World, rules: readonly RuleContent[]): void {
  const rule = rules.find((one) => one.name === WAITING_CHANGE.name);
  const documentId = world.ids.documents.get(WAITING_CHANGE.adds);
  if (rule === undefined || documentId === undefined) return;
  plan(world, WAITING_CHANGE.on, async (at) => {
    const ruleId = known(world.ids.rules, rule.name);
    const input = inputOf(world, { ...rule, documents: [...new Set([...rule.documents, WAITING_CHANGE.adds])] }, dayOf(WAITING_CHANGE.from, world.period).toString());
    await proposeOnly(world, { kind: 'rule', ruleId, rule: input }, at, `a change of ${rule.name}`);
  });
}
