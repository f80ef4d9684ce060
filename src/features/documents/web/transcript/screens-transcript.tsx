import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';
import { TranscriptScreen } from './transcript.tsx';

export const transcriptScreens: readonly Screen[] = [
  { path: '/versions/$id/transcript', component: TranscriptScreen, title: 'transcript:title', permission: may.readAllVersions.name, present: true },
];
