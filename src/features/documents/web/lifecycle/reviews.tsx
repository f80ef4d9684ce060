import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useReadPages } from '../../../../ui/api.ts';
import { useUrlState } from '../../../../ui/as-of.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { Filters, SearchFilter, SelectFilter } from '../../../../ui/filters.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { Page } from '../../../../ui/page.tsx';
import { useSession } from '../../../../ui/session.ts';
import { StatusMark, type Status } from '../../../../ui/status-mark.tsx';
import { listReviews, zReviewState, type zReviewRow } from '../../periodic/contract.ts';
import { RiskWord } from '../words.tsx';
import classes from './lifecycle.module.css';

type Row = z.output<typeof zReviewRow>;
export type ReviewState = Row['state'];
const MARKS: Readonly<Record<ReviewState, Status>> = { none: 'notRequired', planned: 'exempt', soon: 'soon', overdue: 'overdue', revision_needed: 'training', retirement_needed: 'missing' };

export function ReviewMark({ state }: { readonly state: ReviewState }): ReactNode {
  const t = useT('lifecycle');
  return <StatusMark status={MARKS[state]} label={t(`review.state.${state}`)} />;
}

/** What is to be reviewed, the longest overdue first. */
export function Reviews(): ReactNode {
  const t = useT('lifecycle');
  const session = useSession();
  const [search] = useUrlState('search');
  const [mine, setMine] = useUrlState('mine');
  const state = zReviewState.safeParse(useUrlState('state')[0]);
  const query = { limit: 100, ...(search === null ? {} : { search }), ...(state.success ? { state: state.data } : {}), ...(mine === null ? {} : { ownerId: session.personId }) };
  const pages = useReadPages(listReviews, { query });
  const counts = pages.first?.counts;
  const any = search !== null || state.success || mine !== null;
  return (
    <Page
      title={t('reviews')} answer={counts === undefined ? undefined : t('reviews.answer', { count: counts.overdue })}
      lead={counts === undefined ? undefined : t('reviews.lead', { soon: counts.soon, revision: counts.revision_needed, retirement: counts.retirement_needed })}
    >
      <Filters>
        <SearchFilter name="search" label={t('reviews.search')} />
        <SelectFilter name="state" label={t('reviews.state')} options={zReviewState.options.filter((option) => option !== 'none').map((option) => ({ value: option, label: t(`review.state.${option}`) }))} />
        <Switch className={classes.owned ?? ''} label={t('reviews.mine')} checked={mine !== null} onChange={(event) => setMine(event.currentTarget.checked ? 'yes' : null)} />
      </Filters>
      <DataTable
        caption={t('reviews')} columns={useColumns()} rows={pages.first === undefined ? undefined : pages.items} rowKey={(row) => row.id} rowLink={(row) => `/procedures/${row.id}`} state={pages}
        more={pages.more} loadMore={pages.loadMore} empty={{ title: t(any ? 'reviews.empty' : 'reviews.emptyAll') }}
      />
    </Page>
  );
}

function useColumns(): readonly Column<Row>[] {
  const t = useT('lifecycle');
  const dates = useDates();
  return [
    { key: 'number', header: t('reviews.number'), width: '120px', cell: (row) => <span className="number">{row.number}</span> },
    { key: 'title', header: t('reviews.title'), cell: (row) => row.title },
    { key: 'risk', header: t('reviews.risk'), width: '92px', cell: (row) => <RiskWord risk={row.risk} /> },
    { key: 'version', header: t('reviews.version'), width: '90px', hideOnPhone: true, cell: (row) => <span className="number">{`v${row.version.label}`}</span> },
    { key: 'due', header: t('reviews.due'), width: '120px', cell: (row) => (row.dueOn === null ? null : dates.day(row.dueOn)) },
    { key: 'state', header: t('reviews.state'), width: '190px', cell: (row) => <span><ReviewMark state={row.state} />{row.escalatedTo !== null && <span className={`${classes.escalated ?? ''} soft`}>{t(`review.with.${row.escalatedTo}`)}</span>}</span> },
    { key: 'last', header: t('reviews.last'), width: '130px', hideOnPhone: true, cell: (row) => (row.lastOn === null ? <span className="faint">{t('reviews.never')}</span> : dates.day(row.lastOn)) },
    { key: 'owner', header: t('reviews.owner'), width: '160px', cell: (row) => row.owner.name },
  ];
}
