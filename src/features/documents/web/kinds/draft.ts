import type { z } from 'zod';
import type { listTypes } from '../../kinds/contract.ts';
import { DEFAULT_ROUTE } from '../../review/rules-route.ts';
import type { zRoute } from '../../review/contract.ts';

export type TypeRow = z.output<typeof listTypes.reply>['items'][number];
export type RouteDraft = z.output<typeof zRoute>;
export type StepDraft = RouteDraft['stages'][number]['steps'][number];
export type WhoDraft = StepDraft['who'];
export type Settings = Pick<TypeRow, 'name' | 'numbering' | 'byHand' | 'risk' | 'reviewMonths' | 'route'>;

export const NEW_TYPE: Settings = { name: '', numbering: '', byHand: false, risk: 'medium', reviewMonths: 24, route: { ...DEFAULT_ROUTE, stages: [], approval: { who: { kind: 'role', role: 'approver' }, days: 10 } } };
export const NEW_STEP: StepDraft = { name: '', meaning: 'reviewed', who: { kind: 'role', role: 'quality' }, need: 'any', days: 5, deputies: true };

export function whoOf(kind: WhoDraft['kind']): WhoDraft {
  switch (kind) {
    case 'role': return { kind, role: 'quality' };
    case 'people': return { kind, personIds: [] };
    default: return { kind };
  }
}

/** True when every step names somebody and says what it is. */
export function isComplete({ stages, approval }: RouteDraft): boolean {
  const named = (who: WhoDraft): boolean => who.kind !== 'people' || who.personIds.length > 0;
  return named(approval.who) && approval.days > 0 && stages.every((stage) => stage.steps.length > 0 && stage.steps.every((step) => step.name.trim() !== '' && step.days > 0 && named(step.who)));
}
