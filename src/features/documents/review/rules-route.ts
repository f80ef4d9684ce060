import { refuse, type Refused } from '../../../kernel/decision.ts';
import type { NewStep, Ref, ReviewRole, Route, RouteStep, Who } from './types.ts';

/** One approval by an approver: what holds for a document whose type says nothing else. */
export const DEFAULT_ROUTE: Route = { stages: [], approval: { who: { kind: 'role', role: 'approver' }, days: 10 }, commentsBlock: false, sameSigner: false };

/** Who is who around a version, for the steps of its route. */
export type Surroundings = {
  readonly author: Ref;
  readonly coAuthorIds: readonly string[];
  readonly owner: Ref;
  readonly authorsManager: Ref | null;
  readonly ownersManager: Ref | null;
  /** Everyone a route may name, who is employed. */
  readonly people: ReadonlyMap<string, string>;
  readonly holders: ReadonlyMap<ReviewRole, readonly Ref[]>;
};

/** DOC-04: the steps of one submission, copied from the route with the people they mean now. Refused where a step would wait for nobody. */
export function stepsOf(route: Route, around: Surroundings): readonly NewStep[] | Refused<'route-has-nobody'> {
  const steps: NewStep[] = route.stages.flatMap((stage, index) => stage.steps.map((step, place) => stepOf(step, index + 1, place + 1, around)));
  const { who, days } = route.approval;
  const approval: RouteStep = { name: 'Approval', meaning: 'approved', who, need: 'any', days, deputies: false };
  const empty = steps.find((step) => step.people.length === 0);
  if (empty !== undefined) return refuse('route-has-nobody', { step: empty.name });
  const final = { ...stepOf(approval, route.stages.length + 1, 1, around), final: true };
  // An approver may still be appointed while the review runs; people by name would never come.
  if (final.role === null && final.people.length === 0) return refuse('route-has-nobody', { step: final.name });
  return [...steps, final];
}

function stepOf(step: RouteStep, stage: number, ordinal: number, around: Surroundings): NewStep {
  const people = peopleOf(step.who, around).filter((person) => person.id !== around.author.id && !around.coAuthorIds.includes(person.id));
  // "Each holder of the role" means those of the day of submission, by name.
  const role = step.who.kind === 'role' && step.need === 'any' ? step.who.role : null;
  return { stage, ordinal, name: step.name, meaning: step.meaning, final: false, role, need: step.need, days: step.days, deputies: step.deputies, people };
}

function peopleOf(who: Who, around: Surroundings): readonly Ref[] {
  switch (who.kind) {
    case 'role': return around.holders.get(who.role) ?? [];
    case 'people': return who.personIds.flatMap((id) => { const name = around.people.get(id); return name === undefined ? [] : [{ id, name }]; });
    case 'manager': return around.authorsManager === null ? [] : [around.authorsManager];
    case 'owner': return around.owner.id !== around.author.id && !around.coAuthorIds.includes(around.owner.id) ? [around.owner] : around.ownersManager === null ? [] : [around.ownersManager];
  }
}
