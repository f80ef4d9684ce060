import type { z } from 'zod';
import type { Text } from '../../../ui/i18n.ts';
import type { zNamedGroup, zRule, zRuleInput } from '../contract.ts';

export type Rule = z.output<typeof zRule>;
export type RuleInput = z.input<typeof zRuleInput>;
type Group = z.output<typeof zNamedGroup>;
type Condition = Group['all'][number];

/** An audience as a reader says it: "Production Operator or Setter in Filling and below at Cork, but not Visitor; or Analyst". */
export function audienceInWords(groups: readonly Group[], t: Text<'matrix'>): string {
  return groups.map((group) => groupInWords(group, t)).join(t('audience.orElse'));
}

function groupInWords({ all, none }: Group, t: Text<'matrix'>): string {
  const roles = all.filter(({ kind }) => kind === 'role').map((condition) => conditionInWords(condition, t)).join(` ${t('audience.and')} `);
  const rest = all.filter(({ kind }) => kind !== 'role').map((condition) => conditionInWords(condition, t)).join(' ');
  const who = roles === '' ? (rest === '' ? t('audience.everyone') : t('audience.everyoneIn', { rest })) : `${roles} ${rest}`.trim();
  return none.length === 0 ? who : t('audience.except', { who, except: none.map((condition) => conditionInWords(condition, t)).join(` ${t('audience.nor')} `) });
}

function conditionInWords(condition: Condition, t: Text<'matrix'>): string {
  const joined = (names: readonly string[]): string => names.join(` ${t('audience.or')} `);
  if (condition.kind === 'attribute') return t('audience.attribute', { key: condition.key, values: joined(condition.values) });
  const names = joined(condition.refs.map(({ name }) => name));
  return condition.kind === 'role' ? t('audience.roles', { names }) : condition.kind === 'department' ? t('audience.departments', { names }) : t('audience.sites', { names });
}

export function ruleInWords(rule: Rule, t: Text<'matrix'>): string {
  return audienceInWords(rule.groups, t);
}
