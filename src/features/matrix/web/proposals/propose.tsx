import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { Note } from '../../../../ui/notes.tsx';
import { SignDialog } from '../../../../ui/sign.tsx';
import { getApprovalPolicy } from '../../approval/contract.ts';
import { getProposalStatement, listProposals, proposeChange, type zChange } from '../../proposals/contract.ts';
import { changeInWords } from './words.ts';

/** Whether a second person approves changes here; undefined while that is not known. */
export function useSecondPerson(): boolean | undefined {
  return useRead(getApprovalPolicy).data?.items[0]?.secondPerson;
}

type Props = { readonly change: z.input<typeof zChange>; readonly onClose: () => void };

/** The writer's signature; then the change waits on a page of its own. */
export function ProposeDialog({ change, onClose }: Props): ReactNode {
  const t = useT('proposals');
  const navigate = useNavigate();
  const statement = useRead(getProposalStatement, { body: { change } }, { fresh: true });
  const propose = useAct(proposeChange, { onDone: ({ id }) => { tellDone(t('propose.done')); void navigate({ to: `/matrix/proposals/${id}` }); } });
  return (
    <SignDialog
      opened onClose={onClose} title={t('propose.title')} action={t('propose.sign')} statement={statement.data?.statement} statementError={statement.error} reload={statement.refetch}
      isPending={propose.isPending} error={propose.error} onSign={(signing) => propose.act({ body: { change, ...signing } })}
    />
  );
}

/** On the page of a rule or curriculum: what waits about it. */
export function WaitingChange({ about }: { readonly about: { readonly ruleId: string } | { readonly curriculumId: string } }): ReactNode {
  const t = useT('proposals');
  const dates = useDates();
  const [waiting] = useRead(listProposals, { query: about }).data?.items ?? [];
  if (waiting === undefined) return null;
  return (
    <Note kind="warn" title={t('note.title')}>
      <ScreenLink to={`/matrix/proposals/${waiting.id}`}>{t('note.line', { what: changeInWords(waiting, t), name: waiting.proposedBy.name, day: dates.dayOf(waiting.proposedAt) })}</ScreenLink>
    </Note>
  );
}
