import { IconAlertHexagon } from '@tabler/icons-react';
import type { Screen } from '../../../ui/screen.ts';
import { may } from '../permissions.ts';
import { QualityEventPage } from './event.tsx';
import { QualityEvents } from './list.tsx';

export const qualityScreens: readonly Screen[] = [
  { path: '/quality-events', component: QualityEvents, title: 'quality:events', nav: { area: 'quality', order: 10, icon: IconAlertHexagon }, permission: may.readEvents.name },
  { path: '/quality-events/$id', component: QualityEventPage, title: 'quality:events', permission: may.readEvents.name },
];
