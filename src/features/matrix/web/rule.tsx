import { Button, TextInput } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useAct, useRead } from '../../../ui/api.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { useDates } from '../../../ui/dates.ts';
import { ConfirmDialog, tellDone } from '../../../ui/dialogs.tsx';
import { useT } from '../../../ui/i18n.ts';
import { LinkButton, ScreenLink } from '../../../ui/link.tsx';
import { ProblemNote } from '../../../ui/notes.tsx';
import { Facts, Page, PageSection } from '../../../ui/page.tsx';
import { useMay } from '../../../ui/session.ts';
import { endRule, getRuleHistory, listRules } from '../contract.ts';
import { may } from '../permissions.ts';
import { ProposeDialog, useSecondPerson, WaitingChange } from './proposals/propose.tsx';
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
      title={`${t('rule.title', { number: rule.number, name: rule.name })}, ${t('rule.version', { version: rule.version })}`} answer={t('rule.answer', { who: ruleInWords(rule, t), count: rule.documents.length + rule.curricula.reduce((sum, one) => sum + one.documents, 0) })} back={{ to: '/matrix/rules', label: t('rules') }}
      actions={mayWrite && <><Button variant="default" onClick={() => setEnding(true)}>{t('rule.end')}</Button><LinkButton to={`/matrix/rules/${rule.id}/revise`}>{t('rule.revise')}</LinkButton></>}
    >
      <WaitingChange about={{ ruleId: rule.id }} />
      <Facts items={[
        { label: t('list.audience'), value: ruleInWords(rule, t) },
        { label: t('list.period'), value: rule.until === null ? t('period.from', { from: dates.day(rule.from) }) : t('period.fromUntil', { from: dates.day(rule.from), until: dates.day(rule.until) }) },
        { label: t('list.owner'), value: rule.owner?.name ?? '' },
        { label: t('rule.created', { day: '' }).trim(), value: dates.instant(rule.createdAt) },
      ]} />
      <PageSection title={t('rule.documents')}>
        <ul style={{ margin: 0, paddingLeft: 18, lineHeight: 1.9 }}>
          {rule.curricula.map((one) => <li key={one.id}><ScreenLink to={`/matrix/curricula/${one.id}`}>{t('rule.curriculum', { name: one.name, count: one.documents })}</ScreenLink></li>)}
          {rule.documents.map((document) => <li key={document.id}><ScreenLink to={`/procedures/${document.id}`}><span className="number">{document.number}</span> {document.title}</ScreenLink></li>)}
        </ul>
      </PageSection>
      <History rule={rule} />
      <EndRule rule={rule} opened={ending} onClose={() => setEnding(false)} />
    </Page>
  );
}

const READY = { isPending: false, error: null, refetch: () => undefined };

function History({ rule }: { readonly rule: Rule }): ReactNode {
  const t = useT('matrix');
  const dates = useDates();
  const read = useRead(getRuleHistory, { params: { id: rule.id }, query: {} });
  const what = (row: Rule): string => [...row.curricula.map(({ name }) => name), ...row.documents.map(({ number }) => number)].join(', ');
  return (
    <PageSection title={t('rule.history')}>
      <DataTable
        caption={t('rule.history')} rows={read.data?.items} rowKey={(row) => String(row.version)} state={read.data === undefined ? read : READY} empty={{ title: '' }}
        columns={[
          { key: 'version', header: t('rule.versionShort'), width: '90px', cell: (row) => <span className="number">{`v${row.version}`}</span> },
          { key: 'says', header: t('rule.says'), wrap: true, cell: (row) => t('rule.saysAll', { who: ruleInWords(row, t), what: what(row) }) },
          { key: 'period', header: t('list.period'), width: '220px', cell: (row) => (row.until === null ? t('period.from', { from: dates.day(row.from) }) : t('period.fromUntil', { from: dates.day(row.from), until: dates.day(row.until) })) },
          { key: 'by', header: t('rule.by'), width: '150px', cell: (row) => row.signature?.printedName ?? row.owner?.name ?? '' },
          { key: 'on', header: t('rule.on'), width: '180px', cell: (row) => dates.instant(row.createdAt) },
        ]}
      />
    </PageSection>
  );
}

function EndRule({ rule, opened, onClose }: { readonly rule: Rule; readonly opened: boolean; readonly onClose: () => void }): ReactNode {
  const t = useT('matrix');
  const dates = useDates();
  const [lastDay, setLastDay] = useState(dates.today);
  const secondPerson = useSecondPerson();
  const [proposed, setProposed] = useState<string | null>(null);
  const end = useAct(endRule, { onDone: () => { onClose(); tellDone(t('end.done')); } });
  if (proposed !== null) return <ProposeDialog change={{ kind: 'rule_end', ruleId: rule.id, lastDay, reason: proposed }} onClose={() => { setProposed(null); onClose(); }} />;
  return (
    <ConfirmDialog opened={opened} onClose={onClose} title={t('end.title', { number: rule.number })} action={t(secondPerson === true ? 'form.propose' : 'end.button')} danger reason={t('end.reason')} isPending={end.isPending} error={end.error} onConfirm={(reason) => (secondPerson === true ? setProposed(reason) : end.act({ params: { id: rule.id }, body: { lastDay, reason } }))}>
      <p style={{ margin: 0 }}>{t('end.text')}</p>
      <TextInput type="date" label={t('end.lastDay')} required value={lastDay} onChange={(event) => setLastDay(event.currentTarget.value)} />
    </ConfirmDialog>
  );
}
