import { useOverviewT } from './overview-text.ts';
import type { TrainingState } from './grid/rows.ts';

/** The states of training in words, as the contract names them. */
export function useStateWords(): (state: TrainingState) => string {
  const t = useOverviewT();
  return (state) => t(`state.${state}`);
}
