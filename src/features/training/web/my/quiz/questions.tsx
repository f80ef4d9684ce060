import { Button } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useAct } from '../../../../../ui/api.ts';
import { useT } from '../../../../../ui/i18n.ts';
import { ProblemNote } from '../../../../../ui/notes.tsx';
import { submitAttempt } from '../../../contract.ts';
import type { Attempt, Question, Scored } from '../types.ts';
import { useAnswers } from './answers.ts';
import classes from './quiz.module.css';

/** One question a screen; numbers choose, Enter goes on. */
export function Questions({ attempt, onScored }: { readonly attempt: Attempt; readonly onScored: (result: Scored) => void }): ReactNode {
  const t = useT('training');
  const { answers, answer, forget } = useAnswers(attempt.id);
  const { questions } = attempt;
  const [index, setIndex] = useState(() => Math.max(0, questions.findIndex((question) => (answers[question.id] ?? []).length === 0)));
  const submit = useAct(submitAttempt, { onDone: (result) => { forget(); onScored(result); } });
  const question = questions[index];
  if (question === undefined) return null;
  const chosen = answers[question.id] ?? [];
  const open = questions.filter((one) => (answers[one.id] ?? []).length === 0);
  const last = index === questions.length - 1;
  const goOn = (event: FormEvent): void => {
    event.preventDefault();
    if (chosen.length === 0) return;
    if (!last) return setIndex(index + 1);
    if (open.length === 0) submit.act({ params: { id: attempt.id }, body: { answers: questions.map((one) => ({ questionId: one.id, optionIds: [...(answers[one.id] ?? [])] })) } });
  };
  return (
    <form className={classes.quiz} onSubmit={goOn}>
      <Dots questions={questions} answers={answers} index={index} onGo={setIndex} />
      <QuestionCard key={question.id} question={question} chosen={chosen} onChoose={(options) => answer(question.id, options)} />
      {last && open.length > 0 && chosen.length > 0 && <p className={classes.open} role="status">{t('quiz.unanswered', { count: open.length })}</p>}
      <ProblemNote error={submit.error} />
      <div className={classes.foot}>
        <Button size="md" variant="default" style={{ visibility: index === 0 ? 'hidden' : undefined }} onClick={() => setIndex(index - 1)}>{t('quiz.back')}</Button>
        <span className={classes.keys}>{t('quiz.keys')}</span>
        <Button size="md" type="submit" loading={submit.isPending} disabled={chosen.length === 0 || (last && open.length > 0)}>{t(last ? 'quiz.handIn' : 'quiz.next')}</Button>
      </div>
    </form>
  );
}

type DotsProps = { readonly questions: readonly Question[]; readonly answers: Readonly<Record<string, readonly string[]>>; readonly index: number; readonly onGo: (index: number) => void };

function Dots({ questions, answers, index, onGo }: DotsProps): ReactNode {
  const t = useT('training');
  return (
    <div className={classes.progress}>
      <span className="tabular">{t('quiz.question', { number: index + 1, total: questions.length })}</span>
      <div className={classes.dots}>
        {questions.map((question, place) => <button key={question.id} type="button" aria-label={t('quiz.question', { number: place + 1, total: questions.length })} aria-current={place === index ? 'step' : undefined} data-answered={(answers[question.id] ?? []).length > 0 || undefined} onClick={() => onGo(place)} />)}
      </div>
    </div>
  );
}

type CardProps = { readonly question: Question; readonly chosen: readonly string[]; readonly onChoose: (options: readonly string[]) => void };

function QuestionCard({ question, chosen, onChoose }: CardProps): ReactNode {
  const t = useT('training');
  const legend = useRef<HTMLLegendElement>(null);
  const many = question.kind === 'multiple';
  const toggle = (id: string): void => onChoose(!many ? [id] : chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  useEffect(() => legend.current?.focus({ preventScroll: true }), []);
  useNumberKeys(question.options.map((option) => option.id), toggle);
  return (
    <fieldset className={classes.question}>
      <legend ref={legend} tabIndex={-1}><span className={classes.ask}>{question.text}</span><span className={classes.how}>{t(`quiz.${question.kind}`)}</span></legend>
      {question.options.map((option, place) => (
        <label key={option.id} className={classes.option} data-chosen={chosen.includes(option.id) || undefined}>
          <input type={many ? 'checkbox' : 'radio'} name={question.id} checked={chosen.includes(option.id)} onChange={() => toggle(option.id)} />
          <span className={classes.optionText}>{option.text}</span>
          <kbd aria-hidden="true">{place + 1}</kbd>
        </label>
      ))}
    </fieldset>
  );
}

function useNumberKeys(ids: readonly string[], toggle: (id: string) => void): void {
  const latest = useRef({ ids, toggle });
  latest.current = { ids, toggle };
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const id = latest.current.ids[Number(event.key) - 1];
      if (id !== undefined) latest.current.toggle(id);
      else if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.tagName === 'LEGEND') event.target.closest('form')?.requestSubmit();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}
