import { IconChecklist } from '@tabler/icons-react';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../review/permissions.ts';
import { ReviewList } from './review-list.tsx';
import { ReviewVersion } from './review-page.tsx';

export const reviewScreens: Screen[] = [
  { path: '/reviews', component: ReviewList, title: 'review:title', nav: { area: 'procedures', order: 20, icon: IconChecklist }, permission: may.readReviews.name, present: true },
  { path: '/versions/$id/review', component: ReviewVersion, title: 'review:panel.title', permission: may.readReviews.name, present: true },
];
