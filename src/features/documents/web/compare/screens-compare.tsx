import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';
import { CompareVersions } from './compare.tsx';

export const compareScreens: Screen[] = [
  { path: '/procedures/$id/compare', component: CompareVersions, title: 'compare:title', permission: may.readDocuments.name },
];
