import { lazyScreen } from '../../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../../matrix/permissions.ts';
import { may as people } from '../../../people/permissions.ts';

const forms = async () => {
  const [{ NewCurriculum, ReviseCurriculum }, { CurriculumEffect }] = await Promise.all([import('../../../matrix/web/curricula/curriculum-form.tsx'), import('./change-effect.tsx')]);
  return { NewCurriculum: () => <NewCurriculum Effect={CurriculumEffect} />, ReviseCurriculum: () => <ReviseCurriculum Effect={CurriculumEffect} /> };
};

const SiteScreen = lazyScreen(async () => {
  const [{ SiteCalendarPage }, { CalendarEffect }] = await Promise.all([import('../../../people/web/calendar/site.tsx'), import('./calendar-effect.tsx')]);
  return () => <SiteCalendarPage Effect={CalendarEffect} />;
});

const ProposalScreen = lazyScreen(async () => {
  const [{ ProposalPage }, { ProposalEffect }] = await Promise.all([import('../../../matrix/web/proposals/proposal.tsx'), import('./change-effect.tsx')]);
  return () => <ProposalPage Effect={ProposalEffect} />;
});

/** Changes of the matrix and of the organisation beside what they would do. */
export const changeScreens: Screen[] = [
  { path: '/matrix/curricula/new', component: lazyScreen(async () => (await forms()).NewCurriculum), title: 'curricula:form.new', permission: may.writeRules.name },
  { path: '/matrix/proposals/$id', component: ProposalScreen, title: 'proposals:title', permission: may.readMatrix.name, present: true },
  { path: '/matrix/curricula/$id/revise', component: lazyScreen(async () => (await forms()).ReviseCurriculum), title: 'curricula:page.revise', permission: may.writeRules.name },
  { path: '/organisation/sites/$id', component: SiteScreen, title: 'calendar:screen', permission: people.manageOrganisation.name },
];
