import { Popover, Skeleton, Stack, Text } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { StatusMark, StatusShape, statusOfTraining } from '../../../../ui/status-mark.tsx';
import { getQualification } from '../../qualification/contract.ts';
import { useStateWords } from '../state-words.ts';
import classes from './grid.module.css';
import type { GridCell, GridDocument, GridRow } from './rows.ts';

type Props = {
  readonly id: string;
  readonly person: GridRow['person'];
  readonly document: GridDocument;
  readonly cell: GridCell;
  readonly left: number;
  readonly width: number;
  readonly column: number;
  readonly active: boolean;
  readonly open: boolean;
  readonly onChoose: () => void;
  readonly onClose: () => void;
};

export const Cell = memo(CellShown, (before, after) => before.cell === after.cell && before.left === after.left && before.active === after.active && before.open === after.open && before.id === after.id);

function CellShown({ id, person, document, cell, left, width, column, active, open, onChoose, onClose }: Props): ReactNode {
  const t = useT('overview');
  const dates = useDates();
  const words = useStateWords();
  const values = { person: person.name, document: document.number, state: words(cell.state) };
  const label = cell.dueOn === null ? t('grid.cell', values) : t('grid.cellDue', { ...values, day: dates.day(cell.dueOn) });
  const status = statusOfTraining(cell.state);
  return (
    <div id={id} role="gridcell" aria-colindex={column} aria-label={label} title={label} className={classes.cell} data-active={active || undefined} data-status={status} style={{ left, width }} onClick={onChoose}>
      {!open ? <StatusShape status={status} /> : (
        <Popover opened onDismiss={onClose} position="bottom-start" shadow="md" width={320} withArrow trapFocus returnFocus={false} withRoles={false}>
          <Popover.Target><span><StatusShape status={status} /></span></Popover.Target>
          <Popover.Dropdown role="dialog" aria-label={label}>
            <Detail person={person} document={document} cell={cell} />
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  );
}

/** Status, why, record: each leads to the evidence behind it. */
function Detail({ person, document, cell }: Pick<Props, 'person' | 'document' | 'cell'>): ReactNode {
  const t = useT('overview');
  const dates = useDates();
  const words = useStateWords();
  const read = useRead(getQualification, { query: { person: person.id, document: document.id } });
  const answer = read.data;
  return (
    <Stack gap={8}>
      <div>
        <ScreenLink to={`/people/${person.id}`} fw={600}>{person.name}</ScreenLink>
        <Text size="sm"><ScreenLink to={`/procedures/${document.id}`}><span className="number">{document.number}</span> {document.title}</ScreenLink></Text>
      </div>
      <StatusMark status={statusOfTraining(cell.state)} label={words(cell.state)} />
      {cell.dueOn !== null && <Text size="sm">{t('grid.due', { day: dates.nearDay(cell.dueOn) })}</Text>}
      {read.isPending && <Skeleton height={36} aria-label={t('grid.loadingWhy')} />}
      {answer !== undefined && <Text size="sm">{answer.sentence}</Text>}
      {answer !== undefined && !answer.required && <Text size="sm" c="dimmed">{t('grid.notRequired', { person: person.name })}</Text>}
      {answer?.reasons.map((reason) => <Text key={`${reason.rule} ${reason.version} ${reason.text}`} size="sm" c="dimmed">{reason.text}</Text>)}
      {cell.recordId !== null && <ScreenLink to={`/records/${cell.recordId}`} size="sm">{t('grid.record')}</ScreenLink>}
    </Stack>
  );
}
