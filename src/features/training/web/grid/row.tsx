import { memo, type ReactNode } from 'react';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { StatusShape } from '../../../../ui/status-mark.tsx';
import { stateOfCode } from '../../grid/rules.ts';
import type { Sums } from '../../grid/types.ts';
import { Opened } from './cell.tsx';
import type { GridDocument, Line } from './frame.ts';
import classes from './grid.module.css';
import { STATUS_OF, useCellWords, useSumWords } from './words.ts';

export type Column = { readonly index: number; readonly start: number };
type Props = {
  readonly line: Extract<Line, { kind: 'person' }>;
  readonly index: number;
  readonly top: number;
  readonly names: number;
  readonly width: number;
  readonly columns: readonly Column[];
  readonly documents: readonly GridDocument[];
  /** The state of each of these columns, one character each; a blank where it is still to come. */
  readonly codes: string;
  readonly sums: Sums | undefined;
  readonly activeColumn: number | null;
  readonly open: boolean;
  readonly onClose: () => void;
};

/**
 * One person: the name stays in place with how many of their trainings are valid. A screen has a thousand cells, so a row is
 * drawn again only when something of it changes, and a cell is nothing but what is drawn: no component, no listener of its own.
 */
export const Row = memo(function Row({ line, index, top, names, width, columns, documents, codes, sums, activeColumn, open, onClose }: Props): ReactNode {
  const t = useT('grid');
  const words = useCellWords();
  return (
    <div className={classes.row} role="row" aria-rowindex={index + 2} style={{ top }}>
      <RowHead person={line.person.name} id={line.person.id} sums={sums} />
      {columns.map((column, place) => {
        const document = documents[column.index];
        if (document === undefined) return null;
        const state = stateOfCode(codes[place]);
        const status = state === null ? 'notRequired' : STATUS_OF[state];
        const active = activeColumn === column.index;
        const label = t('cell', { person: line.person.name, document: document.number, state: state === null ? t('cell.loading') : words(state) });
        return (
          <div
            key={column.index} id={cellId(index, column.index)} role="gridcell" aria-colindex={column.index + 2} aria-label={label} title={label} className={classes.cell} style={{ left: names + column.start, width }}
            data-line={index} data-column={column.index} data-active={active || undefined} data-loading={state === null || undefined} data-status={status}
          >
            {active && open ? <Opened person={line.person} document={document} status={status} label={label} onClose={onClose} /> : <StatusShape status={status} />}
          </div>
        );
      })}
    </div>
  );
});

const RowHead = memo(function RowHead({ person, id, sums }: { readonly person: string; readonly id: string; readonly sums: Sums | undefined }): ReactNode {
  const words = useSumWords();
  return (
    <div className={classes.rowhead} role="rowheader" aria-colindex={1}>
      <ScreenLink to={`/people/${id}`} className={classes.name ?? ''}>{person}</ScreenLink>
      {sums !== undefined && sums.required > 0 && <span className={classes.sum} data-late={sums.overdue > 0 || undefined} title={words(sums)}><span aria-hidden="true">{sums.qualified}/{sums.required}</span><span className="visually-hidden">{words(sums)}</span></span>}
    </div>
  );
});

export const GroupRow = memo(function GroupRow({ line, index, top }: { readonly line: Extract<Line, { kind: 'group' }>; readonly index: number; readonly top: number }): ReactNode {
  const t = useT('grid');
  return (
    <div className={classes.groupRow} role="row" aria-rowindex={index + 2} style={{ top }}>
      <div className={classes.groupHead} role="rowheader" aria-colindex={1}>{t('group.row', { name: line.name ?? t('group.none'), count: line.people })}</div>
    </div>
  );
});

export function cellId(line: number, column: number): string {
  return `cell-${line}-${column}`;
}

/** The cell that something in it belongs to; null outside of cells and inside an opened one. */
export function cellOf(target: EventTarget): { line: number; column: number } | null {
  if (!(target instanceof Element) || target.closest('[role=dialog]') !== null) return null;
  const cell = target.closest<HTMLElement>('[role=gridcell]');
  const [line, column] = [cell?.dataset['line'], cell?.dataset['column']];
  return line === undefined || column === undefined ? null : { line: Number(line), column: Number(column) };
}
