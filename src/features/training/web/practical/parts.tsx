import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { PageSection } from '../../../../ui/page.tsx';
import { StatusMark } from '../../../../ui/status-mark.tsx';
import type { zPracticalProgress } from '../../practical/contract.ts';
import classes from './practical.module.css';

export type PracticalShown = z.output<typeof zPracticalProgress>;
export type RepetitionShown = PracticalShown['repetitionsDone'][number];

/** How often each stage has to go well, and how often it has. */
export function StageList({ practical }: { readonly practical: PracticalShown }): ReactNode {
  const t = useT('practical');
  return (
    <ol className={classes.stages}>
      {practical.stages.map(({ stage, required, done }) => (
        <li key={stage} className={classes.stage} data-next={practical.next === stage || undefined}>
          <span className={classes.stageName}>{t(`stage.${stage}`)}</span>
          {done >= required ? <StatusMark status="qualified" label={t('stageDone', { required })} /> : <span>{t('stageOpen', { done, required })}</span>}
        </li>
      ))}
    </ol>
  );
}

export function Checklist({ items }: { readonly items: PracticalShown['items'] }): ReactNode {
  const t = useT('practical');
  return <ol className={classes.items}>{items.map((item) => <li key={item.id}>{item.text}{item.critical && <span className={classes.critical}>{t('critical')}</span>}</li>)}</ol>;
}

/** What was assessed so far, newest first; nothing where there is nothing yet. */
export function Repetitions({ practical, onCorrect }: { readonly practical: PracticalShown; readonly onCorrect?: (repetition: RepetitionShown) => void }): ReactNode {
  const t = useT('practical');
  const { repetitionsDone } = practical;
  if (repetitionsDone.length === 0) return null;
  return <PageSection title={t('repetitions')}>{repetitionsDone.toReversed().map((one) => <Repetition key={one.id} one={one} all={repetitionsDone} onCorrect={onCorrect} />)}</PageSection>;
}

function Repetition({ one, all, onCorrect }: { readonly one: RepetitionShown; readonly all: readonly RepetitionShown[]; readonly onCorrect: ((repetition: RepetitionShown) => void) | undefined }): ReactNode {
  const t = useT('practical');
  const dates = useDates();
  const correction = all.find((other) => other.correctsId === one.id);
  const corrected = all.find((other) => other.id === one.correctsId);
  const remarks = one.items.filter((item) => !item.done || item.remark !== null);
  return (
    <div className={classes.repetition}>
      <div className={classes.line}>
        <strong>{t('repetition', { number: one.number, stage: t(`stage.${one.stage}`) })}</strong>
        <StatusMark status={one.competent ? 'qualified' : 'missing'} label={t(one.competent ? 'competent' : 'notYet')} />
        {correction === undefined && onCorrect !== undefined && <Button size="compact-sm" variant="subtle" onClick={() => onCorrect(one)}>{t('correct', { number: one.number })}</Button>}
      </div>
      <span className="soft">{t('by', { name: one.assessor.name, at: dates.instant(one.at), place: one.batch === null ? one.place : t('placeBatch', { place: one.place, batch: one.batch }) })}</span>
      {correction !== undefined && <span>{t('correctedBy', { number: correction.number })}</span>}
      {corrected !== undefined && <span>{t('corrects', { number: corrected.number, reason: one.reason ?? '' })}</span>}
      {remarks.length > 0 && <ul className={classes.remarks}>{remarks.map((item) => <li key={item.id}>{t(item.done ? 'remarkOn' : 'notDone', { item: item.text, remark: item.remark ?? '' })}</li>)}</ul>}
    </div>
  );
}
