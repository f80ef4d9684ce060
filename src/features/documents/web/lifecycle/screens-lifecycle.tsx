import { IconCalendarCheck, IconScale } from '@tabler/icons-react';
import type { Screen } from '../../../../ui/screen.ts';
import { may as documents } from '../../permissions.ts';
import { may } from '../../policy/permissions.ts';
import { Policies } from './policies.tsx';
import { ChangePolicy } from './policy-change.tsx';
import { PolicyHistory } from './policy-history.tsx';
import { Reviews } from './reviews.tsx';

export const lifecycleScreens: readonly Screen[] = [
  { path: '/periodic-reviews', component: Reviews, title: 'lifecycle:reviews', nav: { area: 'procedures', order: 30, icon: IconCalendarCheck }, permission: documents.readDocuments.name },
  { path: '/policies', component: Policies, title: 'lifecycle:policies', nav: { area: 'administration', order: 15, icon: IconScale }, permission: documents.readDocuments.name },
  { path: '/policies/$risk', component: PolicyHistory, title: 'lifecycle:policies', permission: documents.readDocuments.name },
  { path: '/policies/$risk/change', component: ChangePolicy, title: 'lifecycle:policies.change', permission: may.signPolicy.name, present: true },
];
