import type { ComponentType } from 'react';
import type { z } from 'zod';
import type { zMove } from '../contract.ts';

export type Change = z.input<typeof zMove>;
/** The effect comes from the training feature, which knows people but not the other way round. */
export type MoveEffectProps = { readonly personIds: readonly string[]; readonly change: Change };
export type MoveEffect = ComponentType<MoveEffectProps>;

/** Whether it can change what somebody must be trained on: another manager cannot. Null as long as it is not complete. */
export function trainingChange({ managerId: _manager, ...change }: Change): Change | null {
  const complete = change.from !== '' && (change.attributes ?? []).every(({ key, value }) => key !== '' && value !== '');
  return complete && Object.keys(change).length > 1 ? change : null;
}
