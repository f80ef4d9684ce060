import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useAct } from '../../../../../ui/api.ts';
import { useT } from '../../../../../ui/i18n.ts';
import { ProblemNote } from '../../../../../ui/notes.tsx';
import { Problem } from '../../../../../ui/problem.ts';
import { startAttempt } from '../../../contract.ts';
import type { Assignment, Attempt, Scored } from '../types.ts';
import { Locked } from './locked.tsx';
import { Questions } from './questions.tsx';
import classes from './quiz.module.css';
import { Result } from './result.tsx';

export type QuizProps = {
  readonly assignment: Assignment;
  readonly reload: () => Promise<unknown>;
  /** Back to the text, to the sections behind missed questions. */
  readonly onReread: (ordinals: readonly number[]) => void;
  readonly onPassed: () => void;
};

/** The assessment: begin, answer one question a screen, see the result. */
export function Quiz({ assignment, reload, onReread, onPassed }: QuizProps): ReactNode {
  const t = useT('training');
  const [scored, setScored] = useState<{ attempt: Attempt; result: Scored } | null>(null);
  const start = useAct(startAttempt, { refresh: false });
  const attempt = start.reply;
  if (scored !== null) {
    const again = (): void => { setScored(null); start.reset(); void reload(); };
    return <Result assignment={assignment} attempt={scored.attempt} result={scored.result} onReread={onReread} onAgain={again} onPassed={onPassed} />;
  }
  if (attempt !== undefined) return <Questions attempt={attempt} onScored={(result) => setScored({ attempt, result })} />;
  const { quiz } = assignment;
  if (quiz === null) return null;
  if (quiz.locked) return <div className={classes.quiz}><Locked /></div>;
  const used = quiz.attempts.filter((one) => one.submittedAt !== null).length;
  const begun = quiz.attempts.some((one) => one.submittedAt === null);
  const unread = start.error instanceof Problem && (start.error.code === 'reread-first' || start.error.code === 'reading-incomplete');
  return (
    <div className={classes.quiz}>
      <h1 className={classes.title}>{t('quiz.title')}</h1>
      <p className={classes.lead}>{t('quiz.intro', { count: quiz.questions, passMark: quiz.passMark })}</p>
      <p className={classes.lead}>{t('quiz.attempt', { number: used + 1, allowed: quiz.attemptsAllowed })}</p>
      <ProblemNote error={start.error} />
      <div className={classes.buttons}>
        {unread && <Button size="md" variant="default" onClick={() => onReread([])}>{t('quiz.rereadFirst')}</Button>}
        <Button size="md" autoFocus loading={start.isPending} onClick={() => start.act({ params: { id: assignment.id } })}>{t(begun ? 'quiz.resume' : 'quiz.start')}</Button>
      </div>
    </div>
  );
}

