import { IconChecklist } from '@tabler/icons-react';
import type { Screen } from '../../../../ui/screen.ts';
import { TrainingFlow } from './flow.tsx';
import { MyTraining } from './list/my-training.tsx';

export const myTrainingScreens: readonly Screen[] = [
  { path: '/', component: MyTraining, title: 'training:my.title', nav: { area: 'training', order: 0, icon: IconChecklist }, present: true },
  { path: '/training/$assignmentId', component: TrainingFlow, title: 'training:flow.title', frame: 'focus', present: true },
];
