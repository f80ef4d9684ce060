import { Button, Checkbox, Group, Modal, Radio, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { useT } from '../../../ui/i18n.ts';
import { Note } from '../../../ui/notes.tsx';
import { presentQuestions, scoreAttempt } from '../rules.ts';
import type { Question, Score, ShownQuestion } from '../types.ts';
import type { DraftModule } from './draft.ts';

type Props = { readonly draft: DraftModule; readonly opened: boolean; readonly onClose: () => void };

/** The quiz as a learner meets it, in an order drawn afresh, scored by the same rule. Nothing of it is kept. */
export function QuizPreview({ draft, opened, onClose }: Props): ReactNode {
  const t = useT('learning');
  const phone = useMediaQuery('(max-width: 47.99em)');
  return (
    <Modal opened={opened} onClose={onClose} title={t('preview.title')} size="lg" fullScreen={phone === true} closeButtonProps={{ 'aria-label': t('preview.close') }}>
      <Trial draft={draft} onClose={onClose} />
    </Modal>
  );
}

function Trial({ draft, onClose }: Pick<Props, 'draft' | 'onClose'>): ReactNode {
  const t = useT('learning');
  const [questions] = useState(() => draft.questions.map(keyed));
  const [shown, setShown] = useState(() => presentQuestions(questions, drawn));
  const [answers, setAnswers] = useState<Readonly<Record<string, readonly string[]>>>({});
  const [score, setScore] = useState<Score | null>(null);
  const submit = (): void => setScore(scoreAttempt(questions, Object.entries(answers).map(([questionId, optionIds]) => ({ questionId, optionIds })), draft.passMark));
  const again = (): void => {
    setShown(presentQuestions(questions, drawn));
    setAnswers({});
    setScore(null);
  };
  const unanswered = shown.filter((question) => (answers[question.id] ?? []).length === 0).length;
  return (
    <Stack gap="lg">
      <p className="soft" style={{ margin: 0 }}>{t('preview.text')}</p>
      {score !== null && <Note kind={score.passed ? 'good' : 'warn'}>{t(score.passed ? 'preview.passed' : 'preview.failed', { score: Math.floor(score.score), pass: draft.passMark })}</Note>}
      {shown.map((question, index) => (
        <div key={question.id}>
          <Answers question={question} number={index + 1} chosen={answers[question.id] ?? []} disabled={score !== null} onChange={(chosen) => setAnswers({ ...answers, [question.id]: chosen })} />
          <Verdict score={score} questionId={question.id} />
        </div>
      ))}
      <Group justify="flex-end">
        {score === null && unanswered > 0 && <span className="soft">{t('preview.unanswered', { count: unanswered })}</span>}
        <Button variant="default" onClick={onClose}>{t('preview.close')}</Button>
        {score === null ? <Button onClick={submit}>{t('preview.submit')}</Button> : <Button onClick={again}>{t('preview.again')}</Button>}
      </Group>
    </Stack>
  );
}

type AnswersProps = { readonly question: ShownQuestion; readonly number: number; readonly chosen: readonly string[]; readonly disabled: boolean; readonly onChange: (chosen: readonly string[]) => void };

function Answers({ question, number, chosen, disabled, onChange }: AnswersProps): ReactNode {
  const t = useT('learning');
  const label = t('preview.question', { number, text: question.text });
  if (question.kind === 'multiple') {
    return (
      <Checkbox.Group label={label} description={t('preview.several')} value={[...chosen]} onChange={onChange}>
        <Stack gap="xs" mt="xs">{question.options.map((option) => <Checkbox key={option.id} value={option.id} label={option.text} disabled={disabled} />)}</Stack>
      </Checkbox.Group>
    );
  }
  return (
    <Radio.Group label={label} value={chosen[0] ?? ''} onChange={(value) => onChange([value])}>
      <Stack gap="xs" mt="xs">{question.options.map((option) => <Radio key={option.id} value={option.id} label={option.text} disabled={disabled} />)}</Stack>
    </Radio.Group>
  );
}

function Verdict({ score, questionId }: { readonly score: Score | null; readonly questionId: string }): ReactNode {
  const t = useT('learning');
  const result = score?.results.find((one) => one.questionId === questionId);
  if (result === undefined) return null;
  return <p role="status" style={{ margin: '8px 0 0' }}><strong>{t(result.correct ? 'preview.right' : 'preview.wrong')}</strong>{result.feedback !== null && ` ${result.feedback}`}{!result.correct && result.sections.length > 0 && ` ${t('preview.reread', { sections: result.sections.join(', ') })}`}</p>;
}

function keyed({ key, options, ...question }: DraftModule['questions'][number]): Question {
  const named = options.map((option, index) => ({ id: String(index), text: option.text, feedback: option.feedback ?? null, correct: option.correct }));
  return { id: key, kind: question.kind, text: question.text, feedback: question.feedback ?? null, sections: question.sections ?? [], options: named.map(({ id, text, feedback }) => ({ id, text, feedback })), key: named.filter((option) => option.correct).map((option) => option.id) };
}

/** From 0 up to 1; only the order of a trial depends on it. */
function drawn(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}
