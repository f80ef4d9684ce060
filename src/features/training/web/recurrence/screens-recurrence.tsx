import { lazyScreen } from '../../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';

export const recurrenceScreens: Screen[] = [
  { path: '/procedures/$id/recurrence', component: lazyScreen(async () => (await import('./change.tsx')).ChangeRecurrence), title: 'recurrence:screen', permission: may.setRecurrence.name, present: true },
];
