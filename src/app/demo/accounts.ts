import { acceptAgreement, ANONYMOUS, getAgreement } from '../../features/access/actions.ts';
import { acceptInvitation, invite } from '../../features/access/accounts/actions.ts';
import { dayIn, type Instant } from '../../kernel/day.ts';
import { randomOf } from './random.ts';
import { workingMoment } from './times.ts';
import { calendarAt, careerOf, contextOf, enter, hashPrintedPassword, known, must, PASSWORD, siteOf, type Actor, type World } from './world.ts';

/** Invites people, who follow the link within the days given and accept the signature agreement. */
export async function inviteAll(world: World, administrator: Actor, numbers: readonly string[], at: Instant, withinDays: number): Promise<void> {
  let now = at;
  for (const number of numbers) {
    now = now.add({ milliseconds: 900 });
    const { token } = must(await invite(administrator.at(now), known(world.ids.people, number), 'http://localhost:4400'), `${number} is invited`);
    const accepts = withinDays === 0 ? now.add({ minutes: randomOf('account', number).whole(20, 150) }) : firstLogin(world, number, now, withinDays);
    world.ready.set(number, accepts.add({ minutes: 10 }));
    world.agenda.add({ at: accepts, lane: number, seconds: 300, run: (then) => takeAccount(world, number, token, then) });
  }
}

function firstLogin(world: World, number: string, invited: Instant, withinDays: number): Instant {
  const career = careerOf(world, number);
  const site = siteOf(world, career.site);
  const random = randomOf('account', number);
  return workingMoment(dayIn(invited, site.zone).add({ days: random.whole(1, withinDays) }), career.shift, site, calendarAt(world, career.site), random);
}

async function takeAccount(world: World, number: string, token: string, at: Instant): Promise<void> {
  must(await acceptInvitation(contextOf(world, ANONYMOUS, at), { token, password: PASSWORD }, hashPrintedPassword), `${number} takes the account`);
  await acceptAs(world, number, at.add({ seconds: 40 }));
}

export async function acceptAs(world: World, number: string, at: Instant): Promise<void> {
  const person = await enter(world, number, at);
  const { statement } = must(await getAgreement(person.at(at)), 'agreement');
  must(await acceptAgreement(person.at(at.add({ seconds: 50 })), { statement, password: PASSWORD }), `${number} accepts the agreement`);
}
