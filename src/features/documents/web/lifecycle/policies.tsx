import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { LinkButton, ScreenLink } from '../../../../ui/link.tsx';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { Page } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { listPolicies, type zPolicyVersion } from '../../policy/contract.ts';
import { may } from '../../policy/permissions.ts';
import classes from './lifecycle.module.css';

export type PolicyVersion = z.output<typeof zPolicyVersion>;

/** The four risk classes side by side; each setting is the sentence that is signed. */
export function Policies(): ReactNode {
  const t = useT('lifecycle');
  const read = useRead(listPolicies, { query: {} });
  const critical = read.data?.items.find((policy) => policy.risk === 'critical');
  const lead = critical?.sentences.find((one) => one.setting === 'effectiveDate')?.sentence;
  return (
    <Page title={t('policies')} answer={lead === undefined ? undefined : t('policies.answer', { sentence: `${lead.charAt(0).toLowerCase()}${lead.slice(1)}` })} lead={t('policies.lead')}>
      <ProblemNote error={read.error} retry={read.refetch} />
      <div className={classes.classes}>{read.data?.items.map((policy) => <RiskClass key={policy.risk} policy={policy} />)}</div>
    </Page>
  );
}

/** What a setting says counts only where another one asks for it. */
function isIdle(setting: string, { effectiveDate, renewalBasis }: PolicyVersion['settings']): boolean {
  if (setting === 'gatePercent') return effectiveDate !== 'gate';
  return renewalBasis === 'none' && ['renewalMonths', 'renewalWindowDays', 'revisionRenews'].includes(setting);
}

function RiskClass({ policy }: { readonly policy: PolicyVersion }): ReactNode {
  const t = useT('lifecycle');
  const td = useT('documents');
  const dates = useDates();
  const maySign = useMay(may.signPolicy);
  const risk = td(`risk.${policy.risk}`);
  return (
    <section className={classes.class} aria-label={risk}>
      <h2 className={classes.name}>{risk}</h2>
      <p className={classes.signed}>{policy.signature === null ? t('policies.default') : t('policies.signed', { version: policy.version, name: policy.signature.printedName, day: dates.dayOf(policy.signature.signedAt) })}</p>
      {policy.sentences.map(({ setting, sentence }) => (
        <dl key={setting} className={classes.setting} style={{ margin: 0 }} data-lead={setting === 'effectiveDate' || undefined} data-quiet={isIdle(setting, policy.settings) || undefined}>
          <dt>{t(`setting.${setting}`)}</dt>
          <dd>{sentence}</dd>
        </dl>
      ))}
      <div className={classes.foot}>
        {maySign && <LinkButton size="xs" variant="default" to={`/policies/${policy.risk}/change`} aria-label={t('policies.changeOf', { risk: risk.toLowerCase() })}>{t('policies.change')}</LinkButton>}
        <ScreenLink to={`/policies/${policy.risk}`} aria-label={t('policies.historyOf', { risk: risk.toLowerCase() })}>{t('policies.history')}</ScreenLink>
      </div>
    </section>
  );
}
