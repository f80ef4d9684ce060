import { Skeleton, Stack } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useAct } from '../../../../ui/api.ts';
import { useT } from '../../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import type { TrainingEffectProps } from '../../../people/web/roster.tsx';
import { previewRosterEffect } from '../../contract.ts';
import { Impact, useImpactSentence } from './impact.tsx';

/** Who would gain and lose which training by a roster, by name, before it is imported (HR-01). */
export function RosterTrainingEffect({ file, mapping, sheet }: TrainingEffectProps): ReactNode {
  const t = useT('overview');
  const people = useT('people');
  const sentence = useImpactSentence();
  const { act, reply, error } = useAct(previewRosterEffect, { refresh: false });
  const asked = useRef<string | null>(null); // the mapping is another object at every turn
  const key = JSON.stringify([mapping, sheet]);
  useEffect(() => {
    if (asked.current === key) return;
    asked.current = key;
    act({ body: { mapping, sheet }, file });
  }, [act, file, key, mapping, sheet]);
  return (
    <PageSection title={people('roster.training')}>
      <ProblemNote error={error} />
      {reply === undefined && error === null && <Stack role="status" aria-label={t('impact.computing')}><Skeleton height={24} width={280} /><Skeleton height={180} /></Stack>}
      {reply !== undefined && <><Note>{sentence(reply)}</Note>{reply.people.length > 0 && <Impact effect={reply} shows="rule" />}</>}
    </PageSection>
  );
}
