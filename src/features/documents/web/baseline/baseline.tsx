import { Button, SegmentedControl, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct } from '../../../../ui/api.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { FilePick } from '../../../../ui/file-pick.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { LinkButton } from '../../../../ui/link.tsx';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { Page, PageSection } from '../../../../ui/page.tsx';
import { SignForm } from '../../../../ui/sign.tsx';
import { importBaseline, previewBaseline, zVerdict, type zBaselineRow } from '../../baseline/contract.ts';

type Row = z.output<typeof zBaselineRow>;
const BACK = '/procedures';

/** Archive → verdict on every row → one signature. The archive goes with each step; the server keeps nothing in between. */
export function BaselineImport(): ReactNode {
  const t = useT('baseline');
  const words = useT('documents');
  const [file, setFile] = useState<File | null>(null);
  const preview = useAct(previewBaseline, { refresh: false });
  const run = useAct(importBaseline, { onDone: () => window.scrollTo(0, 0) });
  const pick = (picked: File | null): void => {
    setFile(picked);
    preview.reset();
    run.reset();
    if (picked !== null) preview.act({ body: {}, file: picked });
  };
  const back = { to: BACK, label: words('procedures') };
  const shown = run.reply ?? preview.reply;
  if (run.reply !== undefined) {
    return (
      <Page title={t('title')} answer={t('done', { count: run.reply.counts.clean })} lead={t('counts', run.reply.counts)} back={back} actions={<><Button variant="default" onClick={() => pick(null)}>{t('other')}</Button><LinkButton to={BACK}>{t('toList')}</LinkButton></>}>
        <Rows rows={run.reply.rows} />
      </Page>
    );
  }
  return (
    <Page title={t('title')} answer={shown === undefined ? t('answer') : t('effect', { count: shown.counts.clean })} lead={shown === undefined ? t('lead') : t('counts', shown.counts)} back={back}>
      <Stack gap="md">
        <Note>{t('honest')}</Note>
        <FilePick label={t('file')} hint={t('fileHelp')} accept=".zip,application/zip" file={file} onPick={pick} disabled={preview.isPending} />
        <ProblemNote error={preview.error} />
      </Stack>
      {preview.reply !== undefined && <Rows rows={preview.reply.rows} />}
      {preview.reply?.statement !== undefined && preview.reply.statement !== null && file !== null && (
        <PageSection title={t('signTitle')}>
          <SignForm statement={preview.reply.statement} reload={() => pick(file)} action={t('sign')} isPending={run.isPending} error={run.error} onSign={(signing) => run.act({ body: signing, file })} />
        </PageSection>
      )}
    </Page>
  );
}

function Rows({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const t = useT('baseline');
  const [asked, setAsked] = useState<string>('all');
  const columns: readonly Column<Row>[] = [
    { key: 'line', header: t('line'), width: '64px', align: 'end', cell: (row) => row.line },
    { key: 'number', header: t('number'), width: '120px', cell: (row) => <span className="number">{row.number}</span> },
    { key: 'name', header: t('name'), cell: (row) => row.title },
    { key: 'version', header: t('version'), width: '84px', cell: (row) => row.label },
    { key: 'verdict', header: t('verdict'), width: '112px', cell: (row) => t(`verdict.${row.verdict}`) },
    { key: 'reasons', header: t('reasons'), width: '38%', wrap: true, cell: (row) => row.reasons.join(' ') },
  ];
  const present = zVerdict.options.filter((verdict) => rows.some((row) => row.verdict === verdict));
  const shown = asked === 'all' ? rows : rows.filter((row) => row.verdict === asked);
  return (
    <PageSection title={t('rows')} actions={present.length > 1 && <SegmentedControl size="xs" aria-label={t('filter')} value={asked} onChange={setAsked} data={[{ value: 'all', label: t('verdict.all') }, ...present.map((verdict) => ({ value: verdict, label: t(`verdict.${verdict}`) }))]} />}>
      <DataTable caption={t('rows')} columns={columns} rows={shown} rowKey={(row) => String(row.line)} state={{ isPending: false, error: null, refetch: () => undefined }} empty={{ title: t('rows') }} />
    </PageSection>
  );
}
