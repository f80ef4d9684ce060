import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from './i18n.ts';
import classes from './notes.module.css';
import { sentenceOf } from './problem.ts';

export type NoteProps = { readonly kind?: 'info' | 'warn' | 'bad' | 'good'; readonly title?: string; readonly children?: ReactNode; readonly action?: ReactNode };

const ICONS = { info: IconInfoCircle, warn: IconAlertTriangle, bad: IconAlertTriangle, good: IconCircleCheck } as const;

/** A remark in the page: information, a warning, a refusal, or that something succeeded. */
export function Note({ kind = 'info', title, children, action }: NoteProps): ReactNode {
  const Icon = ICONS[kind];
  return (
    <div className={classes.note} data-kind={kind} role={kind === 'bad' ? 'alert' : kind === 'info' ? undefined : 'status'}>
      <Icon size={20} stroke={1.8} className={classes.icon ?? ''} aria-hidden="true" />
      <div className={classes.text}>
        {title !== undefined && <p className={classes.title}>{title}</p>}
        {children !== undefined && <div>{children}</div>}
      </div>
      {action}
    </div>
  );
}

/** Why something was refused or failed, with what to do next; nothing when there was no error. */
export function ProblemNote({ error, retry }: { readonly error: unknown; readonly retry?: (() => unknown) | undefined }): ReactNode {
  const t = useT('ui');
  if (error === null || error === undefined) return null;
  return (
    <Note kind="bad" action={retry === undefined ? undefined : <Button variant="default" size="xs" onClick={() => void retry()}>{t('problem.retry')}</Button>}>
      {sentenceOf(error)}
    </Note>
  );
}

export type EmptyProps = { readonly title: string; readonly text?: string | undefined; readonly action?: ReactNode };

/** Nothing here: says so and teaches the next step. */
export function Empty({ title, text, action }: EmptyProps): ReactNode {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      {text !== undefined && <p className={classes.emptyText}>{text}</p>}
      {action !== undefined && <div className={classes.emptyAction}>{action}</div>}
    </div>
  );
}
