import { getOverrideStatement, overrideHold, takingEffect } from '../../features/documents/lifecycle/actions.ts';
import { proposePolicy, putPolicy } from '../../features/documents/policy/actions.ts';
import { loadPolicies } from '../../features/documents/policy/store.ts';
import type { Instant } from '../../kernel/day.ts';
import { begin, dayOf, momentOf, weekday, type Ref } from './times.ts';
import { enter, holderOf, must, PASSWORD, siteOf, type World } from './world.ts';

/** Quality lets a first issue through its gate once, and later asks for more people to be trained than the product does by default. */
export function planGate(world: World): void {
  const on = (ref: Ref, run: (at: Instant) => Promise<void>): void => world.agenda.add({ at: momentOf(weekday(dayOf(ref, world.period)), 10.4, siteOf(world, 'CRK').zone), lane: null, seconds: 0, run });
  on(begin(63), (at) => letThrough(world, 'SOP-024', at));
  on(begin(205), (at) => askForMore(world, at));
}

async function letThrough(world: World, number: string, at: Instant): Promise<void> {
  const id = world.ids.versions.get(`${number} v1.0`);
  if (id === undefined) return;
  const person = await enter(world, holderOf(world, 'QA-SPEC', 'CRK').number, at);
  const { hold } = must(await takingEffect(person.at(at), id), `how ${number} takes effect`);
  if (hold === null) return; // enough were trained in time
  const { statement } = must(await getOverrideStatement(person.at(at), id), `${number} override`);
  const reason = 'The first vials ship this week, and a recall has to be possible before they do. Whoever is missing is trained by Friday.';
  must(await overrideHold(person.at(at.add({ minutes: 6 })), id, { statement, reason, password: PASSWORD }), `${number} is let through`);
}

async function askForMore(world: World, at: Instant): Promise<void> {
  const person = await enter(world, holderOf(world, 'QA-MGR', 'CRK').number, at);
  const settings = { ...(await loadPolicies(world.installation.db)).critical, gatePercent: 95 };
  const { statement } = must(await proposePolicy(person.at(at), 'critical', settings), 'a policy is proposed');
  const reason = 'Two deviations in the autumn began with people who had not read the new version. Nineteen in twenty have to know it before it holds.';
  must(await putPolicy(person.at(at.add({ minutes: 9 })), 'critical', { settings, reason, statement, password: PASSWORD }), 'a policy is signed');
}
