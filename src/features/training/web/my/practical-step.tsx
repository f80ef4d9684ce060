import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../../../../ui/i18n.ts';
import { Note } from '../../../../ui/notes.tsx';
import { Page, PageSection } from '../../../../ui/page.tsx';
import { Checklist, Repetitions, StageList } from '../practical/parts.tsx';
import type { Assignment } from './types.ts';

/** Reading and quiz are done; now somebody who is qualified watches. Says who, and how far it is. */
export function PracticalStep({ assignment, reload, onNext }: { readonly assignment: Assignment; readonly reload: () => Promise<unknown>; readonly onNext: () => void }): ReactNode {
  const t = useT('practical');
  const { practical } = assignment;
  if (practical === null) return null;
  const { assessors, next } = practical;
  const names = assessors.map(({ name }) => name).join(', ');
  const passed = next === null;
  return (
    <Page width="narrow" title={t('step.title')} answer={t(passed ? 'step.passed' : 'step.answer')} actions={passed ? <Button onClick={onNext}>{t('step.sign')}</Button> : <Button variant="default" onClick={() => void reload()}>{t('step.reload')}</Button>}>
      {!passed && <Note kind={assessors.length === 0 ? 'warn' : 'info'} title={t('step.who')}>{assessors.length === 0 ? t('step.nobody') : names}</Note>}
      <PageSection title={t('stages')}><StageList practical={practical} /></PageSection>
      <PageSection title={t('checklist')}><Checklist items={practical.items} /></PageSection>
      <Repetitions practical={practical} />
    </Page>
  );
}
