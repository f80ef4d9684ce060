import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useT } from '../../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { previewHeldEffect } from '../../contract.ts';
import { Impact, useImpactSentence } from './impact.tsx';

/** Who would gain and lose which training by a held roster (HR-02). */
export function HeldTrainingEffect({ id }: { readonly id: string }): ReactNode {
  const t = useT('overview');
  const people = useT('people');
  const sentence = useImpactSentence();
  const { data, error } = useRead(previewHeldEffect, { params: { id } }, { fresh: true });
  return (
    <PageSection title={people('roster.training')}>
      <ProblemNote error={error} />
      {data === undefined && error === null && <Stack role="status" aria-label={t('impact.computing')}><Skeleton height={24} width={280} /><Skeleton height={180} /></Stack>}
      {data !== undefined && <><Note>{sentence(data)}</Note>{data.people.length > 0 && <Impact effect={data} shows="rule" />}</>}
    </PageSection>
  );
}
