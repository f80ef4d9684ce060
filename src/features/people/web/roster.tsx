import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useState, type ComponentType, type ReactNode } from 'react';
import { useAct } from '../../../ui/api.ts';
import { ConfirmDialog } from '../../../ui/dialogs.tsx';
import { FilePick } from '../../../ui/file-pick.tsx';
import { useT } from '../../../ui/i18n.ts';
import { LinkButton } from '../../../ui/link.tsx';
import { Note, ProblemNote } from '../../../ui/notes.tsx';
import { Page, PageSection } from '../../../ui/page.tsx';
import { useMay } from '../../../ui/session.ts';
import { importRoster, previewRoster } from '../contract.ts';
import { may } from '../permissions.ts';
import { RosterHold, useKeepHeld } from './roster-hold.tsx';
import { RosterColumns } from './roster-columns.tsx';
import { complete, draftFrom, type Draft, type Mapping, type Preview } from './roster-mapping.ts';
import { RosterMapping } from './roster-mapping-form.tsx';
import { Rejected, RosterEffect, Warnings } from './roster-effect.tsx';

/** The training feature shows what of training follows; it knows people but not the other way round. */
export type TrainingEffectProps = { readonly file: File; readonly mapping: Mapping; readonly sheet: string | null };

/** File → columns → effect → import. The file goes with each step; the server keeps nothing in between. */
export function RosterImport({ TrainingEffect }: { readonly TrainingEffect: ComponentType<TrainingEffectProps> }): ReactNode {
  const t = useT('people');
  const [file, setFile] = useState<File | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [columns, setColumns] = useState<Preview | null>(null);
  const [effect, setEffect] = useState<Preview | null>(null);
  const look = useAct(previewRoster, { refresh: false, onDone: (reply) => { setColumns(reply); setDraft(draftFrom(reply)); } });
  const preview = useAct(previewRoster, { refresh: false, onDone: (reply) => { if (reply.mappingErrors.length === 0) { setEffect(reply); window.scrollTo(0, 0); } } });
  const run = useAct(importRoster, { onDone: () => window.scrollTo(0, 0) });
  const mayConfirm = useMay(may.confirmRoster);
  const keep = useKeepHeld();
  const [confirming, setConfirming] = useState(false);
  const [sheet, setSheet] = useState<string | null>(null);
  const pick = (picked: File | null, chosen: string | null = null): void => {
    setSheet(chosen);
    setFile(picked);
    setColumns(null);
    setEffect(null);
    preview.reset();
    run.reset();
    if (picked !== null) look.act({ body: { sheet: chosen }, file: picked });
  };
  const mapping = draft === null ? null : complete(draft);
  const edit = (next: Draft): void => { setDraft(next); preview.reset(); };
  const showEffect = (): void => { if (mapping !== null && file !== null) preview.act({ body: { mapping, sheet }, file }); };
  const back = { to: '/people', label: t('people') };

  if (run.reply !== undefined) {
    return (
      <Page title={t('roster.title')} answer={t('roster.done', run.reply.counts)} back={back} actions={<><Button variant="default" onClick={() => pick(null)}>{t('roster.other')}</Button><LinkButton to="/people">{t('roster.toPeople')}</LinkButton></>}>
        <Rejected rows={run.reply.rejected} />
        <Warnings rows={run.reply.warnings} />
      </Page>
    );
  }
  if (effect !== null && file !== null && mapping !== null) {
    const count = effect.counts.hired + effect.counts.changed + effect.counts.leaving;
    return (
      <Page title={`${t('roster.title')} · ${t('roster.step3')}`} answer={t('roster.effect', effect.counts)} back={back}
        actions={<><Button variant="default" onClick={() => setEffect(null)}>{t('roster.back')}</Button>
          {effect.hold !== null && <Button variant={mayConfirm ? 'default' : 'filled'} loading={keep.isPending} onClick={() => keep.act(file, mapping, sheet)}>{t(mayConfirm ? 'roster.keepForOther' : 'roster.keep')}</Button>}
          {(effect.hold === null || mayConfirm) && <Button disabled={count === 0} title={count === 0 ? t('roster.nothing') : undefined} loading={run.isPending} onClick={() => (effect.hold === null ? run.act({ body: { mapping, sheet }, file }) : setConfirming(true))}>{t('roster.import', { count })}</Button>}</>}
      >
        <ProblemNote error={confirming ? null : (run.error ?? keep.error)} />
        <RosterHold preview={effect} mayConfirm={mayConfirm} />
        <RosterEffect preview={effect} />
        {count > 0 && <TrainingEffect file={file} mapping={mapping} sheet={sheet} />}
        <ConfirmDialog opened={confirming} onClose={() => setConfirming(false)} title={t('roster.confirmTitle')} action={t('roster.confirm')} reason={t('roster.confirmReason')} isPending={run.isPending} error={run.error} onConfirm={(reason) => run.act({ body: { mapping, sheet, confirm: { reason } }, file })}>
          {effect.hold !== null && <Text size="sm">{t('roster.held', effect.hold)}</Text>}
        </ConfirmDialog>
      </Page>
    );
  }
  return (
    <Page title={t('roster.title')} answer={columns === null ? t('roster.title') : t('roster.read', { name: columns.fileName, rows: columns.rows, columns: columns.columns.length })} lead={t('roster.answer')} back={back}>
      <Stack gap="lg">
        <FilePick label={t('roster.drop')} hint={t('roster.dropHelp')} accept=".csv,.xlsx,text/csv" file={file} onPick={pick} disabled={look.isPending} />
        <ProblemNote error={look.error} />
        {columns !== null && columns.sheets.length > 1 && <Select label={t('roster.sheet')} w={{ base: '100%', sm: 320 }} allowDeselect={false} data={columns.sheets} value={columns.sheet} onChange={(chosen) => pick(file, chosen)} />}
      </Stack>
      {columns !== null && draft !== null && (
        <>
          <PageSection title={t('roster.step2')}><RosterColumns preview={columns} /></PageSection>
          {columns.remembered !== null && <Note>{t('roster.remembered', { name: columns.remembered })}</Note>}
          <PageSection title={t('roster.mapping')}><RosterMapping preview={columns} draft={draft} onChange={edit} /></PageSection>
          <Stack gap="md" mt="lg">
            {preview.reply !== undefined && preview.reply.mappingErrors.length > 0 && <Note kind="bad" title={t('roster.mappingErrors')}>{preview.reply.mappingErrors.map((error) => <p key={error.field + error.message}><b>{error.field}</b>: {error.message}</p>)}</Note>}
            <ProblemNote error={preview.error} />
            <Group><Button disabled={mapping === null} loading={preview.isPending} onClick={showEffect}>{t('roster.preview')}</Button></Group>
          </Stack>
        </>
      )}
    </Page>
  );
}
