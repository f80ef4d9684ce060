import { Button } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useT } from '../../../../../ui/i18n.ts';
import type { Assignment, Attempt, Scored } from '../types.ts';
import { Locked } from './locked.tsx';
import classes from './quiz.module.css';

export type ResultProps = {
  readonly assignment: Assignment;
  readonly attempt: Attempt;
  readonly result: Scored;
  readonly onReread: (ordinals: readonly number[]) => void;
  readonly onAgain: () => void;
  readonly onPassed: () => void;
};

/** The score, what to make of each answer, and the one thing to do next. */
export function Result({ assignment, attempt, result, onReread, onAgain, onPassed }: ResultProps): ReactNode {
  const t = useT('training');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { void window.scrollTo({ top: 0 }); heading.current?.focus({ preventScroll: true }); }, []);
  const locked = !result.passed && result.attemptsLeft <= 0;
  return (
    <div className={classes.quiz}>
      <div className={classes.score} data-passed={result.passed || undefined}>
        {result.passed ? <IconCheck size={30} stroke={2.2} aria-hidden="true" /> : <IconX size={30} stroke={2.2} aria-hidden="true" />}
        <h1 ref={heading} tabIndex={-1} className={classes.title}>{t(result.passed ? 'quiz.passed' : 'quiz.failed', { score: Math.round(result.score), passMark: result.passMark })}</h1>
      </div>
      {result.passed && <p className={classes.lead}>{t('quiz.passedLead')}</p>}
      {locked && <Locked />}
      {!result.passed && !locked && <p className={classes.lead}>{`${t('quiz.left', { count: result.attemptsLeft })} ${result.reread.length > 0 ? t('quiz.failedLead') : ''}`}</p>}
      <div className={classes.buttons}>
        {result.passed && <Button size="md" onClick={onPassed}>{t(assignment.steps.includes('practical') ? 'reader.toPractical' : 'reader.toSign')}</Button>}
        {!result.passed && !locked && result.reread.length > 0 && <Button size="md" onClick={() => onReread(result.reread)}>{t('quiz.reread', { count: result.reread.length })}</Button>}
        {!result.passed && !locked && result.reread.length === 0 && <Button size="md" onClick={onAgain}>{t('quiz.tryAgain')}</Button>}
      </div>
      <h2 className={classes.subtitle}>{t('quiz.answers')}</h2>
      <ol className={classes.results}>{result.results.map((one) => <Answer key={one.questionId} one={one} text={attempt.questions.find((question) => question.id === one.questionId)?.text ?? ''} assignment={assignment} />)}</ol>
    </div>
  );
}

function Answer({ one, text, assignment }: { readonly one: Scored['results'][number]; readonly text: string; readonly assignment: Assignment }): ReactNode {
  const t = useT('training');
  const sections = one.sections.map((number) => [number, assignment.sections.find((section) => section.number === number)?.heading].filter(Boolean).join(' '));
  return (
    <li className={classes.answer} data-correct={one.correct || undefined}>
      <span className={classes.verdict}>{one.correct ? <IconCheck size={18} stroke={2.2} aria-hidden="true" /> : <IconX size={18} stroke={2.2} aria-hidden="true" />}{t(one.correct ? 'quiz.right' : 'quiz.wrong')}</span>
      <p className={classes.asked}>{text}</p>
      {one.feedback !== null && <p className={classes.feedback}>{one.feedback}</p>}
      {!one.correct && sections.length > 0 && <p className={classes.feedback}>{t('quiz.about', { sections: sections.join(', ') })}</p>}
    </li>
  );
}
