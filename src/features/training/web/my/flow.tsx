import { Skeleton } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useAct, useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { LinkButton } from '../../../../ui/link.tsx';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { Page } from '../../../../ui/page.tsx';
import { useSession } from '../../../../ui/session.ts';
import { getAssignment, openAssignment } from '../../contract.ts';
import { FlowHead } from './flow-head.tsx';
import { PracticalStep } from './practical-step.tsx';
import { Quiz } from './quiz/quiz.tsx';
import { Reader } from './reader/reader.tsx';
import { Done } from './sign/done.tsx';
import { SignStep } from './sign/sign-step.tsx';
import type { Assignment, Step } from './types.ts';

const NOTHING: readonly number[] = [];

/** Read, quiz, practical, sign: one training from beginning to record without leaving this screen. */
export function TrainingFlow(): ReactNode {
  const { assignmentId = '' }: { assignmentId?: string } = useParams({ strict: false });
  const assignment = useRead(getAssignment, { params: { id: assignmentId } }, { fresh: true });
  if (assignment.data === undefined) {
    return <Page title="" answer={assignment.error === null ? undefined : ' '} width="narrow"><ProblemNote error={assignment.error} retry={assignment.refetch} />{assignment.error === null && <Skeleton height={320} />}</Page>;
  }
  return <Flow key={assignmentId} assignment={assignment.data} reload={assignment.refetch} />;
}

function Flow({ assignment, reload }: { readonly assignment: Assignment; readonly reload: () => Promise<unknown> }): ReactNode {
  const { personId } = useSession();
  const [step, setStep] = useState<Step>(assignment.step ?? 'read'); // goes on only when the person says so, never by itself
  const [signedAt, setSignedAt] = useState<{ recordId: string; signedAt: string } | null>(null);
  const [reread, setReread] = useState<readonly number[]>([]);
  const own = assignment.person.id === personId;
  useOpened(assignment, own);
  useEffect(() => {
    void window.scrollTo({ top: 0 });
  }, [step]);
  if (signedAt !== null) return <><FlowHead assignment={assignment} step={null} onStep={setStep} /><Done assignment={assignment} signed={signedAt} /></>;
  if (assignment.closedAt !== null || !own) return <Closed assignment={assignment} own={own} />;
  const goOn = async (next: Step): Promise<void> => {
    await reload();
    setStep(next);
  };
  const afterQuiz = assignment.steps.includes('practical') ? 'practical' : 'sign';
  return (
    <>
      <FlowHead assignment={assignment} step={step} onStep={setStep} />
      {step === 'read' && <Reader assignment={assignment} reread={assignment.locked ? NOTHING : reread} reload={reload} onNext={() => void goOn(assignment.steps.includes('quiz') && !hasPassed(assignment) ? 'quiz' : afterQuiz)} />}
      {step === 'quiz' && <Quiz assignment={assignment} reload={reload} onReread={(ordinals) => { setReread(ordinals); void goOn('read'); }} onPassed={() => void goOn(afterQuiz)} />}
      {step === 'practical' && <PracticalStep assignment={assignment} reload={reload} onNext={() => void goOn('sign')} />}
      {step === 'sign' && <SignStep assignment={assignment} onSigned={setSignedAt} />}
    </>
  );
}

export function hasPassed(assignment: Assignment): boolean {
  return assignment.quiz?.attempts.some((attempt) => attempt.passed === true) ?? false;
}

/** Keeps when it was opened; once. */
function useOpened(assignment: Assignment, own: boolean): void {
  const open = useAct(openAssignment, { refresh: false });
  const sent = useRef(false);
  useEffect(() => {
    if (!own || assignment.openedAt !== null || assignment.closedAt !== null || sent.current) return;
    sent.current = true;
    open.act({ params: { id: assignment.id } });
  }, [assignment.id, assignment.openedAt, assignment.closedAt, own, open]);
}

const CLOSED = { completed: 'flow.closedCompleted', superseded: 'flow.closedSuperseded', cancelled: 'flow.closedCancelled' } as const;

function Closed({ assignment, own }: { readonly assignment: Assignment; readonly own: boolean }): ReactNode {
  const t = useT('training');
  const dates = useDates();
  const answer = !own ? t('flow.foreign', { name: assignment.person.name }) : t(CLOSED[assignment.closedAs ?? 'cancelled'], { when: dates.dayOf(assignment.closedAt ?? assignment.assignedAt) });
  return (
    <Page width="narrow" title={`${assignment.document.number} ${assignment.document.title}`} answer={answer} lead={assignment.closedWhy ?? undefined} back={{ to: '/', label: t('flow.back') }}
      actions={assignment.recordId === null ? undefined : <LinkButton to={`/records/${assignment.recordId}`}>{t('done.record')}</LinkButton>} />
  );
}
