import type { z } from 'zod';
import type { zTrainingState } from '../contract.ts';
import { useT } from '../../../ui/i18n.ts';

export type TrainingState = z.output<typeof zTrainingState>;

/** The states of training in words, as the contract names them. */
export function useStateWords(): (state: TrainingState) => string {
  const t = useT('overview');
  return (state) => t(`state.${state}`);
}
