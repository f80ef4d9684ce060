import { useMemo } from 'react';
import type { z } from 'zod';
import { useRead } from '../../../../ui/api.ts';
import { useAsOf, useUrlState } from '../../../../ui/as-of.ts';
import { zRisk } from '../../../documents/contract.ts';
import { getGrid, getSums, zCellState } from '../../grid/contract.ts';
import { GROUPINGS, SORTS, type Sums } from '../../grid/types.ts';

type Reply = z.output<typeof getGrid.reply>;
export type GridPerson = { readonly id: string; readonly name: string; readonly number: string };
export type GridDocument = { readonly id: string; readonly number: string; readonly title: string };
/** A line of the grid: somebody, with their place among the rows, or the head of a group. */
export type Line = { readonly kind: 'person'; readonly person: GridPerson; readonly row: number } | { readonly kind: 'group'; readonly name: string | null; readonly people: number };
/** `key` tells one answer from another. */
export type Frame = { readonly key: string; readonly at: string; readonly lines: readonly Line[]; readonly people: readonly GridPerson[]; readonly documents: readonly GridDocument[]; readonly total: number; readonly totalDocuments: number };

/** What stands in the address: which people, which procedures, in which order. */
export function useGridQuery() {
  const { asOf } = useAsOf();
  const [search] = useUrlState('search');
  const [siteId] = useUrlState('site');
  const [departmentId] = useUrlState('department');
  const [roleId] = useUrlState('role');
  const [managerId] = useUrlState('manager');
  const [documents] = useUrlState('documents');
  const [type] = useUrlState('type');
  const [ownerId] = useUrlState('owner');
  const [curriculumId] = useUrlState('curriculum');
  const risk = zRisk.safeParse(useUrlState('risk')[0]);
  const state = zCellState.safeParse(useUrlState('state')[0]);
  const [grouped] = useUrlState('group');
  const [sorted] = useUrlState('sort');
  const filters = { search, siteId, departmentId, roleId, managerId, documents, type, ownerId, curriculumId, risk: risk.data ?? null, state: state.data ?? null };
  const given = { ...filters, group: GROUPINGS.find((one) => one === grouped) ?? null, sort: SORTS.find((one) => one === sorted) ?? null, asOf };
  const query = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) as z.input<typeof getGrid.query & object>; // only what was checked above
  return { query, any: Object.values(filters).some((value) => value !== null), more: [managerId, type, ownerId, curriculumId, risk.data, grouped, sorted].some((value) => value !== null && value !== undefined) };
}
export type GridQuery = ReturnType<typeof useGridQuery>['query'];

export function useFrame(query: GridQuery) {
  const read = useRead(getGrid, { query }, { keepPrevious: true });
  const { data, dataUpdatedAt } = read;
  const rows = useMemo(() => rowsOf(data?.people ?? [], data?.groups ?? []), [data?.people, data?.groups]); // equal answers keep their parts, so a look at the same rows later changes nothing here
  const documents = useMemo(() => (data?.documents ?? []).map(([id, number, title]) => ({ id, number, title })), [data?.documents]);
  const question = JSON.stringify(query);
  const frame: Frame | undefined = useMemo(
    () => (data === undefined ? undefined : { key: `${dataUpdatedAt} ${question}`, at: data.at, ...rows, documents, total: data.total, totalDocuments: data.totalDocuments }),
    [data, dataUpdatedAt, question, rows, documents],
  );
  return { frame, error: read.error, refetch: read.refetch, isPending: read.isPending };
}

function rowsOf(people: Reply['people'], groups: Reply['groups']): Pick<Frame, 'lines' | 'people'> {
  const lines: Line[] = [];
  const rows = people.map(([id, name, number]) => ({ id, name, number }));
  const isGrouped = groups.some(({ name }) => name !== null);
  let group = -1;
  for (const [row, person] of rows.entries()) {
    const own = people[row]?.[3] ?? 0;
    if (isGrouped && own !== group) {
      const head = groups[own];
      lines.push({ kind: 'group', name: head?.name ?? null, people: head?.people ?? 0 });
      group = own;
    }
    lines.push({ kind: 'person', person, row });
  }
  return { lines, people: rows };
}

export type AllSums = { readonly people: ReadonlyMap<string, Sums>; readonly documents: ReadonlyMap<string, Sums>; readonly all: Sums };

/** The sums of all rows and columns follow after the first screen is there. */
export function useSums(query: GridQuery, enabled: boolean): AllSums | undefined {
  const { data } = useRead(getSums, { query }, { enabled, keepPrevious: true });
  return useMemo(() => {
    if (data === undefined) return undefined;
    const asMap = (tuples: typeof data.people): Map<string, Sums> => new Map(tuples.map(([id, required, qualified, overdue]) => [id, { required, qualified, overdue }]));
    const [required, qualified, overdue] = data.all;
    return { people: asMap(data.people), documents: asMap(data.documents), all: { required, qualified, overdue } };
  }, [data]);
}
