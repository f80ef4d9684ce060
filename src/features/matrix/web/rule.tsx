import { Button, TextInput } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useAct, useRead } from '../../../ui/api.ts';
import { useDates } from '../../../ui/dates.ts';
import { ConfirmDialog, tellDone } from '../../../ui/dialogs.tsx';
import { useT } from '../../../ui/i18n.ts';
import { LinkButton, ScreenLink } from '../../../ui/link.tsx';
import { ProblemNote } from '../../../ui/notes.tsx';
import { Facts, Page, PageSection } from '../../../ui/page.tsx';
import { useMay } from '../../../ui/session.ts';
import { endRule, listRules } from '../contract.ts';
import { may } from '../permissions.ts';
import { ruleInWords, type Rule } from './words.ts';

export function RulePage(): ReactNode {
  const t = useT('matrix');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(listRules, { query: {} });
  const rule = read.data?.items.find((one) => one.id === id);
  const back = { to: '/matrix/rules', label: t('rules') };
  if (rule === undefined) return <Page title={t('rules')} back={back} {...(read.data === undefined ? {} : { answer: t('rule.gone') })}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  return <Shown rule={rule} />;
}

function Shown({ rule }: { readonly rule: Rule }): ReactNode {
  const t = useT('matrix');
  const dates = useDates();
  const mayWrite = useMay(may.writeRules);
  const [ending, setEnding] = useState(false);
  return (
    <Page
      title={`${t('rule.title', { number: rule.number, name: rule.name })}, ${t('rule.version', { version: rule.version })}`} answer={t('rule.answer', { who: ruleInWords(rule, t), count: rule.documents.length })} back={{ to: '/matrix/rules', label: t('rules') }}
      actions={mayWrite && <><Button variant="default" onClick={() => setEnding(true)}>{t('rule.end')}</Button><LinkButton to={`/matrix/rules/${rule.id}/revise`}>{t('rule.revise')}</LinkButton></>}
    >
      <Facts items={[
        { label: t('list.audience'), value: ruleInWords(rule, t) },
        { label: t('list.period'), value: rule.until === null ? t('period.from', { from: dates.day(rule.from) }) : t('period.fromUntil', { from: dates.day(rule.from), until: dates.day(rule.until) }) },
        { label: t('list.owner'), value: rule.owner?.name ?? '' },
        { label: t('rule.created', { day: '' }).trim(), value: dates.instant(rule.createdAt) },
      ]} />
      <PageSection title={t('rule.documents')}>
        <ul style={{ margin: 0, paddingLeft: 18, lineHeight: 1.9 }}>
          {rule.documents.map((document) => <li key={document.id}><ScreenLink to={`/procedures/${document.id}`}><span className="number">{document.number}</span> {document.title}</ScreenLink></li>)}
        </ul>
      </PageSection>
      <EndRule rule={rule} opened={ending} onClose={() => setEnding(false)} />
    </Page>
  );
}

function EndRule({ rule, opened, onClose }: { readonly rule: Rule; readonly opened: boolean; readonly onClose: () => void }): ReactNode {
  const t = useT('matrix');
  const dates = useDates();
  const [lastDay, setLastDay] = useState(dates.today);
  const end = useAct(endRule, { onDone: () => { onClose(); tellDone(t('end.done')); } });
  return (
    <ConfirmDialog opened={opened} onClose={onClose} title={t('end.title', { number: rule.number })} action={t('end.button')} danger reason={t('end.reason')} isPending={end.isPending} error={end.error} onConfirm={(reason) => end.act({ params: { id: rule.id }, body: { lastDay, reason } })}>
      <p style={{ margin: 0 }}>{t('end.text')}</p>
      <TextInput type="date" label={t('end.lastDay')} required value={lastDay} onChange={(event) => setLastDay(event.currentTarget.value)} />
    </ConfirmDialog>
  );
}
