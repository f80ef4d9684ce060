import { Button, Group, NumberInput, Radio, Stack, Switch, Table, Textarea } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead } from '../../../../ui/api.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { Page, PageSection } from '../../../../ui/page.tsx';
import { SignDialog } from '../../../../ui/sign.tsx';
import { listPolicies, proposePolicy, signPolicy, zPolicy } from '../../policy/contract.ts';
import { RANGES } from '../../policy/rules.ts';
import type { Risk } from '../words.tsx';
import classes from './lifecycle.module.css';

type Settings = z.output<typeof zPolicy>;
type Counted = keyof typeof RANGES;
const RENEWED = ['renewalMonths', 'renewalWindowDays'] as const satisfies readonly Counted[];
const COUNTED = ['gatePercent', 'minimumTrainingDays', 'revisionDays', 'initialDays', 'driftVersions', 'driftMonths', 'absenceMonths'] as const satisfies readonly Counted[];

export function ChangePolicy(): ReactNode {
  const t = useT('lifecycle');
  const { risk } = useParams({ strict: false }) as { risk: Risk }; // the path of this screen names it
  const read = useRead(listPolicies, { query: {} });
  const current = read.data?.items.find((policy) => policy.risk === risk);
  if (current === undefined) return <Page title={t('policies')} back={{ to: '/policies', label: t('policies') }}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  return <Change key={current.id} risk={risk} before={current.settings} />;
}

/** Settings, then what they change, then the reason and the signature. */
function Change({ risk, before }: { readonly risk: Risk; readonly before: Settings }): ReactNode {
  const t = useT('lifecycle');
  const td = useT('documents');
  const [settings, setSettings] = useState(before);
  const [seen, setSeen] = useState<Settings | null>(null);
  const [reason, setReason] = useState('');
  const [signing, setSigning] = useState(false);
  const fresh = seen !== null && JSON.stringify(seen) === JSON.stringify(settings);
  const proposal = useRead(proposePolicy, { params: { risk }, body: { settings: seen ?? before } }, { enabled: seen !== null, fresh: true });
  const ready = fresh && proposal.data !== undefined && proposal.error === null && reason.trim() !== '';
  const word = td(`risk.${risk}`).toLowerCase();
  return (
    <Page title={t('change.title', { risk: word })} answer={t('change.answer')} back={{ to: '/policies', label: t('policies') }}>
      <Fields settings={settings} onChange={setSettings} />
      <Group mt="lg"><Button variant={fresh ? 'default' : 'filled'} onClick={() => { setSeen(settings); if (fresh) void proposal.refetch(); }}>{t('change.preview')}</Button></Group>
      {seen !== null && !fresh && <Note kind="warn">{t('change.stale')}</Note>}
      {fresh && <ProblemNote error={proposal.error} />}
      {fresh && proposal.data !== undefined && proposal.error === null && <What proposal={proposal.data} />}
      <Stack gap="md" maw={860} mt="xl">
        <Textarea label={t('change.reason')} required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <Group>
          <Button disabled={!ready} onClick={() => setSigning(true)}>{t('change.sign')}</Button>
          {!ready && <span className="soft">{t(fresh ? 'change.reasonFirst' : 'change.previewFirst')}</span>}
        </Group>
      </Stack>
      {signing && <Sign risk={risk} settings={settings} reason={reason.trim()} onClose={() => setSigning(false)} />}
    </Page>
  );
}

function Fields({ settings, onChange }: { readonly settings: Settings; readonly onChange: (settings: Settings) => void }): ReactNode {
  const t = useT('lifecycle');
  return (
    <Stack gap="lg">
      <Radio.Group label={t('setting.effectiveDate')} value={settings.effectiveDate} onChange={(value) => { const picked = zPolicy.shape.effectiveDate.options.find((one) => one === value); if (picked !== undefined) onChange({ ...settings, effectiveDate: picked }); }}>
        <Stack gap="sm" mt="xs">{zPolicy.shape.effectiveDate.options.map((one) => <Radio key={one} value={one} label={t(`effective.${one}`)} description={t(`effective.${one}.help`)} />)}</Stack>
      </Radio.Group>
      <div className={classes.fields}>
        {COUNTED.map((setting) => (
          <NumberInput
            key={setting} label={t(`field.${setting}`)} value={settings[setting]} min={RANGES[setting][0]} max={RANGES[setting][1]} clampBehavior="none" allowDecimal={false} allowNegative={false} disabled={setting === 'gatePercent' && settings.effectiveDate !== 'gate'}
            onChange={(value) => onChange({ ...settings, [setting]: Number(value) })}
          />
        ))}
      </div>
      <Switch label={t('field.retrainPriorCompleters')} checked={settings.retrainPriorCompleters} onChange={(event) => onChange({ ...settings, retrainPriorCompleters: event.currentTarget.checked })} />
      <Switch label={t('field.fullForMinor')} checked={settings.fullForMinor} onChange={(event) => onChange({ ...settings, fullForMinor: event.currentTarget.checked })} />
      <Renewal settings={settings} onChange={onChange} />
    </Stack>
  );
}

/** TRN-10: how training recurs where a document does not say otherwise. */
function Renewal({ settings, onChange }: { readonly settings: Settings; readonly onChange: (settings: Settings) => void }): ReactNode {
  const t = useT('lifecycle');
  const recurs = settings.renewalBasis !== 'none';
  return (
    <>
      <Radio.Group label={t('setting.renewalBasis')} value={settings.renewalBasis} onChange={(value) => { const picked = zPolicy.shape.renewalBasis.options.find((one) => one === value); if (picked !== undefined) onChange({ ...settings, renewalBasis: picked }); }}>
        <Stack gap="sm" mt="xs">{zPolicy.shape.renewalBasis.options.map((one) => <Radio key={one} value={one} label={t(`renewal.${one}`)} description={t(`renewal.${one}.help`)} />)}</Stack>
      </Radio.Group>
      {recurs && (
        <div className={classes.fields}>
          {RENEWED.map((setting) => <NumberInput key={setting} label={t(`field.${setting}`)} value={settings[setting]} min={RANGES[setting][0]} max={RANGES[setting][1]} clampBehavior="none" allowDecimal={false} allowNegative={false} onChange={(value) => onChange({ ...settings, [setting]: Number(value) })} />)}
        </div>
      )}
      {recurs && <Switch label={t('field.revisionRenews')} checked={settings.revisionRenews} onChange={(event) => onChange({ ...settings, revisionRenews: event.currentTarget.checked })} />}
    </>
  );
}

function What({ proposal }: { readonly proposal: z.output<typeof proposePolicy.reply> }): ReactNode {
  const t = useT('lifecycle');
  return (
    <PageSection title={t('change.what')}>
      <Table maw={1000}>
        <Table.Thead><Table.Tr><Table.Th>{t('change.setting')}</Table.Th><Table.Th>{t('change.from')}</Table.Th><Table.Th>{t('change.to')}</Table.Th></Table.Tr></Table.Thead>
        <Table.Tbody>{proposal.changes.map(({ setting, from, to }) => <Table.Tr key={setting}><Table.Th scope="row">{t(`setting.${setting}`)}</Table.Th><Table.Td className="soft">{from}</Table.Td><Table.Td>{to}</Table.Td></Table.Tr>)}</Table.Tbody>
      </Table>
      <p className="soft">{t('change.effect', { documents: proposal.documents })} {proposal.windows > 0 && t('change.windows', { count: proposal.windows })}</p>
    </PageSection>
  );
}

function Sign({ risk, settings, reason, onClose }: { readonly risk: Risk; readonly settings: Settings; readonly reason: string; readonly onClose: () => void }): ReactNode {
  const t = useT('lifecycle');
  const td = useT('documents');
  const navigate = useNavigate();
  const statement = useRead(proposePolicy, { params: { risk }, body: { settings } }, { fresh: true });
  const sign = useAct(signPolicy, { onDone: () => { tellDone(t('change.done')); void navigate({ to: '/policies' }); } });
  return (
    <SignDialog
      opened onClose={onClose} title={t('change.signTitle', { risk: td(`risk.${risk}`).toLowerCase() })} action={t('change.signButton')} statement={statement.data?.statement} statementError={statement.error} reload={statement.refetch}
      isPending={sign.isPending} error={sign.error} onSign={(signing) => sign.act({ params: { risk }, body: { settings, reason, ...signing } })}
    />
  );
}
