import { IconFileSearch } from '@tabler/icons-react';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';
import { SearchPage } from './search.tsx';

export const searchScreens: Screen[] = [
  { path: '/search', component: SearchPage, title: 'search:title', nav: { area: 'procedures', order: 20, icon: IconFileSearch }, permission: may.readDocuments.name },
];
