import { IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useRead } from '../../../../../ui/api.ts';
import { useDates } from '../../../../../ui/dates.ts';
import { useT } from '../../../../../ui/i18n.ts';
import { LinkButton } from '../../../../../ui/link.tsx';
import { getMyTraining } from '../../../contract.ts';
import { pathWords } from '../list/words.ts';
import type { Assignment } from '../types.ts';
import classes from './done.module.css';
import type { Signed } from './sign-step.tsx';

/** It is done: the record, and what comes next. */
export function Done({ assignment, signed }: { readonly assignment: Assignment; readonly signed: Signed }): ReactNode {
  const t = useT('training');
  const dates = useDates();
  const heading = useRef<HTMLHeadingElement>(null);
  const due = useRead(getMyTraining, {}, { fresh: true }).data?.due.filter((row) => row.id !== assignment.id);
  const next = due?.filter((row) => !row.locked).toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))[0];
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div className={classes.done}>
      <IconCircleCheck size={52} stroke={1.5} className={classes.mark ?? ''} aria-hidden="true" />
      <h1 ref={heading} tabIndex={-1} className={classes.title}>{t('done.answer', { number: assignment.document.number, label: assignment.version.label })}</h1>
      <p className={classes.text}>{t('done.text', { when: dates.instant(signed.signedAt) })}</p>
      <div className={classes.buttons}>
        <LinkButton to={`/records/${signed.recordId}`} variant="default" size="md">{t('done.record')}</LinkButton>
        <LinkButton to="/" variant={next === undefined ? 'filled' : 'default'} size="md">{t('done.home')}</LinkButton>
      </div>
      {next !== undefined && (
        <div className={classes.next}>
          <div>
            <p className={classes.nextTitle}>{t('done.next', { number: next.document.number, title: next.document.title })}</p>
            <p className={classes.nextText}>{t('done.nextText', { path: pathWords(next, t), minutes: t('my.minutes', { count: next.minutes }) })}</p>
          </div>
          <LinkButton to={`/training/${next.id}`} size="md">{t('my.start')}</LinkButton>
        </div>
      )}
      {due?.length === 0 && <p className={classes.text}>{t('done.none')}</p>}
    </div>
  );
}
