import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead } from '../../../../ui/api.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { Page, PageSection } from '../../../../ui/page.tsx';
import { SignDialog } from '../../../../ui/sign.tsx';
import { getPractical, proposeRepetition, recordRepetition } from '../../practical/contract.ts';
import { Repetitions, StageList, type PracticalShown, type RepetitionShown } from './parts.tsx';
import classes from './practical.module.css';

type Shown = z.output<typeof getPractical.reply>;
type Stage = RepetitionShown['stage'];
type Answer = { readonly done: boolean | null; readonly remark: string };
type Draft = { readonly stage: Stage; readonly place: string; readonly batch: string; readonly answers: Readonly<Record<string, Answer>>; readonly corrects: RepetitionShown | null; readonly reason: string };
const UNANSWERED: Answer = { done: null, remark: '' };

export function AssessPage(): ReactNode {
  const t = useT('practical');
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const read = useRead(getPractical, { params: { id } }, { fresh: true });
  if (read.data === undefined) return <Page width="narrow" title={t('assess.screen')}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  return <Assess key={id} shown={read.data} reload={read.refetch} />;
}

/** Beside the line, on a phone or tablet: the checklist of one repetition, then the signature. */
function Assess({ shown, reload }: { readonly shown: Shown; readonly reload: () => Promise<unknown> }): ReactNode {
  const t = useT('practical');
  const { practical } = shown;
  const [corrects, setCorrects] = useState<RepetitionShown | null>(null);
  const [place, setPlace] = useState({ place: '', batch: '' });
  const number = practical.repetitionsDone.length + 1;
  const passed = practical.next === null;
  const answer = passed ? t('assess.passed', { name: shown.person.name }) : t('assess.answer', { name: shown.person.name, stage: t(`stage.${practical.next ?? 'observe'}`), number });
  const forms = corrects !== null || (shown.mayAssess && practical.next !== null);
  return (
    <Page width="narrow" title={`${shown.document.number} ${shown.document.title} v${shown.version.name}`} answer={answer} back={{ to: '/practicals', label: t('wait.screen') }}>
      {!shown.mayAssess && !passed && shown.why !== null && <Note kind="warn">{shown.why}</Note>}
      <PageSection title={t('stages')}><StageList practical={practical} /></PageSection>
      {forms && <RepetitionForm key={`${corrects?.id ?? ''} ${number}`} shown={shown} corrects={corrects} known={place} onKnown={setPlace} onDone={() => { setCorrects(null); void reload(); }} onCancel={corrects === null ? undefined : () => setCorrects(null)} />}
      {corrects === null && !shown.closed && (shown.mayAssess || passed) ? <Repetitions practical={practical} onCorrect={setCorrects} /> : <Repetitions practical={practical} />}
    </Page>
  );
}

type Known = { readonly place: string; readonly batch: string };
type FormProps = { readonly shown: Shown; readonly corrects: RepetitionShown | null; readonly known: Known; readonly onKnown: (known: Known) => void; readonly onDone: () => void; readonly onCancel: (() => void) | undefined };

/** One repetition. Place and batch stay for the next one. */
function RepetitionForm({ shown, corrects, known, onKnown, onDone, onCancel }: FormProps): ReactNode {
  const t = useT('practical');
  const ui = useT('ui');
  const { practical } = shown;
  const params = { id: shown.id };
  const [draft, setDraft] = useState<Draft>(() => draftOf(practical, corrects, known));
  const [problem, setProblem] = useState<string | null>(null);
  const propose = useAct(proposeRepetition, { refresh: false });
  const record = useAct(recordRepetition, { onDone: (reply) => { tellDone(t(reply.passed ? 'assess.donePassed' : reply.competent ? 'assess.done' : 'assess.doneNot', { name: shown.person.name })); onKnown({ place: draft.place, batch: draft.batch }); onDone(); } });
  const set = (more: Partial<Draft>): void => { setDraft({ ...draft, ...more }); setProblem(null); };
  const review = (event: FormEvent): void => {
    event.preventDefault();
    const open = practical.items.find((item) => (draft.answers[item.id] ?? UNANSWERED).done === null);
    const silent = practical.items.find((item) => { const { done, remark } = draft.answers[item.id] ?? UNANSWERED; return done === false && remark.trim() === ''; });
    if (open !== undefined) return setProblem(t('assess.open', { item: open.text }));
    if (silent !== undefined) return setProblem(t('assess.silent', { item: silent.text }));
    propose.act({ params, body: bodyOf(draft) });
  };
  const statement = propose.reply?.statement;
  return (
    <PageSection title={corrects === null ? t('assess.form', { number: practical.repetitionsDone.length + 1 }) : t('assess.correcting', { number: corrects.number })}>
      <form className={classes.form} onSubmit={review}>
        {corrects === null ? <StageChoice practical={practical} value={draft.stage} onChange={(stage) => set({ stage })} /> : <Textarea label={t('assess.reason')} required withAsterisk={false} autosize minRows={2} value={draft.reason} onChange={(event) => set({ reason: event.currentTarget.value })} />}
        <TextInput label={t('assess.place')} size="md" required withAsterisk={false} value={draft.place} onChange={(event) => set({ place: event.currentTarget.value })} />
        <TextInput label={t('assess.batch')} size="md" value={draft.batch} onChange={(event) => set({ batch: event.currentTarget.value })} />
        {practical.items.map((item) => <Item key={item.id} item={item} answer={draft.answers[item.id] ?? UNANSWERED} onChange={(answer) => set({ answers: { ...draft.answers, [item.id]: answer } })} />)}
        {problem !== null && <Note kind="bad">{problem}</Note>}
        <ProblemNote error={propose.error} />
        <Button type="submit" size="md" loading={propose.isPending} disabled={draft.place.trim() === '' || (corrects !== null && draft.reason.trim() === '')}>{t('assess.review')}</Button>
        {onCancel !== undefined && <Button variant="default" onClick={onCancel}>{ui('cancel')}</Button>}
      </form>
      <SignDialog opened={statement !== undefined} onClose={propose.reset} title={t('assess.signTitle')} statement={statement} reload={() => propose.act({ params, body: bodyOf(draft) })} action={t(propose.reply?.competent === true ? 'assess.signGood' : 'assess.signNot')} isPending={record.isPending} error={record.error} onSign={(signing) => record.act({ params, body: { ...bodyOf(draft), ...signing } })} />
    </PageSection>
  );
}

function draftOf(practical: PracticalShown, corrects: RepetitionShown | null, known: Known): Draft {
  if (corrects === null) return { stage: practical.next ?? 'observe', ...known, answers: {}, corrects, reason: '' };
  const answers = Object.fromEntries(corrects.items.map((item) => [item.id, { done: item.done, remark: item.remark ?? '' }]));
  return { stage: corrects.stage, place: corrects.place, batch: corrects.batch ?? '', answers, corrects, reason: '' };
}

function bodyOf({ stage, place, batch, answers, corrects, reason }: Draft) {
  const text = (value: string): string | null => (value.trim() === '' ? null : value.trim());
  return { stage, place: place.trim(), batch: text(batch), correctsId: corrects?.id ?? null, reason: text(reason), items: Object.entries(answers).map(([id, { done, remark }]) => ({ id, done: done === true, remark: text(remark) })) };
}

function StageChoice({ practical, value, onChange }: { readonly practical: PracticalShown; readonly value: Stage; readonly onChange: (stage: Stage) => void }): ReactNode {
  const t = useT('practical');
  const until = practical.stages.findIndex(({ stage }) => stage === practical.next);
  const allowed = practical.stages.slice(0, until + 1);
  if (allowed.length < 2) return null;
  return <SegmentedControl aria-label={t('assess.stage')} fullWidth value={value} onChange={(chosen) => { const found = allowed.find(({ stage }) => stage === chosen); if (found !== undefined) onChange(found.stage); }} data={allowed.map(({ stage }) => ({ value: stage, label: t(`stage.${stage}`) }))} />;
}

function Item({ item, answer, onChange }: { readonly item: PracticalShown['items'][number]; readonly answer: Answer; readonly onChange: (answer: Answer) => void }): ReactNode {
  const t = useT('practical');
  const choice = (done: boolean): ReactNode => <label><input type="radio" name={item.id} checked={answer.done === done} onChange={() => onChange({ ...answer, done })} />{t(done ? 'assess.itemDone' : 'assess.itemNot')}</label>;
  return (
    <fieldset className={classes.item}>
      <legend>{item.text}{item.critical && <span className={classes.critical}>{t('critical')}</span>}</legend>
      <div className={classes.answers}>{choice(true)}{choice(false)}</div>
      {answer.done !== null && <Textarea label={t(answer.done ? 'assess.remark' : 'assess.remarkNeeded')} autosize minRows={1} value={answer.remark} onChange={(event) => onChange({ ...answer, remark: event.currentTarget.value })} />}
    </fieldset>
  );
}
