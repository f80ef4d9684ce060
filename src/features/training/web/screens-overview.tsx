import { IconCertificate, IconTable } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { lazyScreen } from '../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../ui/screen.ts';
import { may as documents } from '../../documents/permissions.ts';
import { ProcedurePage, type StandingProps } from '../../documents/web/page.tsx';
import { may as matrix } from '../../matrix/permissions.ts';
import type { PersonPartProps } from '../../people/web/person.tsx';
import { may as people } from '../../people/permissions.ts';
import { may } from '../permissions.ts';
import { RecurrenceSection } from './recurrence/section.tsx';
import { Standing, StandingAnswer } from './standing/standing.tsx';
import { TakingEffectCard } from './standing/taking-effect.tsx';

function ProcedureStanding(props: StandingProps): ReactNode {
  return <><Standing {...props} /><RecurrenceSection {...props} /></>;
}

function ProcedureScreen(): ReactNode {
  return <ProcedurePage Answer={StandingAnswer} Standing={ProcedureStanding} TakingEffect={TakingEffectCard} />;
}

const PersonScreen = lazyScreen(async () => {
  const [{ PersonPage }, { TrainingFile, TrainingFileAnswer }, { AccountPanel }, { PersonExceptions }, { ExceptionEffect, MovesEffect }] = await Promise.all([import('../../people/web/person.tsx'), import('./file/training-file.tsx'), import('../../access/web/admin-account.tsx'), import('../../matrix/web/exceptions/exceptions.tsx'), import('./change/change-effect.tsx')]);
  const Training = (part: PersonPartProps): ReactNode => <><TrainingFile {...part} /><PersonExceptions {...part} Effect={ExceptionEffect} /></>;
  return () => <PersonPage Answer={TrainingFileAnswer} TrainingFile={Training} Account={AccountPanel} Effect={MovesEffect} />;
});

const HeldScreen = lazyScreen(async () => {
  const [{ HeldFile }, { HeldTrainingEffect }] = await Promise.all([import('../../people/web/held/file.tsx'), import('./approve/held-effect.tsx')]);
  return () => <HeldFile TrainingEffect={HeldTrainingEffect} />;
});
const RosterScreen = lazyScreen(async () => {
  const [{ RosterImport }, { RosterTrainingEffect }] = await Promise.all([import('../../people/web/roster.tsx'), import('./approve/roster-effect.tsx')]);
  return () => <RosterImport TrainingEffect={RosterTrainingEffect} />;
});

const loadRuleForms = async () => {
  const [{ NewRule, ReviseRule }, { RuleEffect }] = await Promise.all([import('../../matrix/web/rule-form.tsx'), import('./change/change-effect.tsx')]);
  return { NewRule: () => <NewRule Effect={RuleEffect} />, ReviseRule: () => <ReviseRule Effect={RuleEffect} /> };
};

/** Screens that show training beside what it is about: procedures, people, rules. */
export const overviewScreens: Screen[] = [
  { path: '/procedures/$id', component: ProcedureScreen, title: 'documents:procedure', permission: documents.readDocuments.name },
  { path: '/versions/$id/approve', component: lazyScreen(async () => (await import('./approve/approve.tsx')).ApproveVersion), title: 'documents:act.approve', permission: documents.approveVersion.name },
  { path: '/matrix', component: lazyScreen(async () => (await import('./grid/grid-page.tsx')).GridPage), title: 'grid:title', nav: { area: 'matrix', order: 10, icon: IconTable }, permission: may.readOverview.name },
  { path: '/matrix/rules/new', component: lazyScreen(async () => (await loadRuleForms()).NewRule), title: 'matrix:form.newTitle', permission: matrix.writeRules.name },
  { path: '/matrix/rules/$id/revise', component: lazyScreen(async () => (await loadRuleForms()).ReviseRule), title: 'matrix:rule.revise', permission: matrix.writeRules.name },
  { path: '/records', component: lazyScreen(async () => (await import('./record/records.tsx')).Records), title: 'overview:records.title', nav: { area: 'records', order: 20, icon: IconCertificate }, permission: may.readTraining.name },
  { path: '/records/$id', component: lazyScreen(async () => (await import('./record/record.tsx')).RecordPage), title: 'overview:record.title' },
  { path: '/people/roster', component: RosterScreen, title: 'people:roster.title', permission: people.managePeople.name },
  { path: '/people/held/$id', component: HeldScreen, title: 'held:one', permission: people.seeHeldRoster.name },
  { path: '/people/$id', component: PersonScreen, title: 'people:person.facts' },
];
