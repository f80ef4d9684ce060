import { accept, refuse, type Decision } from '../../kernel/decision.ts';
import { isBefore, type Day } from '../../kernel/day.ts';
import type { MatrixEvent, MatrixRefusal, MatrixRule, Position, Reason, RuleContent } from './types.ts';

/** MTX-02: true when the rule is in force on the person's day and its audience includes them. */
export function ruleApplies(rule: MatrixRule, position: Position): boolean {
  return isInForce(rule, position.day) && audienceIncludes(rule, position);
}

export function isInForce(rule: Pick<MatrixRule, 'from' | 'until'>, day: Day): boolean {
  return !isBefore(day, rule.from) && (rule.until === null || !isBefore(rule.until, day));
}

function audienceIncludes({ audience }: MatrixRule, position: Position): boolean {
  return (
    (audience.roleIds.length === 0 || position.roles.some((role) => audience.roleIds.includes(role.id))) &&
    (audience.departmentIds.length === 0 || position.departmentPath.some((id) => audience.departmentIds.includes(id))) &&
    (audience.siteIds.length === 0 || audience.siteIds.includes(position.siteId))
  );
}

/** MTX-03: the documents required of a person on a day, each once, with every reason in the order of rule numbers. */
export function requirementsOf(position: Position, rules: readonly MatrixRule[]): Map<string, Reason[]> {
  const required = new Map<string, Reason[]>();
  for (const rule of rules) {
    if (!ruleApplies(rule, position)) continue;
    const reason: Reason = { rule: rule.number, version: rule.version, text: reasonText(rule, position) };
    for (const documentId of rule.documentIds) {
      const reasons = required.get(documentId);
      if (reasons === undefined) required.set(documentId, [reason]);
      else reasons.push(reason);
    }
  }
  for (const reasons of required.values()) reasons.sort((a, b) => a.rule - b.rule);
  return required;
}

/** MTX-07: "Production Operator in Filling at Cork → Aseptic gowning, rule 14 v3". Names only what the rule asks for. */
export function reasonText(rule: MatrixRule, position: Position): string {
  const roles = position.roles.filter((role) => rule.audience.roleIds.includes(role.id)).map((role) => role.name);
  const who = roles.length === 0 ? 'Everyone' : roles.join(' and ');
  const where = `${rule.audience.departmentIds.length === 0 ? '' : ` in ${position.departmentName}`}${rule.audience.siteIds.length === 0 ? '' : ` at ${position.siteName}`}`;
  return `${who}${where} → ${rule.name}, rule ${rule.number} v${rule.version}`;
}

/** MTX-02: a rule may begin today or later; what was required in the past cannot be rewritten. */
export function createRule(content: RuleContent, facts: { readonly id: string; readonly number: number; readonly today: Day }): Decision<MatrixEvent, MatrixRefusal> {
  const wrong = checkPeriod(content, facts.today);
  if (wrong !== null) return wrong;
  return accept({ type: 'MatrixRuleCreated', subject: { kind: 'rule', id: facts.id }, data: { number: facts.number, version: 1, ...written(content) } });
}

export function reviseRule(rule: MatrixRule, content: RuleContent, today: Day): Decision<MatrixEvent, MatrixRefusal> {
  if (rule.until !== null && isBefore(rule.until, today)) return refuse('rule-already-ended', { number: rule.number });
  const kept = rule.from.equals(content.from);
  const wrong = kept ? checkEnd(content, today) : checkPeriod(content, today);
  if (wrong !== null) return wrong;
  const from = written(rule);
  const to = written(content);
  if (JSON.stringify(from) === JSON.stringify(to)) return refuse('nothing-changed');
  const documentIds = [...new Set([...rule.documentIds, ...content.documentIds])];
  return accept({ type: 'MatrixRuleRevised', subject: { kind: 'rule', id: rule.id }, data: { number: rule.number, version: rule.version + 1, from, to, documentIds } });
}

export function endRule(rule: MatrixRule, lastDay: Day, why: string, today: Day): Decision<MatrixEvent, MatrixRefusal> {
  if (rule.until !== null && isBefore(rule.until, today)) return refuse('rule-already-ended', { number: rule.number });
  if (rule.until !== null && isBefore(rule.until, lastDay)) return refuse('rule-ends-earlier', { until: rule.until.toString() });
  if (isPast(lastDay, today)) return refuse('rule-starts-in-the-past');
  return accept({ type: 'MatrixRuleEnded', subject: { kind: 'rule', id: rule.id }, data: { number: rule.number, lastDay: lastDay.toString(), documentIds: [...rule.documentIds] }, why });
}

/** The text that saving a rule signs (SIG-01). Names are resolved by the caller. */
export function ruleStatement(content: RuleContent, names: { readonly audience: string; readonly documents: readonly string[] }): string {
  const period = content.until === null ? `from ${content.from.toString()}` : `from ${content.from.toString()} to ${content.until.toString()}`;
  return `I approve the matrix rule “${content.name}”: ${names.audience} must be trained on ${names.documents.join(', ')}, ${period}.`;
}

function checkPeriod(content: RuleContent, today: Day) {
  return isBefore(content.from, today) ? refuse<MatrixRefusal>('rule-starts-in-the-past') : checkOrder(content);
}

/** A rule that goes on may end yesterday, which is at once, but not in a past that people have already lived under. */
function checkEnd(content: RuleContent, today: Day) {
  return checkOrder(content) ?? (content.until !== null && isPast(content.until, today) ? refuse<MatrixRefusal>('rule-starts-in-the-past') : null);
}

function isPast(lastDay: Day, today: Day): boolean {
  return isBefore(lastDay, today.subtract({ days: 1 }));
}

function checkOrder(content: RuleContent) {
  return content.until !== null && isBefore(content.until, content.from) ? refuse<MatrixRefusal>('rule-ends-before-it-starts') : null;
}

function written(content: RuleContent) {
  return {
    name: content.name,
    roleIds: content.audience.roleIds.toSorted(), departmentIds: content.audience.departmentIds.toSorted(), siteIds: content.audience.siteIds.toSorted(),
    documentIds: content.documentIds.toSorted(), from: content.from.toString(), until: content.until?.toString() ?? null,
  };
}
