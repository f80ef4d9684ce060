import { Button, Group, NumberInput, Radio, Select, Stack, Switch, Textarea } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { Page, PageSection } from '../../../../ui/page.tsx';
import { SignDialog } from '../../../../ui/sign.tsx';
import { getDocument } from '../../../documents/contract.ts';
import { getRecurrence, proposeRecurrence, signRecurrence, type zSetting } from '../../recurrence/contract.ts';
import type { YearDay } from '../../recurrence/types.ts';
import classes from './recurrence.module.css';

type Setting = z.output<typeof zSetting>;
const BASES = ['policy', 'none', 'rolling', 'anniversary', 'calendar'] as const satisfies readonly Setting['basis'][];

export function ChangeRecurrence(): ReactNode {
  const t = useT('recurrence');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(getRecurrence, { params: { id }, query: {} });
  const procedure = useRead(getDocument, { params: { id } });
  if (read.data === undefined || procedure.data === undefined) return <Page title={t('title')}><ProblemNote error={read.error ?? procedure.error} retry={read.refetch} /></Page>;
  return <Change documentId={id} number={procedure.data.number} before={read.data.setting} />;
}

type Props = { readonly documentId: string; readonly number: string; readonly before: Setting };

/** The setting, then what it means, then the reason and the signature. */
function Change({ documentId, number, before }: Props): ReactNode {
  const t = useT('recurrence');
  const [setting, setSetting] = useState<Setting>(before);
  const [seen, setSeen] = useState<Setting | null>(null);
  const [reason, setReason] = useState('');
  const [signing, setSigning] = useState(false);
  const fresh = seen !== null && JSON.stringify(seen) === JSON.stringify(setting);
  const proposal = useRead(proposeRecurrence, { params: { id: documentId }, body: { setting: seen ?? before } }, { enabled: seen !== null, fresh: true });
  const ready = fresh && proposal.data !== undefined && proposal.error === null && reason.trim() !== '';
  return (
    <Page title={t('title')} answer={t('answer', { number })} back={{ to: `/procedures/${documentId}`, label: number }} width="narrow">
      <Fields setting={setting} onChange={setSetting} />
      <Group mt="lg"><Button variant={fresh ? 'default' : 'filled'} onClick={() => { setSeen(setting); if (fresh) void proposal.refetch(); }}>{t('preview')}</Button></Group>
      {seen !== null && !fresh && <Note kind="warn">{t('stale')}</Note>}
      {fresh && <ProblemNote error={proposal.error} />}
      {fresh && proposal.data !== undefined && proposal.error === null && <Meaning proposal={proposal.data} />}
      <Stack gap="md" mt="xl">
        <Textarea label={t('reason')} required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <Group><Button disabled={!ready} onClick={() => setSigning(true)}>{t('sign')}</Button></Group>
      </Stack>
      {signing && proposal.data !== undefined && <Sign documentId={documentId} setting={setting} reason={reason.trim()} onClose={() => setSigning(false)} />}
    </Page>
  );
}

/** Another basis begins with what is usual for it. */
function beginWith(basis: Setting['basis']): Setting {
  if (basis === 'rolling' || basis === 'anniversary') return { basis, months: 12, windowDays: 30, revisionRenews: true };
  if (basis === 'calendar') return { basis, opens: { month: 1, day: 1 }, due: { month: 1, day: 31 }, revisionRenews: true };
  return { basis };
}

function Fields({ setting, onChange }: { readonly setting: Setting; readonly onChange: (setting: Setting) => void }): ReactNode {
  const t = useT('recurrence');
  return (
    <Stack gap="lg">
      <Radio.Group label={t('basis')} value={setting.basis} onChange={(value) => { const picked = BASES.find((one) => one === value); if (picked !== undefined) onChange(beginWith(picked)); }}>
        <Stack gap="sm" mt="xs">{BASES.map((basis) => <Radio key={basis} value={basis} label={t(`basis.${basis}`)} description={t(`basis.${basis}.help`)} />)}</Stack>
      </Radio.Group>
      {(setting.basis === 'rolling' || setting.basis === 'anniversary') && (
        <Group align="end">
          <NumberInput label={t('months')} value={setting.months} min={1} max={120} allowDecimal={false} allowNegative={false} onChange={(value) => onChange({ ...setting, months: Number(value) })} />
          <NumberInput label={t('windowDays')} value={setting.windowDays} min={1} max={365} allowDecimal={false} allowNegative={false} onChange={(value) => onChange({ ...setting, windowDays: Number(value) })} />
        </Group>
      )}
      {setting.basis === 'calendar' && (
        <Group align="end" gap="xl">
          <YearDayField label={t('opens')} value={setting.opens} onChange={(opens) => onChange({ ...setting, opens })} />
          <YearDayField label={t('due')} value={setting.due} onChange={(due) => onChange({ ...setting, due })} />
        </Group>
      )}
      {setting.basis !== 'policy' && setting.basis !== 'none' && <Switch label={t('revisionRenews')} checked={setting.revisionRenews} onChange={(event) => onChange({ ...setting, revisionRenews: event.currentTarget.checked })} />}
    </Stack>
  );
}

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

function YearDayField({ label, value, onChange }: { readonly label: string; readonly value: YearDay; readonly onChange: (day: YearDay) => void }): ReactNode {
  const t = useT('recurrence');
  return (
    <div className={classes.yearDay}>
      <NumberInput label={t('dayOf', { what: label })} w={130} value={value.day} min={1} max={31} allowDecimal={false} allowNegative={false} onChange={(day) => onChange({ ...value, day: Number(day) })} />
      <Select label={t('monthOf', { what: label })} w={170} allowDeselect={false} value={String(value.month)} data={MONTHS.map((month) => ({ value: String(month), label: t(`month.${month}`) }))} onChange={(month) => onChange({ ...value, month: Number(month) })} />
    </div>
  );
}

function Meaning({ proposal }: { readonly proposal: z.output<typeof proposeRecurrence.reply> }): ReactNode {
  const t = useT('recurrence');
  const dates = useDates();
  return (
    <PageSection title={t('meaning')}>
      <div className={classes.card}>
        {proposal.sentences.map((sentence) => <p key={sentence}>{sentence}</p>)}
        <p data-lead>{proposal.firstDueOn === null ? t('effectNone') : t('effect', { count: proposal.qualified, atOnce: proposal.atOnce, day: dates.day(proposal.firstDueOn) })}</p>
      </div>
    </PageSection>
  );
}

function Sign({ documentId, setting, reason, onClose }: { readonly documentId: string; readonly setting: Setting; readonly reason: string; readonly onClose: () => void }): ReactNode {
  const t = useT('recurrence');
  const navigate = useNavigate();
  const statement = useRead(proposeRecurrence, { params: { id: documentId }, body: { setting } }, { fresh: true });
  const sign = useAct(signRecurrence, { onDone: () => { tellDone(t('done')); void navigate({ to: `/procedures/${documentId}` }); } });
  return (
    <SignDialog
      opened onClose={onClose} title={t('signTitle')} action={t('signButton')} statement={statement.data?.statement} statementError={statement.error} reload={statement.refetch}
      isPending={sign.isPending} error={sign.error} onSign={(signing) => sign.act({ params: { id: documentId }, body: { setting, reason, ...signing } })}
    />
  );
}
