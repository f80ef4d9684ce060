/** What a cell of the grid says (ANA-02). The character is how it travels, one for each cell. */
export const CELL_CODES = {
  qualified: 'q', previous_version: 'p', in_window: 'w', due_soon: 's', not_qualified: 'n', overdue: 'o', absent: 'a', exempt: 'e', not_required: '.',
} as const;
export type CellState = keyof typeof CELL_CODES;
export const CELL_STATES = Object.keys(CELL_CODES) as CellState[]; // the keys of the constant above

export const GROUPINGS = ['department', 'site', 'role'] as const;
export type Grouping = (typeof GROUPINGS)[number];
export const SORTS = ['name', 'number', 'overdue', 'share'] as const;
export type Sort = (typeof SORTS)[number];

/** How many cells of a row or column count, are qualified, are overdue. */
export type Sums = { readonly required: number; readonly qualified: number; readonly overdue: number };

/** Cells of one row or column that are alike. */
export type Alike = { readonly facts: number; readonly cells: number };
