import { Button, Group, Radio, Skeleton, Stack, Textarea, TextInput } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { Page, PageSection } from '../../../../ui/page.tsx';
import { SignDialog } from '../../../../ui/sign.tsx';
import { approveVersion, getApprovalStatement, getVersion, type zTrainingDecision } from '../../../documents/contract.ts';
import { UnresolvedNote } from '../../../documents/web/review/review-panel.tsx';
import type { VersionDetail } from '../../../documents/web/words.tsx';
import { previewApproval } from '../../contract.ts';
import { Forecast } from './forecast.tsx';
import { Impact, useImpactSentence } from './impact.tsx';

type Decision = z.output<typeof zTrainingDecision>;
type Approval = z.output<typeof getApprovalStatement.reply>;
type Choice = { readonly effectiveOn: string; readonly decision: Decision };

export function ApproveVersion(): ReactNode {
  const t = useT('overview');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const version = useRead(getVersion, { params: { id } }, { fresh: true }); // whether it can be approved changes with what others sign
  const act = version.data?.acts.find((one) => one.act === 'approve');
  const offered = useRead(getApprovalStatement, { params: { id }, query: {} }, { enabled: act?.allowed === true, fresh: true });
  const back = version.data === undefined ? {} : { back: { to: `/procedures/${version.data.documentId}`, label: version.data.number } };
  if (version.data !== undefined && act?.allowed !== true) return <CannotApprove version={version.data} why={act?.why ?? null} />;
  if (version.data === undefined || offered.data === undefined) {
    return <Page title={t('approve.answer')} {...back}>{offered.error === null ? <ProblemNote error={version.error} retry={version.refetch} /> : <ProblemNote error={offered.error} retry={offered.refetch} />}</Page>;
  }
  return <Approve version={version.data} offered={offered.data} />;
}

/** Why the reader cannot approve this version, and who can: trying again would not help. */
function CannotApprove({ version, why }: { readonly version: VersionDetail; readonly why: string | null }): ReactNode {
  const t = useT('overview');
  const { approvers } = version;
  return (
    <Page title={t('approve.title', { number: version.number, label: version.label })} answer={why ?? t('approve.notNow')} back={{ to: `/procedures/${version.documentId}`, label: `${version.number} ${version.title}` }}>
      <Changed version={version} />
      {version.state === 'in_review' && (
        <PageSection title={t('approve.who')}>
          <p style={{ margin: 0, maxWidth: '68ch' }}>{t(approvers.length === 0 ? 'approve.nobody' : 'approve.whoLead')}</p>
          <ul style={{ margin: '8px 0 0' }}>{approvers.map(({ id, name }) => <li key={id}>{name}</li>)}</ul>
        </PageSection>
      )}
    </Page>
  );
}

function Approve({ version, offered }: { readonly version: VersionDetail; readonly offered: Approval }): ReactNode {
  const t = useT('overview');
  const tl = useT('lifecycle');
  const dates = useDates();
  const navigate = useNavigate();
  const [choice, setChoice] = useState<Choice>({ effectiveOn: offered.effectiveOn, decision: offered.decision });
  const [reason, setReason] = useState('');
  const [signing, setSigning] = useState(false);
  const impact = useRead(previewApproval, { params: { id: version.id }, query: choice }, { enabled: choice.effectiveOn !== '', fresh: true, keepPrevious: true });
  const statement = useRead(getApprovalStatement, { params: { id: version.id }, query: choice }, { enabled: choice.effectiveOn !== '', fresh: true, keepPrevious: true });
  const sentence = useImpactSentence();
  const approve = useAct(approveVersion, { onDone: (reply) => { tellDone(t('approve.done', { at: dates.instant(reply.effectiveAt) })); void navigate({ to: `/procedures/${version.documentId}` }); } });
  const option = offered.options.find((one) => one.decision === choice.decision);
  const needsReason = option?.needsReason ?? false;
  const blocked = needsReason && reason.trim() === '' ? t('approve.needReason') : impact.data === undefined || impact.isPlaceholderData ? t('approve.needImpact') : null;
  const name = { number: version.number, label: version.label };
  return (
    <Page title={t('approve.title', name)} answer={impact.data === undefined ? undefined : sentence(impact.data)} lead={t('approve.answer')} back={{ to: `/procedures/${version.documentId}`, label: `${version.number} ${version.title}` }}>
      <UnresolvedNote versionId={version.id} />
      <Changed version={version} />
      <PageSection title={t('approve.decision')}>
        <Stack gap="lg" maw={720}>
          <DecisionChoice offered={offered} choice={choice} onChange={setChoice} />
          {needsReason && <Textarea label={t('approve.reason')} description={t('approve.reasonHelp')} required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />}
          <TextInput type="date" label={t('approve.effectiveOn')} required w={220} value={choice.effectiveOn} onChange={(event) => setChoice({ ...choice, effectiveOn: event.currentTarget.value })} />
          {statement.data !== undefined && statement.data.takesEffect !== 'date' && <Note>{tl(`effective.${statement.data.takesEffect}`)}. {tl(`effective.${statement.data.takesEffect}.help`)}</Note>}
          {statement.data !== undefined && statement.data.shortWindow !== null && <Note kind="warn">{statement.data.shortWindow}</Note>}
        </Stack>
      </PageSection>
      {impact.isPending && <Stack mt="xl" role="status" aria-label={t('impact.computing')}><Skeleton height={24} width={280} /><Skeleton height={180} /></Stack>}
      <ProblemNote error={impact.error} retry={impact.refetch} />
      {impact.data !== undefined && (
        <div aria-busy={impact.isPlaceholderData || undefined} style={impact.isPlaceholderData ? { opacity: 0.6 } : {}}>
          <Forecast effect={impact.data} effectiveOn={choice.effectiveOn} decision={choice.decision} onDate={(effectiveOn) => setChoice({ ...choice, effectiveOn })} />
          <Impact effect={impact.data} shows="approval" />
        </div>
      )}
      <Group mt="xl">
        <Button size="md" disabled={blocked !== null} onClick={() => setSigning(true)}>{t('approve.sign')}</Button>
        {blocked !== null && <span className="soft">{blocked}</span>}
      </Group>
      <SignDialog
        opened={signing} onClose={() => setSigning(false)} title={t('approve.signTitle', name)} action={t('approve.signButton')} statement={statement.data?.statement} statementError={statement.error} reload={statement.refetch}
        onSign={(given) => approve.act({ params: { id: version.id }, body: { ...choice, reason: needsReason ? reason.trim() : null, ...given } })} isPending={approve.isPending} error={approve.error}
      />
    </Page>
  );
}

function DecisionChoice({ offered, choice, onChange }: { readonly offered: Approval; readonly choice: Choice; readonly onChange: (choice: Choice) => void }): ReactNode {
  const t = useT('overview');
  const td = useT('documents');
  return (
    <>
      <Note>{t('approve.default', { decision: td(`decision.${offered.defaultDecision}`), why: offered.defaultWhy })}</Note>
      <Radio.Group aria-label={t('approve.decision')} value={choice.decision} onChange={(value) => { const picked = offered.options.find((one) => one.decision === value); if (picked !== undefined) onChange({ ...choice, decision: picked.decision }); }}>
        <Stack gap="sm">
          {offered.options.map((one) => <Radio key={one.decision} value={one.decision} disabled={!one.allowed} label={td(`decision.${one.decision}`)} description={one.why} />)}
        </Stack>
      </Radio.Group>
    </>
  );
}

function Changed({ version }: { readonly version: VersionDetail }): ReactNode {
  const t = useT('overview');
  const td = useT('documents');
  const tc = useT('compare');
  return (
    <PageSection title={t('approve.summary')} note={td(`change.${version.changeClass}`)} actions={<Group gap="md">{version.previous !== null && <ScreenLink to={`/procedures/${version.documentId}/compare`} search={{ from: version.previous.id, to: version.id }}>{tc('openWords', { label: version.previous.label })}</ScreenLink>}<ScreenLink to={`/procedures/${version.documentId}`} search={{ version: version.id }}>{t('approve.open')}</ScreenLink></Group>}>
      <p style={{ margin: 0, maxWidth: '68ch' }}>{version.changeSummary}</p>
      {version.changes.length > 0 && <ul style={{ margin: '8px 0 0' }}>{version.changes.map((change) => <li key={`${change.kind} ${change.ordinal ?? ''} ${change.heading ?? ''}`}>{td(`version.${change.kind}`)}: {[change.number, change.heading].filter((part) => part !== null).join(' ')}</li>)}</ul>}
    </PageSection>
  );
}
