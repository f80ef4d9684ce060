import { useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { call } from '../../../../ui/api.ts';
import { useAsOf } from '../../../../ui/as-of.ts';
import { getGrid } from '../../contract.ts';

export type GridReply = z.output<typeof getGrid.reply>;
export type GridRow = GridReply['rows'][number];
export type GridDocument = GridReply['documents'][number];
export type GridCell = GridRow['cells'][number];

export type GridFilter = { readonly search: string | null; readonly siteId: string | null; readonly departmentId: string | null; readonly roleId: string | null };

const PAGE = 200;

/** People page by page; the columns come with the first page. */
export function useGridRows(filter: GridFilter) {
  const { asOf } = useAsOf();
  const given = Object.fromEntries(Object.entries({ ...filter, asOf }).filter(([, value]) => value !== null));
  const read = useInfiniteQuery({
    queryKey: ['grid', given],
    queryFn: ({ pageParam }) => call(getGrid, { query: { ...given, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) } }),
    initialPageParam: null as string | null, // null: the first page
    getNextPageParam: (last) => last.nextCursor,
  });
  const pages = read.data?.pages ?? [];
  return {
    documents: pages[0]?.documents ?? [],
    rows: pages.flatMap((page) => page.rows),
    total: pages[0]?.total ?? 0,
    more: read.hasNextPage,
    loadMore: () => void read.fetchNextPage(),
    isPending: read.isPending,
    isFetching: read.isFetching,
    error: read.error,
    refetch: read.refetch,
  };
}

/** A procedure no rule asks of the person may be left out of the row. */
export function cellOf(row: GridRow, documentId: string): GridCell {
  return row.cells.find((cell) => cell.documentId === documentId) ?? { documentId, state: 'not_required', dueOn: null, recordId: null };
}

export type Place = { readonly row: number; readonly column: number };

/** Where the arrow keys lead from a cell; null for keys that do not move. */
export function moved(from: Place, key: string, rows: number, columns: number, pageRows: number): Place | null {
  const to = (row: number, column: number): Place => ({ row: clamp(row, rows), column: clamp(column, columns) });
  switch (key) {
    case 'ArrowUp': return to(from.row - 1, from.column);
    case 'ArrowDown': return to(from.row + 1, from.column);
    case 'ArrowLeft': return to(from.row, from.column - 1);
    case 'ArrowRight': return to(from.row, from.column + 1);
    case 'PageUp': return to(from.row - pageRows, from.column);
    case 'PageDown': return to(from.row + pageRows, from.column);
    case 'Home': return to(from.row, 0);
    case 'End': return to(from.row, columns - 1);
    default: return null;
  }
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}
