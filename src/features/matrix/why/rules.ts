import { isBefore, type Day } from '../../../kernel/day.ts';
import { priorCompleterText } from '../../documents/policy/rules.ts';
import { audienceText, unmetOf } from '../rules-audience.ts';
import { curriculumName, isInForce, reasonText, ruleApplies } from '../rules.ts';
import { exceptionText } from '../exceptions/rules.ts';
import type { Condition, MatrixRule, Position } from '../types.ts';
import type { Considered, Why, WhyFacts } from './types.ts';

/** MTX-07: why a document is required of a person on a day, or why not, in one sentence that names rule and version. */
export function explain(facts: WhyFacts): Why {
  const { person, document, position, exception } = facts;
  const rules = considered(facts);
  const reached = rules.filter(({ met }) => met);
  const no = (kind: Why['kind'], because: string): Why => ({ required: false, kind, sentence: `Not required: ${because}`, rules });
  if (document.retired) return no('retired', `${document.number} is retired.`);
  if (position === null) return no('not_employed', `${person.name} is not employed on that day.`);
  if (exception?.kind === 'exemption') return no('exempted', `${person.name} is exempted until ${exception.until.toString()}: ${exception.reason}.${reached.length === 0 ? '' : ` Without that: ${reached.map(({ sentence }) => sentence).join('; ')}.`}`);
  const reasons = [...reached.map(({ sentence }) => sentence), ...(exception === null ? [] : [exceptionText(exception)])];
  if (reasons.length === 0 && facts.keptTrained) reasons.push(priorCompleterText(document.number, document.risk));
  if (reasons.length > 0) {
    const sentence = `Required because: ${reasons.join('; ')}.${document.published ? '' : ` No version of ${document.number} is approved yet, so there is nothing to train on.`}`;
    return { required: true, kind: reached.length > 0 ? 'required' : exception !== null ? 'added' : 'kept_trained', sentence, rules };
  }
  if (rules.length === 0) return no('no_rule_asks', `no rule leads to ${document.number}.`);
  const nearest = nearestOf(facts);
  return no('no_rule_reaches', `no rule reaches ${person.name}.${nearest === null ? '' : ` ${nearest}`}`);
}

function considered({ rules, position, document, names }: WhyFacts): Considered[] {
  return rules.map((rule) => {
    const met = position !== null && ruleApplies(rule, position);
    const curriculum = rule.documentIds.includes(document.id) ? null : (rule.curricula.find((one) => one.documentIds.includes(document.id)) ?? null);
    const way = curriculum === null ? rule.name : curriculumName(curriculum.name);
    return {
      id: rule.id, number: rule.number, version: rule.version, name: rule.name, met, audience: rule.audience, curriculum: curriculum === null ? null : { id: curriculum.id, name: curriculum.name, version: curriculum.version },
      sentence: met ? reasonText(rule, position, way) : `${audienceText(rule.audience, names)} → ${way}, rule ${rule.number} v${rule.version}`,
    };
  });
}

/** The rule that came closest: the one with the fewest conditions against it, one that is in force before one that is not, the lowest number first. */
function nearestOf({ rules, position, since, person, names }: WhyFacts): string | null {
  if (position === null) return null;
  const ranked = rules.flatMap((rule) => rule.audience.map((group) => {
    const unmet = unmetOf(group, position);
    return { rule, group, unmet, inForce: isInForce(rule, position.day) };
  })).toSorted((a, b) => a.unmet.length + (a.inForce ? 0 : 0.5) - (b.unmet.length + (b.inForce ? 0 : 0.5)) || a.rule.number - b.rule.number);
  const [nearest] = ranked;
  if (nearest === undefined) return null;
  const { rule, group, unmet, inForce } = nearest;
  const asked = `The nearest is rule ${rule.number} v${rule.version}, which asks for ${audienceText([group], names)}`;
  const missing = unmet.map(({ condition, wanted }) => standing(condition, wanted, position, since)).filter((part, index, all) => all.indexOf(part) === index);
  const period = inForce ? [] : [periodText(rule, position.day)];
  return `${[asked, ...(missing.length === 0 ? [] : [`${person.name} ${missing.join(' and ')}`]), ...period].join('; ')}.`;
}

/** What holds of the person instead: "is at San Diego since 2026-03-03", "holds none of these roles". */
function standing(condition: Condition, wanted: boolean, position: Position, since: WhyFacts['since']): string {
  const from = (day: Day | null): string => (day === null ? '' : ` since ${day.toString()}`);
  switch (condition.kind) {
    case 'site': return `is at ${position.siteName}${from(since.site)}`;
    case 'department': return `is in ${position.departmentName}${from(since.department)}`;
    case 'role': {
      if (!wanted) return `is ${position.roles.filter((role) => condition.ids.includes(role.id)).map((role) => role.name).join(' and ')}, which is left out`;
      return position.roles.length === 0 ? 'holds no job role' : `is ${position.roles.map((role) => role.name).join(' and ')}`;
    }
    case 'attribute': {
      const value = position.attributes.find(({ key }) => key === condition.key)?.value;
      return value === undefined ? `has no ${condition.key}` : `has ${condition.key} = ${value}`;
    }
  }
}

function periodText({ from, until }: Pick<MatrixRule, 'from' | 'until'>, day: Day): string {
  return isBefore(day, from) ? `it holds only from ${from.toString()}` : `it held until ${until?.toString() ?? ''}`;
}
