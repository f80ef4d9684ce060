import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useRef, useState, type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { useCells, type Sight } from './cells.ts';
import type { AllSums, Frame, GridDocument } from './frame.ts';
import classes from './grid.module.css';
import { moved, type Place } from './moves.ts';
import { cellId, cellOf, GroupRow, Row, type Column } from './row.tsx';
import { useSumWords } from './words.ts';

const ROW = 36;
const COLUMN = 38;
const HEAD = 156;
const NAMES = 280;

type Props = { readonly frame: Frame; readonly sums: AllSums | undefined };

/** People by procedures: draws only what is in sight, both ways, asks only for that, and keeps names and numbers in place. */
export function Grid({ frame, sums }: Props): ReactNode {
  const t = useT('grid');
  const { lines, documents } = frame;
  const scroller = useRef<HTMLDivElement>(null);
  const down = useVirtualizer({ count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 6, scrollPaddingEnd: HEAD });
  const across = useVirtualizer({ horizontal: true, count: documents.length, getScrollElement: () => scroller.current, estimateSize: () => COLUMN, overscan: 4, scrollPaddingEnd: NAMES });
  const [shownLines, shownColumns] = [down.getVirtualItems(), across.getVirtualItems()];
  const cells = useCells(frame, sightOf(frame, shownLines, shownColumns));
  const { active, open, keyDown, press, close } = useActive(frame, scroller, (place) => { down.scrollToIndex(place.line); across.scrollToIndex(place.column); });
  const inSight = shownLines.some(({ index }) => index === active.line) && shownColumns.some(({ index }) => index === active.column); // what is not drawn cannot be referred to
  const sizes = { '--head': `${HEAD}px`, '--names': `${NAMES}px` } as CSSProperties; // custom properties are not in its type
  return (
    <div
      ref={scroller} className={classes.scroller} style={sizes} role="grid" aria-label={t('table')} aria-readonly="true" aria-rowcount={lines.length + 1} aria-colcount={documents.length + 1}
      aria-activedescendant={inSight ? cellId(active.line, active.column) : undefined} tabIndex={0} onKeyDown={keyDown} onClick={press}
    >
      <div className={classes.canvas} role="presentation" style={{ width: NAMES + across.getTotalSize(), height: HEAD + down.getTotalSize() }}>
        <Head columns={shownColumns} documents={documents} sums={sums} />
        {shownLines.map(({ index, start }) => {
          const line = lines[index];
          if (line === undefined) return null;
          if (line.kind === 'group') return <GroupRow key={`group ${index}`} line={line} index={index} top={HEAD + start} />;
          const isActive = active.line === index;
          return (
            <Row
              key={`${line.row} ${line.person.id}`} line={line} index={index} top={HEAD + start} names={NAMES} width={COLUMN} columns={shownColumns} documents={documents} codes={cells.codesOf(line.row, shownColumns)}
              sums={sums?.people.get(line.person.id)} activeColumn={isActive ? active.column : null} open={isActive && open} onClose={close}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The cell that keys act on, and whether it is open. */
function useActive({ lines, documents }: Frame, scroller: { readonly current: HTMLDivElement | null }, show: (place: Place) => void) {
  const [active, setActive] = useState<Place>({ line: lines[0]?.kind === 'group' ? 1 : 0, column: 0 });
  const [open, setOpen] = useState(false);
  const press = (event: MouseEvent): void => {
    const place = cellOf(event.target);
    if (place === null) return;
    setActive(place);
    setOpen(true);
  };
  const close = useCallback((): void => {
    setOpen(false);
    scroller.current?.focus({ preventScroll: true });
  }, [scroller]);
  const keyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return; // keys inside an open cell are its own
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      setOpen(true);
      return;
    }
    const pageLines = Math.max(1, Math.floor((event.currentTarget.clientHeight - HEAD) / ROW) - 1);
    const to = moved(active, event.key, event.ctrlKey || event.metaKey, { lines: lines.length, columns: documents.length, pageLines, isPerson: (line) => lines[line]?.kind === 'person' });
    if (to === null) return;
    event.preventDefault();
    setActive(to);
    setOpen(false);
    show(to);
  };
  return { active, open, keyDown, press, close };
}

function Head({ columns, documents, sums }: { readonly columns: readonly Column[]; readonly documents: readonly GridDocument[]; readonly sums: AllSums | undefined }): ReactNode {
  const t = useT('grid');
  const words = useSumWords();
  return (
    <div className={classes.head} role="row" aria-rowindex={1}>
      <div className={classes.corner} role="columnheader" aria-colindex={1}>{t('person')}</div>
      {columns.map((column) => {
        const document = documents[column.index];
        if (document === undefined) return null;
        const own = sums?.documents.get(document.id);
        return (
          <div key={document.id} className={classes.column} role="columnheader" aria-colindex={column.index + 2} style={{ left: NAMES + column.start, width: COLUMN }} title={`${document.number} ${document.title}${own === undefined ? '' : `: ${words(own)}`}`}>
            <ScreenLink to={`/procedures/${document.id}`} className={classes.columnLink ?? ''}>
              {document.number}{own !== undefined && own.required > 0 && <span className={classes.columnSum} data-late={own.overdue > 0 || undefined}>{own.qualified}/{own.required}</span>}
              <span className="visually-hidden"> {document.title}</span>
            </ScreenLink>
          </div>
        );
      })}
    </div>
  );
}

function sightOf({ lines, people }: Frame, shownLines: readonly { readonly index: number }[], shownColumns: readonly { readonly index: number }[]): Sight {
  const rows = shownLines.flatMap(({ index }) => {
    const line = lines[index];
    return line?.kind === 'person' ? [line.row] : [];
  });
  const columns = shownColumns.map(({ index }) => index);
  return { rows: [rows[0] ?? 0, Math.min(rows.at(-1) ?? 0, Math.max(0, people.length - 1))], columns: [columns[0] ?? 0, columns.at(-1) ?? 0] };
}
