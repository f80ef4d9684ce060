import { memo, type ReactNode } from 'react';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import type { Sums } from '../../grid/types.ts';
import { Cell } from './cell.tsx';
import type { Cells } from './cells.ts';
import type { GridDocument, Line } from './frame.ts';
import classes from './grid.module.css';
import { useSumWords } from './words.ts';

export type Column = { readonly index: number; readonly start: number };
type Props = {
  readonly line: Extract<Line, { kind: 'person' }>;
  readonly index: number;
  readonly top: number;
  readonly names: number;
  readonly width: number;
  readonly columns: readonly Column[];
  readonly documents: readonly GridDocument[];
  readonly cells: Cells;
  readonly sums: Sums | undefined;
  readonly activeColumn: number | null;
  readonly open: boolean;
  readonly onChoose: (line: number, column: number) => void;
  readonly onClose: () => void;
};

/** One person: the name stays in place with how many of their trainings are valid. */
export function Row({ line, index, top, names, width, columns, documents, cells, sums, activeColumn, open, onChoose, onClose }: Props): ReactNode {
  return (
    <div className={classes.row} role="row" aria-rowindex={index + 2} style={{ top }}>
      <RowHead person={line.person.name} id={line.person.id} sums={sums} />
      {columns.map((column) => {
        const document = documents[column.index];
        const active = activeColumn === column.index;
        return document === undefined ? null : (
          <Cell
            key={document.id} id={cellId(index, column.index)} person={line.person} document={document} state={cells.stateAt(line.row, column.index)} left={names + column.start} width={width}
            line={index} column={column.index} active={active} open={active && open} onChoose={onChoose} onClose={onClose}
          />
        );
      })}
    </div>
  );
}

const RowHead = memo(function RowHead({ person, id, sums }: { readonly person: string; readonly id: string; readonly sums: Sums | undefined }): ReactNode {
  const words = useSumWords();
  return (
    <div className={classes.rowhead} role="rowheader" aria-colindex={1}>
      <ScreenLink to={`/people/${id}`} className={classes.name ?? ''}>{person}</ScreenLink>
      {sums !== undefined && sums.required > 0 && <span className={classes.sum} data-late={sums.overdue > 0 || undefined} title={words(sums)}><span aria-hidden="true">{sums.qualified}/{sums.required}</span><span className="visually-hidden">{words(sums)}</span></span>}
    </div>
  );
});

export function GroupRow({ line, index, top }: { readonly line: Extract<Line, { kind: 'group' }>; readonly index: number; readonly top: number }): ReactNode {
  const t = useT('grid');
  return (
    <div className={classes.groupRow} role="row" aria-rowindex={index + 2} style={{ top }}>
      <div className={classes.groupHead} role="rowheader" aria-colindex={1}>{t('group.row', { name: line.name ?? t('group.none'), count: line.people })}</div>
    </div>
  );
}

export function cellId(line: number, column: number): string {
  return `cell-${line}-${column}`;
}
