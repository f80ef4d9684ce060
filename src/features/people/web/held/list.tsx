import type { ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { DataTable } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { Page, PageSection } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { listHeldFiles } from '../../held/contract.ts';
import { may } from '../../permissions.ts';
import { listConnections } from '../../scim/contract.ts';

/** HR-02: all that waits for somebody, from roster files and from directories, in one place. */
export function Waiting(): ReactNode {
  const t = useT('held');
  const dates = useDates();
  const mayDirectories = useMay(may.confirmDirectories);
  const files = useRead(listHeldFiles);
  const connections = useRead(listConnections, {}, { enabled: mayDirectories });
  const holding = connections.data?.items.filter((row) => row.held > 0) ?? [];
  const count = (files.data?.items.filter((row) => row.state === 'waiting').length ?? 0) + holding.reduce((sum, row) => sum + row.held, 0);
  const known = files.data !== undefined && (!mayDirectories || connections.data !== undefined);
  return (
    <Page title={t('title')} answer={known ? t('answer', { count }) : undefined} lead={t('lead')}>
      <PageSection title={t('files')}>
        <DataTable
          caption={t('files')} rows={files.data?.items} rowKey={(row) => row.id} rowLink={(row) => `/people/held/${row.id}`} state={files} empty={{ title: t('none'), text: t('noneText') }}
          columns={[
            { key: 'file', header: t('file'), cell: (row) => row.fileName },
            { key: 'what', header: t('what'), width: '220px', cell: (row) => t('effect', row.hold) },
            { key: 'sent', header: t('sent'), width: '200px', cell: (row) => dates.instant(row.at) },
            { key: 'by', header: t('sentBy'), width: '170px', cell: (row) => row.byName },
            { key: 'state', header: t('became'), width: '240px', cell: (row) => <span className={row.state === 'waiting' ? undefined : 'soft'}>{t(`state.${row.state}`, { by: row.decidedByName ?? '' })}</span> },
          ]}
        />
      </PageSection>
      {holding.length > 0 && (
        <PageSection title={t('directories')}>
          <DataTable
            caption={t('directories')} rows={holding} rowKey={(row) => row.id} rowLink={(row) => `/directories/${row.id}`} state={connections} empty={{ title: t('none') }}
            columns={[
              { key: 'name', header: t('directory'), cell: (row) => row.name },
              { key: 'held', header: t('waiting'), width: '200px', align: 'end', cell: (row) => row.held },
            ]}
          />
        </PageSection>
      )}
    </Page>
  );
}
