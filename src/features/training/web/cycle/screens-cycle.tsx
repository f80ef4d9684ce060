import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';
import { CyclePage } from './cycle.tsx';

export const cycleScreens: Screen[] = [
  { path: '/procedures/$id/versions/$versionId/cycle', component: CyclePage, title: 'cycle:screen', permission: may.readOverview.name },
];
