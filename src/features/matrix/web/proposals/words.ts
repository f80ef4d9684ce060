import type { z } from 'zod';
import type { Text } from '../../../../ui/i18n.ts';
import type { zProposal } from '../../proposals/contract.ts';

export type ProposalItem = z.output<typeof zProposal>;

/** "Rule 3, “Operators”, becomes version 2". */
export function changeInWords({ kind, number, name, version }: Pick<ProposalItem, 'kind' | 'number' | 'name' | 'version'>, t: Text<'proposals'>): string {
  if (kind === 'rule_end') return t('what.rule_end', { number: number ?? '', name });
  return version === 1 ? t(`what.${kind}.new`, { name }) : t(`what.${kind}`, { number: number ?? '', name, version });
}

export function outcomeInWords({ decision, decidedBy, reason }: ProposalItem, t: Text<'proposals'>): string {
  return decision === null ? t('outcome.waiting') : t(`outcome.${decision}`, { name: decidedBy?.name ?? '', reason: reason ?? '' });
}
