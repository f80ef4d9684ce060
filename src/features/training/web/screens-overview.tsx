import { IconCertificate, IconTable } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Screen } from '../../../ui/screen.ts';
import { AccountPanel } from '../../access/web/admin-account.tsx';
import { may as documents } from '../../documents/permissions.ts';
import { ProcedurePage } from '../../documents/web/page.tsx';
import { may as matrix } from '../../matrix/permissions.ts';
import { NewRule, ReviseRule } from '../../matrix/web/rule-form.tsx';
import { PersonPage } from '../../people/web/person.tsx';
import { may } from '../permissions.ts';
import { ApproveVersion } from './approve/approve.tsx';
import { RuleEffect } from './approve/rule-effect.tsx';
import { TrainingFile, TrainingFileAnswer } from './file/training-file.tsx';
import { GridPage } from './grid/grid-page.tsx';
import { RecordPage } from './record/record.tsx';
import { Records } from './record/records.tsx';
import { Standing, StandingAnswer } from './standing/standing.tsx';

function ProcedureScreen(): ReactNode {
  return <ProcedurePage Answer={StandingAnswer} Standing={Standing} />;
}

function PersonScreen(): ReactNode {
  return <PersonPage Answer={TrainingFileAnswer} TrainingFile={TrainingFile} Account={AccountPanel} />;
}

function NewRuleScreen(): ReactNode {
  return <NewRule Effect={RuleEffect} />;
}

function ReviseRuleScreen(): ReactNode {
  return <ReviseRule Effect={RuleEffect} />;
}

/** Screens that show training beside what it is about: procedures, people, rules. */
export const overviewScreens: Screen[] = [
  { path: '/procedures/$id', component: ProcedureScreen, title: 'documents:procedure', permission: documents.readDocuments.name },
  { path: '/versions/$id/approve', component: ApproveVersion, title: 'documents:act.approve', permission: documents.approveVersion.name },
  { path: '/matrix', component: GridPage, title: 'overview:grid.title', nav: { area: 'matrix', order: 10, icon: IconTable }, permission: may.readOverview.name },
  { path: '/matrix/rules/new', component: NewRuleScreen, title: 'matrix:form.newTitle', permission: matrix.writeRules.name },
  { path: '/matrix/rules/$id/revise', component: ReviseRuleScreen, title: 'matrix:rule.revise', permission: matrix.writeRules.name },
  { path: '/records', component: Records, title: 'overview:records.title', nav: { area: 'records', order: 20, icon: IconCertificate }, permission: may.readTraining.name },
  { path: '/records/$id', component: RecordPage, title: 'overview:record.title' },
  { path: '/people/$id', component: PersonScreen, title: 'people:person.facts' },
];
