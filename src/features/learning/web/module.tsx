import { Button, Group, NumberInput, SimpleGrid, Stack } from '@mantine/core';
import { IconEye, IconPlus } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { newKey, useAct, useRead } from '../../../ui/api.ts';
import { tellDone } from '../../../ui/dialogs.tsx';
import { useT } from '../../../ui/i18n.ts';
import { Empty, Note, ProblemNote } from '../../../ui/notes.tsx';
import { Page } from '../../../ui/page.tsx';
import { useMay } from '../../../ui/session.ts';
import { getVersion } from '../../documents/contract.ts';
import type { VersionDetail } from '../../documents/web/words.tsx';
import { getModule, putModule } from '../contract.ts';
import { may } from '../permissions.ts';
import { draftOf, emptyQuestion, moduleInput, practicalProblem, problemOf, swapped, type DraftModule, type DraftQuestion, type Module } from './draft.ts';
import { PracticalEditor } from './practical-editor.tsx';
import { QuizPreview } from './preview.tsx';
import { QuestionEditor, type SectionChoice } from './question-editor.tsx';

export function ModulePage(): ReactNode {
  const t = useT('learning');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const version = useRead(getVersion, { params: { id } });
  const module = useRead(getModule, { params: { id } });
  if (version.data === undefined || module.data === undefined) return <Page title={t('module')}><ProblemNote error={version.error ?? module.error} retry={() => { void version.refetch(); void module.refetch(); }} /></Page>;
  return <Editor key={module.data.id} version={version.data} module={module.data} />;
}

function Editor({ version, module }: { readonly version: VersionDetail; readonly module: Module }): ReactNode {
  const t = useT('learning');
  const mayWrite = useMay(may.writeModule);
  const [draft, setDraft] = useState<DraftModule>(() => draftOf(module));
  const [changed, setChanged] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [previewing, setPreviewing] = useState(false);
  const save = useAct(putModule, { onDone: (reply) => { setChanged(false); tellDone(t('module.saved', { count: reply.questions })); } });
  const draftState = version.state === 'draft';
  const readOnly = !draftState || !mayWrite;
  const change = (next: DraftModule): void => { setDraft(next); setChanged(true); setProblem(null); };
  const send = (): void => {
    const at = draft.questions.findIndex((question) => problemOf(question) !== null);
    const question = draft.questions[at];
    const found = question === undefined ? null : problemOf(question);
    if (found !== null) return setProblem(t('module.fix', { number: at + 1, problem: t(`problem.${found}`) }));
    const ofPractical = practicalProblem(draft.practical);
    if (ofPractical !== null) return setProblem(t('practical.fix', { problem: t(`problem.${ofPractical}`) }));
    save.act({ params: { id: version.id }, body: moduleInput(draft) });
  };
  const count = draft.questions.length;
  return (
    <Page
      title={t('module.title', { number: version.number, label: version.label })} answer={count === 0 ? t('module.answerRead') : t('module.answerQuiz', { count })} width="narrow"
      lead={readOnly ? t(draftState ? 'module.readOnly' : 'module.frozen', { state: version.state.replace('_', ' ') }) : undefined} back={{ to: `/procedures/${version.documentId}`, label: `${version.number} ${version.title}` }}
      actions={count > 0 && <Button variant="default" leftSection={<IconEye size={16} />} onClick={() => setPreviewing(true)}>{t('preview.open')}</Button>}
    >
      <Stack gap="lg">
        <Limits draft={draft} readOnly={readOnly} onChange={change} />
        <Questions draft={draft} sections={sectionChoices(version)} readOnly={readOnly} onChange={change} />
        <PracticalEditor practical={draft.practical} readOnly={readOnly} onChange={(practical) => change({ ...draft, practical })} />
        {problem !== null && <Note kind="bad">{problem}</Note>}
        <ProblemNote error={save.error} />
        {!readOnly && (
          <Group>
            <Button onClick={send} loading={save.isPending} disabled={!changed}>{t('module.save')}</Button>
            {changed && <span className="soft" role="status">{t('module.unsaved')}</span>}
          </Group>
        )}
      </Stack>
      <QuizPreview draft={draft} opened={previewing} onClose={() => setPreviewing(false)} />
    </Page>
  );
}

/** Sections without a number cannot be named by a question. */
function sectionChoices(version: VersionDetail): SectionChoice[] {
  const numbered = new Map(version.sections.flatMap((section) => (section.number === null ? [] : [[section.number, section.heading ?? ''] as const])));
  return [...numbered].map(([number, heading]) => ({ value: number, label: `${number} ${heading}`.trim() }));
}

type PartProps = { readonly draft: DraftModule; readonly readOnly: boolean; readonly onChange: (draft: DraftModule) => void };

function Limits({ draft, readOnly, onChange }: PartProps): ReactNode {
  const t = useT('learning');
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <NumberInput label={t('module.passMark')} min={1} max={100} readOnly={readOnly} value={draft.passMark} onChange={(value) => onChange({ ...draft, passMark: Number(value) })} />
      <NumberInput label={t('module.attempts')} description={t('module.attemptsHelp')} inputWrapperOrder={['label', 'input', 'description']} min={1} max={20} readOnly={readOnly} value={draft.maxAttempts} onChange={(value) => onChange({ ...draft, maxAttempts: Number(value) })} />
      <NumberInput label={t('module.minutes')} description={t('module.minutesHelp')} inputWrapperOrder={['label', 'input', 'description']} min={1} max={600} readOnly={readOnly} value={draft.minutes ?? ''} onChange={(value) => onChange({ ...draft, minutes: value === '' ? null : Number(value) })} />
    </SimpleGrid>
  );
}

function Questions({ draft, sections, readOnly, onChange }: PartProps & { readonly sections: readonly SectionChoice[] }): ReactNode {
  const t = useT('learning');
  const { questions } = draft;
  const set = (next: readonly DraftQuestion[]): void => onChange({ ...draft, questions: next });
  const add = <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => set([...questions, emptyQuestion(newKey())])}>{t('module.add')}</Button>;
  if (questions.length === 0) return <Empty title={t('module.none')} action={readOnly ? undefined : add} />;
  return (
    <Stack gap="md">
      {questions.map((question, index) => (
        <QuestionEditor
          key={question.key} question={question} number={index + 1} last={index === questions.length - 1} sections={sections} readOnly={readOnly}
          onChange={(next) => set(questions.map((one) => (one.key === question.key ? next : one)))} onMove={(by) => set(swapped(questions, index, by))} onRemove={() => set(questions.filter((one) => one.key !== question.key))}
        />
      ))}
      {!readOnly && <div>{add}</div>}
    </Stack>
  );
}
