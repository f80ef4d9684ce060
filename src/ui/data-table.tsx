import { Button, Skeleton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import classes from './data-table.module.css';
import { useT } from './i18n.ts';
import { ScreenLink } from './link.tsx';
import { Empty, ProblemNote, type EmptyProps } from './notes.tsx';

export type Column<Row> = {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** CSS width; the widest text column is best left without. */
  readonly width?: string;
  readonly align?: 'start' | 'end';
  /** `wrap` lets long text take several lines; otherwise it is cut with an ellipsis. */
  readonly wrap?: boolean;
  readonly hideOnPhone?: boolean;
};

/** What a table must know of the request behind its rows; a Read and Pages both fit. */
export type Loading = { readonly isPending: boolean; readonly isFetching?: boolean; readonly error: Error | null; readonly refetch: () => unknown };

export type DataTableProps<Row> = {
  /** What the table holds, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[] | undefined;
  readonly rowKey: (row: Row) => string;
  /** The address that the row opens; the first column becomes the link. */
  readonly rowLink?: ((row: Row) => string | null) | undefined;
  readonly state: Loading;
  readonly empty: EmptyProps;
  readonly more?: boolean;
  readonly loadMore?: () => void;
};

/** Rows of 36 px under a sticky head; the arrow keys go from row to row, Enter opens. On a phone a row becomes a card. */
export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { caption, columns, rows, state, empty, more = false, loadMore } = props;
  const t = useT('ui');
  if (state.error !== null && rows === undefined) return <ProblemNote error={state.error} retry={state.refetch} />;
  const pending = rows === undefined || (state.isPending && rows.length === 0);
  if (!pending && rows.length === 0 && state.error === null) return <div className={classes.sheet}><Empty {...empty} /></div>;
  return (
    <>
      <ProblemNote error={state.error} retry={state.refetch} />
      <div className={classes.sheet} aria-busy={pending || undefined} data-stale={(state.isFetching === true && !pending) || undefined}>
        <table className={classes.table} role="table">
          <caption className="visually-hidden">{caption}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map((column) => <th key={column.key} role="columnheader" scope="col" style={{ width: column.width }} data-align={column.align} data-phone={column.hideOnPhone === true ? 'hide' : undefined}>{column.header}</th>)}
            </tr>
          </thead>
          <tbody role="rowgroup" onKeyDown={moveBetweenRows}>
            {pending ? <Waiting columns={columns} /> : rows.map((row) => <TableRow key={props.rowKey(row)} row={row} columns={columns} link={props.rowLink?.(row) ?? null} />)}
          </tbody>
        </table>
      </div>
      {more && <div className={classes.more}><Button variant="default" loading={state.isFetching ?? false} onClick={loadMore}>{t('table.more')}</Button></div>}
    </>
  );
}

function TableRow<Row>({ row, columns, link }: { readonly row: Row; readonly columns: readonly Column<Row>[]; readonly link: string | null }): ReactNode {
  const navigate = useNavigate();
  const open = (event: MouseEvent<HTMLTableRowElement>): void => {
    if (link === null || event.defaultPrevented || isInteractive(event.target) || (getSelection()?.toString() ?? '') !== '') return;
    if (event.metaKey || event.ctrlKey) window.open(link, '_blank');
    else void navigate({ to: link });
  };
  return (
    <tr role="row" data-link={link !== null || undefined} onClick={open}>
      {columns.map((column, index) => (
        <td key={column.key} role="cell" data-align={column.align} data-wrap={column.wrap} data-first={index === 0 || undefined} data-label={column.header} data-phone={column.hideOnPhone === true ? 'hide' : undefined}>
          <div className={classes.value}>{index === 0 && link !== null ? <ScreenLink to={link} className={classes.rowLink ?? ''}>{column.cell(row)}</ScreenLink> : column.cell(row)}</div>
        </td>
      ))}
    </tr>
  );
}

function Waiting<Row>({ columns }: { readonly columns: readonly Column<Row>[] }): ReactNode {
  return Array.from({ length: 8 }, (_, row) => (
    <tr key={row} role="row">
      {columns.map((column, index) => <td key={column.key} role="cell" data-phone={column.hideOnPhone === true ? 'hide' : undefined}><Skeleton height={12} width={`${[62, 78, 48, 70][(row + index) % 4]}%`} /></td>)}
    </tr>
  ));
}

function isInteractive(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, select, textarea, label') !== null;
}

function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const current = event.target instanceof Element ? event.target.closest('tr') : null;
  const next = event.key === 'ArrowDown' ? current?.nextElementSibling : current?.previousElementSibling;
  const link = next?.querySelector<HTMLElement>('a, button');
  if (link === null || link === undefined) return;
  event.preventDefault();
  link.focus();
}
