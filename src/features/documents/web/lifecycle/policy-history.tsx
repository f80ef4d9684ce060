import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { LinkButton } from '../../../../ui/link.tsx';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { Page } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { getPolicyHistory } from '../../policy/contract.ts';
import { may } from '../../policy/permissions.ts';
import { Signatures } from '../signatures.tsx';
import type { Risk } from '../words.tsx';
import classes from './lifecycle.module.css';
import type { PolicyVersion } from './policies.tsx';

/** Every policy that a class ever had, with what it changed, why, and who signed it. */
export function PolicyHistory(): ReactNode {
  const t = useT('lifecycle');
  const td = useT('documents');
  const { risk } = useParams({ strict: false }) as { risk: Risk }; // the path of this screen names it
  const maySign = useMay(may.signPolicy);
  const read = useRead(getPolicyHistory, { params: { risk }, query: {} });
  const current = read.data?.items[0];
  const word = td(`risk.${risk}`).toLowerCase();
  return (
    <Page
      title={t('policies')} back={{ to: '/policies', label: t('policies') }} answer={current === undefined ? undefined : t('history.answer', { version: current.version, risk: word })} width="narrow"
      actions={maySign && <LinkButton to={`/policies/${risk}/change`}>{t('policies.change')}</LinkButton>}
    >
      <ProblemNote error={read.error} retry={read.refetch} />
      {read.data?.items.map((policy, index) => <Version key={policy.id} policy={policy} current={index === 0} />)}
    </Page>
  );
}

function Version({ policy, current }: { readonly policy: PolicyVersion; readonly current: boolean }): ReactNode {
  const t = useT('lifecycle');
  const dates = useDates();
  const period = [policy.signedAt === null ? null : t('history.from', { from: dates.dayOf(policy.signedAt) }), current ? t('history.current') : policy.until === null ? null : t('history.until', { until: dates.dayOf(policy.until) })].filter((part) => part !== null).join(', ');
  return (
    <section className={classes.version}>
      <h2 className={`${classes.name} ${classes.versionHead}`}>{t('history.version', { version: policy.version })}<span className="soft" style={{ fontWeight: 400, fontSize: '0.9375rem' }}>{period}</span></h2>
      {policy.reason !== null && <p style={{ margin: 0 }}>{t('history.reason', { reason: policy.reason })}</p>}
      <ul className={classes.list}>
        {policy.changes.length === 0
          ? policy.sentences.map(({ setting, sentence }) => <li key={setting}>{sentence}</li>)
          : policy.changes.map(({ setting, from, to }) => <li key={setting}><span className={classes.from}>{from}</span> {to}</li>)}
      </ul>
      {policy.signature === null ? <p className="soft">{t('history.default')}</p> : <Signatures signatures={[policy.signature]} />}
    </section>
  );
}
