import { IconAddressBook } from '@tabler/icons-react';
import { lazyScreen } from '../../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';

export const directoryScreens: Screen[] = [
  { path: '/directories', component: lazyScreen(async () => (await import('./list.tsx')).Directories), title: 'directories:title', nav: { area: 'administration', order: 15, icon: IconAddressBook }, permission: may.confirmDirectories.name },
  { path: '/directories/$id', component: lazyScreen(async () => (await import('./directory.tsx')).DirectoryPage), title: 'directories:one', permission: may.confirmDirectories.name },
];
