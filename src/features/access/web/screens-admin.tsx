import { IconKey, IconUserCog } from '@tabler/icons-react';
import type { Screen } from '../../../ui/screen.ts';
import { may } from '../permissions.ts';
import { AccountPage, Accounts } from './admin-accounts.tsx';
import { ApiKeys } from './admin-keys.tsx';

export const adminScreens: Screen[] = [
  { path: '/accounts', component: Accounts, title: 'admin:accounts', nav: { area: 'administration', order: 20, icon: IconUserCog }, permission: may.readAccounts.name },
  { path: '/accounts/$id', component: AccountPage, title: 'admin:account', permission: may.readAccounts.name },
  { path: '/api-keys', component: ApiKeys, title: 'admin:keys', nav: { area: 'administration', order: 30, icon: IconKey }, permission: may.manageKeys.name },
];
