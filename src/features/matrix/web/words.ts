import type { z } from 'zod';
import type { Text } from '../../../ui/i18n.ts';
import type { zRule, zRuleInput } from '../contract.ts';

export type Rule = z.output<typeof zRule>;
export type RuleInput = z.input<typeof zRuleInput>;
type Names = { readonly roles: readonly string[]; readonly departments: readonly string[]; readonly sites: readonly string[] };

/** An audience as a reader says it: "Production Operator or Setter in Filling and below at Cork". */
export function audienceInWords(audience: Names, t: Text<'matrix'>): string {
  const joined = (names: readonly string[]) => names.join(` ${t('audience.or')} `);
  const where = [
    ...(audience.departments.length === 0 ? [] : [t('audience.departments', { names: joined(audience.departments) })]),
    ...(audience.sites.length === 0 ? [] : [t('audience.sites', { names: joined(audience.sites) })]),
  ].join(' ');
  if (audience.roles.length === 0) return where === '' ? t('audience.everyone') : t('audience.everyoneIn', { rest: where });
  return [t('audience.roles', { names: joined(audience.roles) }), where].join(' ').trim();
}

export function ruleInWords(rule: Rule, t: Text<'matrix'>): string {
  const names = (refs: readonly { readonly name: string }[]) => refs.map((ref) => ref.name);
  return audienceInWords({ roles: names(rule.roles), departments: names(rule.departments), sites: names(rule.sites) }, t);
}
