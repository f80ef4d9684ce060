import { Button, Menu, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPrinter } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { addressOf, useAct } from '../../../../ui/api.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { ExportMenu } from '../../../../ui/export-menu.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { LinkButton } from '../../../../ui/link.tsx';
import { Empty, ProblemNote } from '../../../../ui/notes.tsx';
import { Page } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { StatusMark } from '../../../../ui/status-mark.tsx';
import { may as matrix } from '../../../matrix/permissions.ts';
import { runSweep } from '../../contract.ts';
import { exportGrid, zCellState } from '../../grid/contract.ts';
import { may } from '../../permissions.ts';
import { DriftWaiting } from '../sweeps/waiting.tsx';
import { GridFilters } from './filters.tsx';
import { useFrame, useGridQuery, useSums, type AllSums, type Frame, type GridQuery } from './frame.ts';
import { Grid } from './grid.tsx';
import classes from './grid.module.css';
import { PhoneList } from './phone-list.tsx';
import { Printed } from './printed.tsx';
import { STATUS_OF, useCellWords } from './words.ts';

export function GridPage(): ReactNode {
  const t = useT('grid');
  const mayRules = useMay(matrix.readMatrix);
  const { query, any, more } = useGridQuery();
  const { frame, error, refetch, isPending } = useFrame(query);
  const sums = useSums(query, frame !== undefined && frame.people.length > 0);
  const [printing, setPrinting] = useState(false);
  return (
    <Page
      title={t('title')} answer={useAnswer(frame, sums)} width="full"
      actions={<><Sweep />{frame !== undefined && frame.people.length > 0 && <Leave query={query} onPrint={() => setPrinting(true)} />}{mayRules && <LinkButton variant="default" to="/matrix/rules">{t('rules')}</LinkButton>}</>}
    >
      <DriftWaiting />
      <GridFilters any={any} more={more} />
      <ProblemNote error={error} retry={refetch} />
      {isPending && error === null && <Skeleton height={420} />}
      {frame !== undefined && <Shown frame={frame} sums={sums} />}
      {frame !== undefined && printing && <Printed frame={frame} sums={sums} onDone={() => setPrinting(false)} />}
    </Page>
  );
}

function Shown({ frame, sums }: { readonly frame: Frame; readonly sums: AllSums | undefined }): ReactNode {
  const t = useT('grid');
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) === true;
  const { people, documents, total, totalDocuments } = frame;
  if (people.length === 0) return <Empty title={t('empty')} />;
  if (documents.length === 0) return <Empty title={t('noDocuments')} />;
  const shown = new Set(people.map(({ id }) => id)).size;
  return (
    <div className="no-print">
      {isPhone ? <PhoneList frame={frame} sums={sums} /> : <Grid key={frame.documents[0]?.id} frame={frame} sums={sums} />}
      {!isPhone && <Legend />}
      {shown < total && <p className="soft" role="status">{t('cut', { shown, total })}</p>}
      {documents.length < totalDocuments && <p className="soft" role="status">{t('cutDocuments', { shown: documents.length, total: totalDocuments })}</p>}
    </div>
  );
}

/** "4,120 of 4,300 trainings are valid, 12 are overdue": absent and exempted left out. */
function useAnswer(frame: Frame | undefined, sums: AllSums | undefined): string | undefined {
  const t = useT('grid');
  if (frame === undefined) return undefined;
  const size = { people: frame.total, documents: frame.totalDocuments };
  if (frame.people.length === 0 || sums === undefined) return t('answerPlain', size);
  return t(sums.all.overdue === 0 ? 'answer' : 'answerLate', { ...size, ...sums.all });
}

function Leave({ query, onPrint }: { readonly query: GridQuery; readonly onPrint: () => void }): ReactNode {
  const t = useT('grid');
  return (
    <ExportMenu address={(format) => addressOf(exportGrid, { query: { ...query, format } })}>
      <Menu.Item leftSection={<IconPrinter size={16} aria-hidden="true" />} onClick={onPrint}>{t('print')}</Menu.Item>
    </ExportMenu>
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
  const t = useT('grid');
  const words = useCellWords();
  return (
    <ul className={classes.legend} aria-label={t('legend')}>
      {zCellState.options.filter((state) => state !== 'not_required').map((state) => <li key={state}><StatusMark status={STATUS_OF[state]} label={words(state)} /></li>)}
      <li className="faint">{t('keys')}</li>
    </ul>
  );
}
