import { IconFiles } from '@tabler/icons-react';
import { lazyScreen } from '../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../ui/screen.ts';
import { may } from '../permissions.ts';
import { ProcedureList } from './list.tsx';

/** The procedure page itself is put together in the training feature, which adds how training stands. */
export const documentScreens: Screen[] = [
  { path: '/procedures', component: ProcedureList, title: 'documents:procedures', nav: { area: 'procedures', order: 10, icon: IconFiles }, permission: may.readDocuments.name },
  { path: '/procedures/new', component: lazyScreen(async () => (await import('./register.tsx')).RegisterDocument), title: 'documents:register.title', permission: may.writeDocuments.name },
  { path: '/procedures/$id/upload', component: lazyScreen(async () => (await import('./upload.tsx')).UploadVersion), title: 'documents:page.upload', permission: may.writeDocuments.name },
];
