import { accept, refuse, type Decision } from '../../kernel/decision.ts';
import { isBefore, type Day } from '../../kernel/day.ts';
import { audienceIncludes, groupOf, writtenAudience } from './rules-audience.ts';
import type { Condition, MatrixEvent, MatrixRefusal, MatrixRule, Position, Reason, RuleContent } from './types.ts';

/** MTX-02: true when the rule is in force on the person's day and its audience includes them. */
export function ruleApplies(rule: MatrixRule, position: Position): boolean {
  return isInForce(rule, position.day) && audienceIncludes(rule.audience, position);
}

export function isInForce(rule: Pick<MatrixRule, 'from' | 'until'>, day: Day): boolean {
  return !isBefore(day, rule.from) && (rule.until === null || !isBefore(rule.until, day));
}

/** MTX-03: the documents required of a person on a day, each once, with every reason in the order of rule numbers. */
export function requirementsOf(position: Position, rules: readonly MatrixRule[]): Map<string, Reason[]> {
  const required = new Map<string, Reason[]>();
  for (const rule of rules) {
    if (!ruleApplies(rule, position)) continue;
    for (const { name, documentIds } of waysOf(rule)) {
      const reason: Reason = { rule: rule.number, version: rule.version, text: reasonText(rule, position, name) };
      for (const documentId of documentIds) {
        const reasons = required.get(documentId);
        if (reasons === undefined) required.set(documentId, [reason]);
        else reasons.push(reason);
      }
    }
  }
  for (const reasons of required.values()) reasons.sort((a, b) => a.rule - b.rule);
  return required;
}

/** What a rule leads to: its own documents under its own name, then each curriculum under that curriculum's name. */
export function waysOf(rule: Pick<MatrixRule, 'name' | 'documentIds' | 'curricula'>): { readonly name: string; readonly documentIds: readonly string[] }[] {
  const own = rule.documentIds.length === 0 ? [] : [{ name: rule.name, documentIds: rule.documentIds }];
  return [...own, ...rule.curricula.toSorted((a, b) => a.number - b.number).map(({ name, documentIds }) => ({ name: curriculumName(name), documentIds }))];
}

/** As it stands in a reason: people call it a curriculum, whether or not its name does. */
export function curriculumName(name: string): string {
  return /curriculum/iu.test(name) ? name : `${name} curriculum`;
}

/** All documents that a rule leads to, each once. */
export function documentsOf(rule: Pick<MatrixRule, 'documentIds' | 'curricula'>): string[] {
  return [...new Set([...rule.documentIds, ...rule.curricula.flatMap((curriculum) => curriculum.documentIds)])];
}

/**
 * MTX-07: "Production Operator in Filling at Cork → Aseptic gowning, rule 14 v3". Names only what the rule asks for.
 * The version of a curriculum is no part of it: a document that stays in a curriculum keeps its reason.
 */
export function reasonText(rule: MatrixRule, position: Position, name = rule.name): string {
  const asked = groupOf(rule.audience, position)?.all ?? [];
  const asks = (kind: Condition['kind']): boolean => asked.some((condition) => condition.kind === kind);
  const roles = position.roles.filter((role) => asked.some((condition) => condition.kind === 'role' && condition.ids.includes(role.id))).map((role) => role.name);
  const who = roles.length === 0 ? 'Everyone' : roles.join(' and ');
  const having = position.attributes.filter(({ key, value }) => asked.some((condition) => condition.kind === 'attribute' && condition.key === key && condition.values.includes(value)));
  const where = `${asks('department') ? ` in ${position.departmentName}` : ''}${asks('site') ? ` at ${position.siteName}` : ''}${having.map(({ key, value }) => ` with ${key} = ${value}`).join('')}`;
  return `${who}${where} → ${name}, rule ${rule.number} v${rule.version}`;
}

/** MTX-02: a rule may begin today or later; what was required in the past cannot be rewritten. */
export function createRule(content: RuleContent, facts: { readonly id: string; readonly number: number; readonly today: Day; readonly documentIds: readonly string[] }): Decision<MatrixEvent, MatrixRefusal> {
  const wrong = checkPeriod(content, facts.today);
  if (wrong !== null) return wrong;
  return accept({ type: 'MatrixRuleCreated', subject: { kind: 'rule', id: facts.id }, data: { number: facts.number, version: 1, ...written(content), documentIds: [...facts.documentIds] } });
}

/** `documentIds`: all that the new version leads to, those of its curricula included. */
export function reviseRule(rule: MatrixRule, content: RuleContent, documentIds: readonly string[], today: Day): Decision<MatrixEvent, MatrixRefusal> {
  if (rule.until !== null && isBefore(rule.until, today)) return refuse('rule-already-ended', { number: rule.number });
  const kept = rule.from.equals(content.from);
  const wrong = kept ? checkEnd(content, today) : checkPeriod(content, today);
  if (wrong !== null) return wrong;
  const from = written({ ...rule, curriculumIds: rule.curricula.map(({ id }) => id) });
  const to = written(content);
  if (JSON.stringify(from) === JSON.stringify(to)) return refuse('nothing-changed');
  return accept({ type: 'MatrixRuleRevised', subject: { kind: 'rule', id: rule.id }, data: { number: rule.number, version: rule.version + 1, from, to, documentIds: [...new Set([...documentsOf(rule), ...documentIds])] } });
}

export function endRule(rule: MatrixRule, lastDay: Day, why: string, today: Day): Decision<MatrixEvent, MatrixRefusal> {
  if (rule.until !== null && isBefore(rule.until, today)) return refuse('rule-already-ended', { number: rule.number });
  if (rule.until !== null && isBefore(rule.until, lastDay)) return refuse('rule-ends-earlier', { until: rule.until.toString() });
  if (isPast(lastDay, today)) return refuse('rule-starts-in-the-past');
  return accept({ type: 'MatrixRuleEnded', subject: { kind: 'rule', id: rule.id }, data: { number: rule.number, lastDay: lastDay.toString(), documentIds: documentsOf(rule) }, why });
}

type RuleNames = { readonly audience: string; readonly documents: readonly string[]; readonly curricula: readonly string[] };

/** A rule as it is signed (SIG-01). Names are resolved by the caller. */
export function ruleText(content: RuleContent, names: RuleNames): string {
  const period = content.until === null ? `from ${content.from.toString()}` : `from ${content.from.toString()} to ${content.until.toString()}`;
  return `the matrix rule “${content.name}”: ${names.audience} must be trained on ${[...names.curricula.map((name) => `the curriculum “${name}”`), ...names.documents].join(', ')}, ${period}`;
}

/** The same of its end. */
export function ruleEndText({ number, version, name }: Pick<MatrixRule, 'number' | 'version' | 'name'>, lastDay: Day, why: string): string {
  return `rule ${number} v${version}, “${name}”, ends after ${lastDay.toString()}: ${why}`;
}

function checkPeriod(content: RuleContent, today: Day) {
  return isBefore(content.from, today) ? refuse<MatrixRefusal>('rule-starts-in-the-past') : checkShape(content);
}

/** A rule that goes on may end yesterday, which is at once, but not in a past that people have already lived under. */
function checkEnd(content: RuleContent, today: Day) {
  return checkShape(content) ?? (content.until !== null && isPast(content.until, today) ? refuse<MatrixRefusal>('rule-starts-in-the-past') : null);
}

function isPast(lastDay: Day, today: Day): boolean {
  return isBefore(lastDay, today.subtract({ days: 1 }));
}

/** What is wrong with a rule on any day; null when nothing is. */
export function checkShape(content: RuleContent) {
  if (content.documentIds.length + content.curriculumIds.length === 0) return refuse<MatrixRefusal>('leads-nowhere');
  return content.until !== null && isBefore(content.until, content.from) ? refuse<MatrixRefusal>('rule-ends-before-it-starts') : null;
}

function written(content: RuleContent) {
  return {
    name: content.name, audience: writtenAudience(content.audience),
    documentIds: content.documentIds.toSorted(), curriculumIds: content.curriculumIds.toSorted(), from: content.from.toString(), until: content.until?.toString() ?? null,
  };
}
