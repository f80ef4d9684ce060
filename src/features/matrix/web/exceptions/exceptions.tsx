import { Button, TextInput } from '@mantine/core';
import { useState, type ComponentType, type FormEvent, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead, useReadPages } from '../../../../ui/api.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { instantIn, useDates } from '../../../../ui/dates.ts';
import { ConfirmDialog, tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { Page, PageSection } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { StatusMark } from '../../../../ui/status-mark.tsx';
import { DocumentPicker } from '../../../documents/web/pickers.tsx';
import { endException, listExceptions, type zException } from '../../exceptions/contract.ts';
import { may } from '../../exceptions/permissions.ts';
import { getWhy } from '../../why/contract.ts';
import { GrantDialog, type ExceptionEffectProps } from './grant.tsx';

type Row = z.output<typeof zException>;

export function ExceptionList(): ReactNode {
  const t = useT('exceptions');
  const pages = useReadPages(listExceptions, { query: {} });
  const holding = pages.items.filter(({ state }) => state === 'in_force').length;
  const [ending, setEnding] = useState<Row | null>(null);
  const columns = useColumns(setEnding);
  return (
    <Page title={t('title')} answer={pages.isPending ? undefined : t('list.answer', { count: holding })}>
      <DataTable caption={t('title')} columns={columns} rows={pages.isPending ? undefined : pages.items} rowKey={(row) => row.id} state={pages} empty={{ title: t('list.empty') }} more={pages.more} loadMore={pages.loadMore} />
      <EndDialog row={ending} onClose={() => setEnding(null)} />
    </Page>
  );
}

function useColumns(end: (row: Row) => void, ofPerson = false): readonly Column<Row>[] {
  const t = useT('exceptions');
  const dates = useDates();
  const mayGrant = useMay(may.grantExceptions);
  const running = (row: Row): boolean => row.state === 'in_force' || row.state === 'coming';
  return [
    ...(ofPerson ? [] : [{ key: 'person', header: t('list.person'), width: '180px', cell: (row: Row) => <ScreenLink to={`/people/${row.person.id}`}>{row.person.name}</ScreenLink> }]),
    { key: 'kind', header: t('list.kind'), width: '120px', cell: (row) => <StatusMark status={row.kind === 'exemption' ? 'exempt' : 'training'} label={t(`kind.${row.kind}`)} /> },
    { key: 'document', header: t('list.document'), wrap: true, cell: (row) => <ScreenLink to={`/procedures/${row.document.id}`}><span className="number">{row.document.number}</span> {row.document.title}</ScreenLink> },
    { key: 'period', header: t('list.period'), width: '220px', cell: (row) => t('period', { from: dates.day(row.from), until: dates.day(row.until) }) },
    { key: 'reason', header: t('list.reason'), wrap: true, cell: (row) => row.reason },
    { key: 'state', header: t('list.state'), width: '130px', wrap: true, cell: (row) => t(`state.${row.state}`, { why: row.endedWhy ?? '' }) },
    { key: 'by', header: t('list.by'), width: '140px', cell: (row) => row.signature?.printedName ?? row.by.name },
    ...(mayGrant ? [{ key: 'end', header: t('list.end'), width: '90px', cell: (row: Row) => running(row) && <Button size="compact-xs" variant="default" aria-label={`${t('end.button')}: ${row.person.name}, ${row.document.number}`} onClick={() => end(row)}>{t('list.end')}</Button> }] : []),
  ];
}

function EndDialog({ row, onClose }: { readonly row: Row | null; readonly onClose: () => void }): ReactNode {
  const t = useT('exceptions');
  const end = useAct(endException, { onDone: () => { onClose(); tellDone(t('end.done')); } });
  return (
    <ConfirmDialog opened={row !== null} onClose={onClose} title={t('end.title')} action={t('end.button')} danger reason={t('end.reason')} isPending={end.isPending} error={end.error} onConfirm={(reason) => row !== null && end.act({ params: { id: row.id }, body: { reason } })}>
      <p style={{ margin: 0 }}>{t('end.text')}</p>
    </ConfirmDialog>
  );
}

type PersonProps = { readonly personId: string; readonly name: string; readonly Effect: ComponentType<ExceptionEffectProps> };

/** On the page of a person: what goes beside the rules, and why anything is or is not required. */
export function PersonExceptions({ personId, name, Effect }: PersonProps): ReactNode {
  const t = useT('exceptions');
  const mayGrant = useMay(may.grantExceptions);
  const pages = useReadPages(listExceptions, { query: { personId } });
  const [granting, setGranting] = useState(false);
  const [ending, setEnding] = useState<Row | null>(null);
  const columns = useColumns(setEnding, true);
  return (
    <>
      <PageSection title={t('title')} actions={mayGrant && <Button size="xs" variant="default" onClick={() => setGranting(true)}>{t('grant')}</Button>}>
        {pages.items.length === 0 && !pages.isPending && pages.error === null ? <p className="soft">{t('person.none')}</p> : <DataTable caption={t('title')} columns={columns} rows={pages.isPending ? undefined : pages.items} rowKey={(row) => row.id} state={pages} empty={{ title: t('person.none') }} more={pages.more} loadMore={pages.loadMore} />}
      </PageSection>
      <Why personId={personId} />
      {granting && <GrantDialog personId={personId} name={name} Effect={Effect} onClose={() => setGranting(false)} />}
      <EndDialog row={ending} onClose={() => setEnding(null)} />
    </>
  );
}

function Why({ personId }: Pick<PersonProps, 'personId'>): ReactNode {
  const t = useT('exceptions');
  const dates = useDates();
  const [document, setDocument] = useState<string | null>(null);
  const [on, setOn] = useState('');
  const [asked, setAsked] = useState<{ document: string; at?: string } | null>(null);
  const read = useRead(getWhy, { query: { person: personId, document: '', ...asked } }, { enabled: asked !== null, fresh: true });
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    if (document !== null) setAsked({ document, ...(on === '' ? {} : { at: instantIn(dates.zone, on, '12:00') }) });
  };
  return (
    <PageSection title={t('why.title')} note={t('why.note')}>
      <form onSubmit={ask} style={{ display: 'flex', flexWrap: 'wrap', gap: 12, alignItems: 'flex-end', maxWidth: 720 }}>
        <div style={{ flex: '1 1 280px' }}><DocumentPicker w="100%" label={t('why.document')} placeholder={t('why.pick')} required value={document} onChange={setDocument} /></div>
        <TextInput type="date" label={t('why.on')} value={on} onChange={(event) => setOn(event.currentTarget.value)} />
        <Button type="submit" variant="default" disabled={document === null} loading={asked !== null && read.isFetching}>{t('why.button')}</Button>
      </form>
      <ProblemNote error={read.error} retry={read.refetch} />
      {asked !== null && read.data !== undefined && (
        <div role="status" style={{ marginTop: 16, maxWidth: 860 }}>
          <p style={{ margin: '0 0 6px', fontWeight: 600 }}>{read.data.sentence}</p>
          <ul style={{ margin: 0, paddingLeft: 18, lineHeight: 1.8 }}>
            {read.data.rules.map((rule) => (
              <li key={rule.id}>
                <ScreenLink to={`/matrix/rules/${rule.id}`}>{t('why.rule', { number: rule.number, version: rule.version, name: rule.name })}</ScreenLink>
                {rule.curriculum !== null && <> · <ScreenLink to={`/matrix/curricula/${rule.curriculum.id}`}>{t('why.curriculum', { name: rule.curriculum.name, version: rule.curriculum.version })}</ScreenLink></>}
                <span className="soft"> · {t(rule.met ? 'why.reaches' : 'why.misses')}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </PageSection>
  );
}
