import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAct } from '../../../../ui/api.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { LinkButton } from '../../../../ui/link.tsx';
import { Empty, ProblemNote } from '../../../../ui/notes.tsx';
import { Page } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { StatusMark, statusOfTraining } from '../../../../ui/status-mark.tsx';
import { may as matrix } from '../../../matrix/permissions.ts';
import { runSweep, zTrainingState } from '../../contract.ts';
import { may } from '../../permissions.ts';
import { useT } from '../../../../ui/i18n.ts';
import { useStateWords } from '../state-words.ts';
import { GridFilters, useGridFilter } from './filters.tsx';
import { Grid } from './grid.tsx';
import classes from './grid.module.css';
import { useGridRows } from './rows.ts';

export function GridPage(): ReactNode {
  const t = useT('overview');
  const mayRules = useMay(matrix.readMatrix);
  const { documents: searched, any, ...filter } = useGridFilter();
  const grid = useGridRows(filter);
  const wanted = (searched ?? '').toLowerCase();
  const documents = grid.documents.filter((document) => `${document.number} ${document.title}`.toLowerCase().includes(wanted));
  const values = { people: grid.total, documents: documents.length };
  return (
    <Page title={t('grid.title')} answer={grid.isPending ? undefined : t(any ? 'grid.answerFiltered' : 'grid.answer', values)} width="full" actions={<><Sweep />{mayRules && <LinkButton variant="default" to="/matrix/rules">{t('grid.rules')}</LinkButton>}</>}>
      <GridFilters any={any} />
      <ProblemNote error={grid.error} retry={grid.refetch} />
      {grid.isPending && grid.error === null && <Skeleton height={420} />}
      {!grid.isPending && grid.rows.length === 0 && <Empty title={t('grid.empty')} />}
      {grid.rows.length > 0 && documents.length === 0 && <Empty title={t('grid.noDocuments')} />}
      {grid.rows.length > 0 && documents.length > 0 && (
        <>
          <Grid documents={documents} rows={grid.rows} total={grid.total} more={grid.more} isFetching={grid.isFetching} loadMore={grid.loadMore} />
          <Legend />
          {grid.rows.length < grid.total && <p className="soft" role="status">{t('grid.loaded', { loaded: grid.rows.length, total: grid.total })}</p>}
        </>
      )}
    </Page>
  );
}

/** Derives everything anew; what differs is put right and said (MTX-04). */
function Sweep(): ReactNode {
  const t = useT('overview');
  const maySweep = useMay(may.sweep);
  const sweep = useAct(runSweep, { onDone: (reply) => tellDone(t(reply.drift === 0 ? 'sweep.clean' : 'sweep.drift', reply)) });
  if (!maySweep) return null;
  return <Button variant="default" loading={sweep.isPending} onClick={() => sweep.act({ body: {} })}>{t('sweep.button')}</Button>;
}

function Legend(): ReactNode {
  const t = useT('overview');
  const words = useStateWords();
  return (
    <ul className={classes.legend} aria-label={t('grid.legend')}>
      {zTrainingState.options.filter((state) => state !== 'not_required').map((state) => <li key={state}><StatusMark status={statusOfTraining(state)} label={words(state)} /></li>)}
      <li className="faint">{t('grid.keys')}</li>
    </ul>
  );
}
