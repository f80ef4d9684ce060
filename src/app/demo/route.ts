import { changeType, listTypes } from '../../features/documents/kinds/actions.ts';
import type { Route } from '../../features/documents/review/types.ts';
import type { Instant } from '../../kernel/day.ts';
import { dayOf, end, momentOf, weekday } from './times.ts';
import { enter, holderOf, known, must, siteOf, type World } from './world.ts';

/** Quality gives procedures a route of several stages; what is submitted after that goes by it. */
export function planRoute(world: World): void {
  world.agenda.add({ at: momentOf(weekday(dayOf(end(-9), world.period)), 10.5, siteOf(world, 'CRK').zone), lane: null, seconds: 0, run: (at) => routeProcedures(world, at) });
}

async function routeProcedures(world: World, at: Instant): Promise<void> {
  const person = await enter(world, holderOf(world, 'QA-MGR', 'CRK').number, at);
  const type = must(await listTypes(person.at(at)), 'document types').items.find(({ code }) => code === 'SOP');
  if (type === undefined) throw new Error('there is no type SOP');
  const { name, numbering, byHand, risk, reviewMonths } = type;
  const reader = known(world.ids.people, holderOf(world, 'PROD-SUP', 'CRK').number);
  const route: Route = {
    stages: [
      { steps: [
        { name: 'Quality', meaning: 'reviewed', who: { kind: 'role', role: 'quality' }, need: 'any', days: 3, deputies: true },
        { name: 'Read on the shop floor', meaning: 'reviewed', who: { kind: 'people', personIds: [reader] }, need: 'all', days: 5, deputies: true },
      ] },
      { steps: [{ name: 'Training', meaning: 'reviewed', who: { kind: 'role', role: 'training_administrator' }, need: 'any', days: 3, deputies: true }] },
    ],
    approval: { who: { kind: 'role', role: 'approver' }, days: 5 }, commentsBlock: true, sameSigner: false,
  };
  must(await changeType(person.at(at.add({ minutes: 7 })), type.id, { name, numbering, byHand, risk, reviewMonths, route }), 'the route of procedures');
}
