import { Skeleton, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useRead, type Read } from '../../../../ui/api.ts';
import { useT } from '../../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import type { CurriculumEffectProps } from '../../../matrix/web/curricula/curriculum-form.tsx';
import type { ExceptionEffectProps } from '../../../matrix/web/exceptions/grant.tsx';
import type { ProposalEffectProps } from '../../../matrix/web/proposals/proposal.tsx';
import type { RuleEffectProps } from '../../../matrix/web/rule-form.tsx';
import type { MoveEffectProps } from '../../../people/web/move-fields.ts';
import { previewRule } from '../../contract.ts';
import { previewCurriculum, previewException, previewMoves } from '../../preview/contract.ts';
import { Impact, useImpactSentence, type Effect } from '../approve/impact.tsx';

/** Who would gain and lose what, by name, before a change of the matrix is signed (MTX-05). One block for every kind of change. */
function ChangeEffect({ read, shows = 'rule' }: { readonly read: Pick<Read<Effect>, 'data' | 'error'> & { readonly refetch: () => unknown }; readonly shows?: 'rule' | 'person' }): ReactNode {
  const t = useT('overview');
  const sentence = useImpactSentence();
  if (read.data === undefined) return read.error === null ? <Stack mt="xl" role="status" aria-label={t('impact.computing')}><Skeleton height={24} width={280} /><Skeleton height={180} /></Stack> : <ProblemNote error={read.error} retry={read.refetch} />;
  return (
    <>
      <Note>{sentence(read.data)}</Note>
      <Impact effect={read.data} shows={shows} />
    </>
  );
}

/** Beside a form that is still being filled in: asked once it has been left alone for a moment. */
export function MovesEffect(props: MoveEffectProps): ReactNode {
  const [{ personIds, change }] = useDebouncedValue(props, 500);
  return <ChangeEffect read={useRead(previewMoves, { body: { personIds: [...personIds], ...change } }, { fresh: true })} shows={personIds.length === 1 ? 'person' : 'rule'} />;
}

/** Of a change that somebody has proposed. */
export function ProposalEffect({ effect }: ProposalEffectProps): ReactNode {
  return <ChangeEffect read={{ data: effect, error: null, refetch: () => undefined }} />;
}

export function RuleEffect({ ruleId, input }: RuleEffectProps): ReactNode {
  return <ChangeEffect read={useRead(previewRule, { body: { ...input, ruleId } }, { fresh: true })} />;
}

export function CurriculumEffect({ curriculumId, input }: CurriculumEffectProps): ReactNode {
  return <ChangeEffect read={useRead(previewCurriculum, { body: { ...input, curriculumId } }, { fresh: true })} />;
}

export function ExceptionEffect({ input }: ExceptionEffectProps): ReactNode {
  return <ChangeEffect read={useRead(previewException, { body: input }, { fresh: true })} />;
}
