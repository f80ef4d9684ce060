import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useReadPages } from '../../../../ui/api.ts';
import { useUrlState } from '../../../../ui/as-of.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { Filters } from '../../../../ui/filters.tsx';
import { Page } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { DocumentPicker } from '../../../documents/web/pickers.tsx';
import { may as people } from '../../../people/permissions.ts';
import { PersonPicker } from '../../../people/web/pickers.tsx';
import { listRecords } from '../../contract.ts';
import { useT } from '../../../../ui/i18n.ts';

type RecordRow = z.output<typeof listRecords.reply>['items'][number];

export function Records(): ReactNode {
  const t = useT('overview');
  const navigate = useNavigate();
  const mayList = useMay(people.listPeople);
  const [personId, setPerson] = useUrlState('person');
  const [documentId, setDocument] = useUrlState('document');
  const any = personId !== null || documentId !== null;
  const pages = useReadPages(listRecords, { query: { limit: 100, ...(personId === null ? {} : { personId }), ...(documentId === null ? {} : { documentId }) } });
  const columns = useColumns();
  const clear = (): void => void navigate({ to: '/records' });
  return (
    <Page title={t('records.title')} answer={t('records.answer')}>
      <Filters>
        {mayList && <PersonPicker key={personId ?? 'nobody'} w={260} label={t('records.searchPerson')} placeholder={t('records.any')} known={named(personId, pages.items.find((row) => row.person.id === personId)?.person.name)} value={personId} onChange={setPerson} />}
        <DocumentPicker w={320} label={t('records.searchDocument')} placeholder={t('records.any')} value={documentId} onChange={setDocument} />
        {any && <Button variant="subtle" mt={24} onClick={clear}>{t('records.clear')}</Button>}
      </Filters>
      <DataTable
        caption={t('records.title')} columns={columns} rows={pages.first === undefined ? undefined : pages.items} rowKey={(row) => row.id} rowLink={(row) => `/records/${row.id}`} state={pages}
        more={pages.more} loadMore={pages.loadMore} empty={{ title: t(any ? 'records.empty' : 'records.emptyAll') }}
      />
    </Page>
  );
}

function named(id: string | null, name: string | undefined): { id: string; name: string } | null {
  return id === null || name === undefined ? null : { id, name };
}

function useColumns(): readonly Column<RecordRow>[] {
  const t = useT('overview');
  const dates = useDates();
  return [
    { key: 'person', header: t('records.person'), width: '200px', cell: (row) => row.person.name },
    { key: 'document', header: t('records.document'), cell: (row) => <span><span className="number">{row.document.number}</span> {row.document.title}</span> },
    { key: 'version', header: t('records.version'), width: '90px', cell: (row) => <span className="number">{`v${row.version.label}`}</span> },
    { key: 'kind', header: t('records.kind'), width: '150px', cell: (row) => (row.kind === 'training' ? t(`recordPath.${row.path}`) : t(`kind.${row.kind}`)) },
    { key: 'at', header: t('records.at'), width: '210px', cell: (row) => dates.instant(row.eventAt) },
    { key: 'score', header: t('records.score'), width: '80px', align: 'end', cell: (row) => (row.score === null ? <span className="faint">{t('records.noScore')}</span> : `${row.score} %`) },
    { key: 'until', header: t('records.validUntil'), width: '130px', hideOnPhone: true, cell: (row) => (row.validUntil === null ? <span className="faint">{t('records.unlimited')}</span> : dates.dayOf(row.validUntil)) },
  ];
}
