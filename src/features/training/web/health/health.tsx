import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useRead } from '../../../../ui/api.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useUrlState } from '../../../../ui/as-of.ts';
import { Filters, SelectFilter } from '../../../../ui/filters.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { Page, PageSection } from '../../../../ui/page.tsx';
import { listSites } from '../../../people/contract.ts';
import { getMatrixHealth } from '../../health/contract.ts';
import { DriftWaiting } from '../sweeps/waiting.tsx';
import classes from './health.module.css';

type Health = z.output<typeof getMatrixHealth.reply>;
type Document = Health['withoutAudience']['items'][number];
type Role = Health['load']['roles'][number];
const READY = { isPending: false, error: null, refetch: () => undefined };
const LISTS = ['withoutAudience', 'withoutDocuments', 'singlePoints', 'inSeveralCurricula'] as const;

/** What is missing or doubtful in the matrix (MTX-11): each number opens its list. */
export function MatrixHealth(): ReactNode {
  const t = useT('health');
  const [site] = useUrlState('site');
  const sites = useRead(listSites).data?.items ?? [];
  const read = useRead(getMatrixHealth, site === null ? {} : { query: { siteId: site } }, { keepPrevious: true });
  if (read.data === undefined) return <Page title={t('title')}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  const health = read.data;
  const found = LISTS.reduce((sum, list) => sum + health[list].total, 0);
  return (
    <Page title={t('title')} answer={found === 0 ? t('answer.good') : t('answer', { count: found })}>
      <DriftWaiting />
      <ul className={classes.figures}>
        {LISTS.map((list) => (
          <li key={list}><ScreenLink to="/matrix/health" hash={list} className={classes.figure ?? ''}><b data-none={health[list].total === 0 || undefined}>{health[list].total}</b><span>{t(list)}</span></ScreenLink></li>
        ))}
      </ul>
      <Lists health={health} singleOf={<SelectFilter name="site" label={t('site')} options={sites.map((one) => ({ value: one.id, label: one.name }))} />} />
    </Page>
  );
}

/** `singleOf` chooses the site whose single points of failure are counted. */
function Lists({ health, singleOf }: { readonly health: Health; readonly singleOf: ReactNode }): ReactNode {
  const t = useT('health');
  const [documents, roles] = [useDocumentColumns(), useRoleColumns()];
  return (
    <>
      <List id="singlePoints" filter={singleOf} list={health.singlePoints} columns={[...documents, { key: 'person', header: t('person'), width: '220px', cell: (row) => <ScreenLink to={`/people/${row.person.id}`}>{row.person.name}</ScreenLink> }]} />
      <List id="withoutAudience" list={health.withoutAudience} columns={documents} />
      <List id="withoutDocuments" list={health.withoutDocuments} columns={roles.slice(0, 2)} />
      <List
        id="inSeveralCurricula" list={health.inSeveralCurricula}
        columns={[...documents, { key: 'curricula', header: t('curricula'), wrap: true, cell: (row) => row.curricula.map((one, index) => <span key={one.id}>{index > 0 && ', '}<ScreenLink to={`/matrix/curricula/${one.id}`}>{one.name}</ScreenLink></span>) }]}
      />
      <div id="load"><PageSection title={t('load')}>
        <p className="soft">{t('load.help', health.load.everyone)}</p>
        <DataTable caption={t('load')} columns={roles} rows={health.load.roles.filter(({ documents: asked }) => asked > 0)} rowKey={(row) => row.id} state={READY} empty={{ title: t('none') }} />
      </PageSection></div>
    </>
  );
}

type ListProps<Row> = { readonly id: (typeof LISTS)[number]; readonly list: { readonly total: number; readonly items: readonly Row[] }; readonly columns: readonly Column<Row>[]; readonly filter?: ReactNode };

function List<Row extends { readonly id: string }>({ id, list, columns, filter }: ListProps<Row>): ReactNode {
  const t = useT('health');
  if (list.total === 0 && filter === undefined) return <p id={id} className={classes.fine}>{t(`${id}.zero`)}</p>;
  return (
    <div id={id} className={classes.list}><PageSection title={`${t(id)}: ${list.total}`}>
      <p className="soft">{t(`${id}.help`)}</p>
      {filter !== undefined && <Filters>{filter}</Filters>}
      {list.total === 0 ? <p className={classes.fine}>{t(`${id}.zero`)}</p> : <DataTable caption={t(id)} columns={columns} rows={list.items} rowKey={(row) => row.id} state={READY} empty={{ title: t('none') }} />}
      {list.total > list.items.length && <p className="soft">{t('more', { count: list.items.length })}</p>}
    </PageSection></div>
  );
}

function useDocumentColumns(): readonly Column<Document>[] {
  const t = useT('health');
  return [
    { key: 'document', header: t('document'), wrap: true, cell: (row) => <ScreenLink to={`/procedures/${row.id}`}><span className="number">{row.number}</span> {row.title}</ScreenLink> },
    { key: 'risk', header: t('risk'), width: '110px', cell: (row) => t(`risk.${row.risk}`) },
  ];
}

function useRoleColumns(): readonly Column<Role>[] {
  const t = useT('health');
  return [
    { key: 'role', header: t('load.role'), cell: (row) => row.name },
    { key: 'people', header: t('load.people'), width: '110px', align: 'end', cell: (row) => row.people },
    { key: 'documents', header: t('load.documents'), width: '120px', align: 'end', cell: (row) => row.documents },
    { key: 'hours', header: t('load.hours'), width: '130px', align: 'end', cell: (row) => row.hours },
  ];
}
