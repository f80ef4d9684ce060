import type { ReactNode } from 'react';
import { useT } from '../../../../../ui/i18n.ts';
import { Note } from '../../../../../ui/notes.tsx';

/** ASM-05: no attempt is left; what comes next is not the learner's to decide, so there is no button. */
export function Locked(): ReactNode {
  const t = useT('training');
  return <Note kind="warn" title={t('quiz.locked')}>{t('quiz.lockedText')}</Note>;
}
