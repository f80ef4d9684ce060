import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import type { RuleEffectProps } from '../../../matrix/web/rule-form.tsx';
import { previewRule } from '../../contract.ts';
import { useT } from '../../../../ui/i18n.ts';
import { Impact, useImpactSentence } from './impact.tsx';

/** Who would gain and lose what by a rule, by name, before it is signed (MTX-05). */
export function RuleEffect({ ruleId, input }: RuleEffectProps): ReactNode {
  const t = useT('overview');
  const sentence = useImpactSentence();
  const read = useRead(previewRule, { body: { ...input, ruleId } }, { fresh: true });
  if (read.data === undefined) return read.error === null ? <Stack mt="xl" role="status" aria-label={t('impact.computing')}><Skeleton height={24} width={280} /><Skeleton height={180} /></Stack> : <ProblemNote error={read.error} retry={read.refetch} />;
  return (
    <>
      <Note>{sentence(read.data)}</Note>
      <Impact effect={read.data} shows="rule" />
    </>
  );
}
