import type { CellState } from './types.ts';

/** What stands in a cell of a file, which knows no language but its own. */
export const CELL_WORDS: Readonly<Record<CellState, string | null>> = {
  qualified: 'Qualified', previous_version: 'Trained on previous version', in_window: 'In training window', due_soon: 'Due soon', not_qualified: 'Not qualified',
  overdue: 'Overdue', absent: 'Absent', exempt: 'Exempt', not_required: null,
};

type Filters = { readonly search?: string | undefined; readonly state?: CellState | undefined; readonly documents?: string | undefined; readonly type?: string | undefined; readonly risk?: string | undefined; readonly group?: string | undefined; readonly sort?: string | undefined };
export type FilterNames = { readonly site: string | null; readonly department: string | null; readonly role: string | null; readonly manager: string | null; readonly owner: string | null; readonly curriculum: string | null };

/** The filters of a file in words, so that whoever opens it later knows what it leaves out. */
export function filterWords(query: Filters, names: FilterNames): [string, string][] {
  const all: [string, string | null | undefined][] = [
    ['People: search', query.search], ['Site', names.site], ['Department and below', names.department], ['Job role', names.role], ['Manager', names.manager],
    ['At least one cell', query.state === undefined ? null : CELL_WORDS[query.state]], ['Procedures: search', query.documents], ['Type', query.type], ['Risk', query.risk], ['Owner', names.owner], ['Curriculum', names.curriculum], ['Grouped by', query.group], ['Sorted by', query.sort],
  ];
  const used = all.flatMap(([label, value]): [string, string][] => (value === null || value === undefined || value === '' ? [] : [[label, value]]));
  return used.some(([label]) => label !== 'Sorted by' && label !== 'Grouped by') ? used : [['Filters', 'none'], ...used];
}
