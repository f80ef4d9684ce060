import { useT } from '../../../../ui/i18n.ts';
import type { Status } from '../../../../ui/status-mark.tsx';
import type { CellState, Sums } from '../../grid/types.ts';

/** The sign of each state: shape and colour; the words stand beside it or are read out. */
export const STATUS_OF: Readonly<Record<CellState, Status>> = {
  qualified: 'qualified', previous_version: 'previous', in_window: 'training', due_soon: 'soon', not_qualified: 'missing', overdue: 'overdue', absent: 'absent', exempt: 'exempt', not_required: 'notRequired',
};

export function useCellWords(): (state: CellState) => string {
  const t = useT('grid');
  return (state) => t(`state.${state}`);
}

/** "41 of 43 qualified, 1 overdue" */
export function useSumWords(): (sums: Sums | undefined) => string {
  const t = useT('grid');
  return (sums) => {
    if (sums === undefined) return '';
    if (sums.required === 0) return t('sumsNone');
    return t(sums.overdue === 0 ? 'sums' : 'sumsLate', sums);
  };
}
