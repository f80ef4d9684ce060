import { addRule, changeRule, showRuleStatement } from '../../features/matrix/actions.ts';
import { putCurriculum, showStatement } from '../../features/matrix/curricula/actions.ts';
import { addException, showExceptionStatement } from '../../features/matrix/exceptions/actions.ts';
import { dayIn, type Instant } from '../../kernel/day.ts';
import type { RuleContent } from './content.ts';
import { dayOf, momentOf, weekday, type Ref } from './times.ts';
import { CURRICULA, EXCEPTIONS, LATER_RULES, WIDENED_RULE } from './versions.ts';
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

/** The rule then leads to a curriculum of its documents. */
async function signCurriculum(world: World, name: string, documentIds: readonly string[], at: Instant): Promise<string> {
  const person = await enter(world, trainer(world), at);
  const { statement } = must(await showStatement(person.at(at), null, { name, documentIds }), `curriculum ${name}`);
  return must(await putCurriculum(person.at(at.add({ minutes: 1 })), null, { name, documentIds, statement, password: PASSWORD }), `curriculum ${name}`).id;
}

function plan(world: World, on: Ref, run: (at: Instant) => Promise<void>): void {
  world.agenda.add({ at: momentOf(weekday(dayOf(on, world.period)), 10.3, siteOf(world, 'CRK').zone), lane: null, seconds: 0, run });
}

const trainer = (world: World): string => holderOf(world, 'TRN-COORD', 'CRK').number;

function inputOf(world: World, { name, audience, documents }: RuleContent, from: string) {
  const { ids } = world;
  return {
    name, from, until: null,
    audience: { roleIds: audience.roles.map((code) => known(ids.roles, code)), departmentIds: audience.departments.map((code) => known(ids.departments, code)), siteIds: audience.sites.map((code) => known(ids.sites, code)) },
    documentIds: documents.map((number) => known(ids.documents, number)),
  };
}

async function sign(world: World, rule: RuleContent, at: Instant): Promise<void> {
  const person = await enter(world, trainer(world), at);
  const plain = inputOf(world, rule, dayIn(at, siteOf(world, 'CRK').zone).toString());
  const curriculum = CURRICULA.get(rule.name);
  const input = curriculum === undefined ? plain : { ...plain, documentIds: [], curriculumIds: [await signCurriculum(world, curriculum, plain.documentIds, at)] };
  const { statement } = must(await showRuleStatement(person.at(at), input), `rule ${rule.name}`);
  const { id } = must(await addRule(person.at(at.add({ minutes: 3 })), { ...input, statement, password: PASSWORD }), `rule ${rule.name}`);
  world.ids.rules.set(rule.name, id);
}

/** The rule goes on from its first day, with one procedure more. */
async function widen(world: World, rule: RuleContent, at: Instant): Promise<void> {
  const id = known(world.ids.rules, rule.name);
  const person = await enter(world, trainer(world), at);
  const found = await world.installation.db.selectFrom('matrix_rule_version').select('effective').where('rule_id', '=', id).where('superseded_at', 'is', null).executeTakeFirstOrThrow();
  const from = /\d{4}-\d{2}-\d{2}/u.exec(found.effective)?.[0] ?? '';
  const input = inputOf(world, { ...rule, documents: [...rule.documents, WIDENED_RULE.adds] }, from);
  const { statement } = must(await showRuleStatement(person.at(at), input), `rule ${rule.name}`);
  must(await changeRule(person.at(at.add({ minutes: 9 })), id, { ...input, statement, password: PASSWORD }), `rule ${rule.name}`);
}
