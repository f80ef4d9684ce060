import { IconKey, IconUserCog } from '@tabler/icons-react';
import { lazyScreen } from '../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../ui/screen.ts';
import { may } from '../permissions.ts';

export const adminScreens: Screen[] = [
  { path: '/accounts', component: lazyScreen(async () => (await import('./admin-accounts.tsx')).Accounts), title: 'admin:accounts', nav: { area: 'administration', order: 20, icon: IconUserCog }, permission: may.readAccounts.name },
  { path: '/accounts/$id', component: lazyScreen(async () => (await import('./admin-accounts.tsx')).AccountPage), title: 'admin:account', permission: may.readAccounts.name },
  { path: '/api-keys', component: lazyScreen(async () => (await import('./admin-keys.tsx')).ApiKeys), title: 'admin:keys', nav: { area: 'administration', order: 30, icon: IconKey }, permission: may.manageKeys.name },
];
