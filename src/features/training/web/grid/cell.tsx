import { Popover, Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useShownMoment } from '../../../../ui/as-of.ts';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { StatusMark, StatusShape, type Status } from '../../../../ui/status-mark.tsx';
import { getWhy } from '../../../matrix/why/contract.ts';
import { getQualification } from '../../qualification/contract.ts';
import { getCell } from '../../grid/contract.ts';
import classes from './grid.module.css';
import type { GridDocument, GridPerson } from './frame.ts';
import { STATUS_OF, useCellWords } from './words.ts';

type Props = { readonly person: GridPerson; readonly document: GridDocument; readonly status: Status; readonly label: string; readonly onClose: () => void };

/** A cell that is open shows what it rests on. */
export function Opened({ person, document, status, label, onClose }: Props): ReactNode {
  return (
    <Popover opened onDismiss={onClose} position="bottom-start" shadow="md" width={340} withArrow trapFocus returnFocus={false} withRoles={false}>
      <Popover.Target><span className={classes.anchor}><StatusShape status={status} /></span></Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={label} className={classes.detail}>
        <Detail person={person} document={document} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** MTX-07: status, why, record, what comes next; each leads to the evidence behind it. */
function Detail({ person, document }: Pick<Props, 'person' | 'document'>): ReactNode {
  const t = useT('grid');
  const words = useCellWords();
  const { data: cell } = useRead(getCell, { query: { person: person.id, document: document.id } });
  const asOf = useShownMoment();
  const { data: why } = useRead(getWhy, { query: { person: person.id, document: document.id, ...(asOf === null ? {} : { at: asOf }) } });
  const { data: answer } = useRead(getQualification, { query: { person: person.id, document: document.id, ...(asOf === null ? {} : { at: asOf }) } });
  return (
    <Stack gap={10}>
      <div>
        <ScreenLink to={`/people/${person.id}`} fw={600}>{person.name}</ScreenLink>
        <Text size="sm"><ScreenLink to={`/procedures/${document.id}`}><span className="number">{document.number}</span> {document.title}</ScreenLink></Text>
      </div>
      {cell === undefined ? <Skeleton height={52} aria-label={t('detail.loading')} /> : (
        <>
          <StatusMark status={STATUS_OF[cell.state]} label={words(cell.state)} />
          {answer !== undefined && <Text size="sm">{answer.sentence}</Text>}
          <Next cell={cell} />
          <Why sentence={why?.sentence ?? null} reasons={cell.reasons} person={person.name} />
        </>
      )}
    </Stack>
  );
}

type CellReply = NonNullable<ReturnType<typeof useRead<never, never, never, typeof getCell.reply>>['data']>;

function Next({ cell }: { readonly cell: CellReply }): ReactNode {
  const t = useT('grid');
  const dates = useDates();
  const { record } = cell;
  return (
    <>
      {record !== null && (
        <Text size="sm">
          <ScreenLink to={`/records/${record.id}`}>{t(record.kind === 'training' ? 'detail.record' : 'detail.carried', { version: record.version })}</ScreenLink>{', '}
          {record.signedBy === null ? t('detail.of', { day: dates.dayOf(record.at) }) : t('detail.signed', { name: record.signedBy, day: dates.dayOf(record.at) })}
        </Text>
      )}
      {cell.overdueSince !== null && <Text size="sm">{t('detail.overdueSince', { day: dates.dayOf(cell.overdueSince) })}</Text>}
      {cell.dueOn !== null && cell.overdueSince === null && <Text size="sm">{t('detail.due', { day: dates.nearDay(cell.dueOn) })}</Text>}
      {record !== null && cell.dueOn === null && <Text size="sm" c="dimmed">{record.validUntil === null ? t('detail.unlimited') : t('detail.validUntil', { day: dates.dayOf(record.validUntil) })}</Text>}
    </>
  );
}

/** In one sentence with the rule, also why not; who may not ask for that sees the reasons that the obligation carries. */
function Why({ sentence, reasons, person }: { readonly sentence: string | null; readonly reasons: readonly string[]; readonly person: string }): ReactNode {
  const t = useT('grid');
  const lines = sentence === null ? reasons : [sentence];
  if (lines.length === 0) return <Text size="sm" c="dimmed">{t('detail.notRequired', { person })}</Text>;
  return (
    <div>
      <Text size="xs" fw={600}>{t('detail.why')}</Text>
      {lines.map((line) => <Text key={line} size="sm" c="dimmed">{line}</Text>)}
    </div>
  );
}
