import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import { useMediaQuery } from '@mantine/hooks';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { Cell } from './cell.tsx';
import classes from './grid.module.css';
import { cellOf, moved, type GridDocument, type GridRow, type Place } from './rows.ts';

const ROW = 36;
const COLUMN = 38;
const HEAD = 116;

type Props = {
  readonly documents: readonly GridDocument[];
  readonly rows: readonly GridRow[];
  readonly total: number;
  readonly more: boolean;
  readonly isFetching: boolean;
  readonly loadMore: () => void;
};

/** People by procedures: draws only what is in sight, both ways, and keeps names and numbers in place. */
export function Grid({ documents, rows, total, more, isFetching, loadMore }: Props): ReactNode {
  const t = useT('overview');
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const [open, setOpen] = useState(false);
  const names = useMediaQuery('(max-width: 48em)') === true ? 132 : 280;
  const down = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 8, scrollPaddingEnd: HEAD });
  const across = useVirtualizer({ horizontal: true, count: documents.length, getScrollElement: () => scroller.current, estimateSize: () => COLUMN, overscan: 4, scrollPaddingEnd: names });
  const lastSeen = down.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && !isFetching && lastSeen >= rows.length - 40) loadMore();
  }, [more, isFetching, lastSeen, rows.length, loadMore]);

  const keyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return; // keys inside an open cell are its own
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      setOpen(true);
      return;
    }
    const to = moved(active, event.key, rows.length, documents.length, 10);
    if (to === null) return;
    event.preventDefault();
    setActive(to);
    setOpen(false);
    down.scrollToIndex(to.row);
    across.scrollToIndex(to.column);
  };
  const choose = (place: Place): void => {
    setActive(place);
    setOpen(true);
  };
  const close = (): void => {
    setOpen(false);
    scroller.current?.focus({ preventScroll: true });
  };
  const inSight = down.getVirtualItems().some((line) => line.index === active.row) && across.getVirtualItems().some((column) => column.index === active.column); // what is not drawn cannot be referred to
  const sizes = { '--head': `${HEAD}px`, '--names': `${names}px` } as CSSProperties; // custom properties are not in its type

  return (
    <div ref={scroller} className={classes.scroller} style={sizes} role="grid" aria-label={t('grid.table')} aria-rowcount={total + 1} aria-colcount={documents.length + 1} aria-activedescendant={inSight ? placeId(active) : undefined} tabIndex={0} onKeyDown={keyDown}>
      <div className={classes.canvas} role="presentation" style={{ width: names + across.getTotalSize(), height: HEAD + down.getTotalSize() }}>
        <div className={classes.head} role="row" aria-rowindex={1}>
          <div className={classes.corner} role="columnheader" aria-colindex={1}>{t('grid.person')}</div>
          {across.getVirtualItems().map((column) => {
            const document = documents[column.index];
            return document === undefined ? null : (
              <div key={document.id} className={classes.column} role="columnheader" aria-colindex={column.index + 2} style={{ left: names + column.start, width: COLUMN }}>
                <ScreenLink to={`/procedures/${document.id}`} className={classes.columnLink ?? ''} aria-label={`${document.number} ${document.title}`}>{document.number}</ScreenLink>
              </div>
            );
          })}
        </div>
        {down.getVirtualItems().map((line) => {
          const row = rows[line.index];
          return row === undefined ? null : (
            <div key={row.person.id} className={classes.row} role="row" aria-rowindex={line.index + 2} style={{ top: HEAD + line.start }}>
              <div className={classes.rowhead} role="rowheader" aria-colindex={1}>
                <ScreenLink to={`/people/${row.person.id}`} className={classes.name ?? ''}>{row.person.name}</ScreenLink>
                {names > 200 && <span className={classes.group}>{row.department}</span>}
              </div>
              {across.getVirtualItems().map((column) => {
                const document = documents[column.index];
                if (document === undefined) return null;
                const place = { row: line.index, column: column.index };
                const isActive = active.row === place.row && active.column === place.column;
                return (
                  <Cell
                    key={document.id} id={placeId(place)} person={row.person} document={document} cell={cellOf(row, document.id)} left={names + column.start} width={COLUMN}
                    column={column.index + 2} active={isActive} open={isActive && open} onChoose={() => choose(place)} onClose={close}
                  />
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function placeId(place: Place): string {
  return `cell-${place.row}-${place.column}`;
}
