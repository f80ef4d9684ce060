import type { ReactNode } from 'react';
import { useT } from './i18n.ts';
import classes from './status-mark.module.css';

/** States as they are shown everywhere: each has words, a shape and a colour, never colour alone. */
export type Status = 'qualified' | 'training' | 'soon' | 'overdue' | 'missing' | 'previous' | 'absent' | 'exempt' | 'notRequired';

export type StatusMarkProps = {
  readonly status: Status;
  /** Other words than the state's own. */
  readonly label?: string | undefined;
  /** Only the shape; the words are for screen readers and on hover. */
  readonly compact?: boolean;
};

export function StatusMark({ status, label, compact = false }: StatusMarkProps): ReactNode {
  const t = useT('ui');
  const words = label ?? t(`status.${status}`);
  return (
    <span className={classes.mark} data-status={status} title={compact ? words : undefined}>
      <StatusShape status={status} />
      <span className={compact ? 'visually-hidden' : classes.words}>{words}</span>
    </span>
  );
}

/** The shape alone, 14 px, in the colour of the text around it. */
export function StatusShape({ status }: { readonly status: Status }): ReactNode {
  return (
    <svg className={classes.shape} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
      {SHAPES[status]}
    </svg>
  );
}

const ring = <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.8" />;
const SHAPES: Readonly<Record<Status, ReactNode>> = {
  qualified: <circle cx="8" cy="8" r="6.9" fill="currentColor" />,
  training: <>{ring}<path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" /></>,
  soon: <>{ring}<path d="M8 2a6 6 0 0 1 6 6H8z" fill="currentColor" /></>,
  overdue: <path d="M8 1.2 15.2 14.4H.8z" fill="currentColor" />,
  missing: ring,
  previous: <>{ring}<circle cx="8" cy="8" r="2.8" fill="currentColor" /></>,
  absent: <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.8" strokeDasharray="2.4 2.3" />,
  exempt: <path d="M2.5 8h11" stroke="currentColor" strokeWidth="2" />,
  notRequired: null,
};

/** The state of a person on a document, as the API names it, as a status to show. */
export function statusOfTraining(state: string): Status {
  return TRAINING[state] ?? 'missing';
}

const TRAINING: Readonly<Record<string, Status>> = { qualified: 'qualified', previous_version: 'previous', in_window: 'training', due: 'soon', overdue: 'overdue', absent: 'absent', exempt: 'exempt', not_required: 'notRequired' };
