import { IconCheck, IconChevronLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useT } from '../../../../ui/i18n.ts';
import classes from './flow-head.module.css';
import type { Assignment, Step } from './types.ts';

export type FlowHeadProps = {
  readonly assignment: Assignment;
  /** Null when all is done. */
  readonly step: Step | null;
  readonly onStep: (step: Step) => void;
};

/** What one trains on and how far one is: read, quiz, sign. A step that is reached can be gone back to. */
export function FlowHead({ assignment, step, onStep }: FlowHeadProps): ReactNode {
  const t = useT('training');
  const reached = step === null ? assignment.steps.length : assignment.steps.indexOf(assignment.step ?? 'sign');
  return (
    <div className={`${classes.head} no-print`}>
      <Link to="/" className={classes.back}><IconChevronLeft size={20} stroke={1.7} aria-hidden="true" /><span>{t('flow.back')}</span></Link>
      <p className={classes.document}><span className="number">{assignment.document.number}</span> <span className={classes.name}>{assignment.document.title}</span> <span className={classes.version}>{t('flow.version', { label: assignment.version.label })}</span></p>
      <ol className={classes.steps} aria-label={t('flow.steps')}>
        {assignment.steps.map((name, index) => {
          const done = index < reached;
          const current = name === step;
          return (
            <li key={name} className={classes.step} data-done={done || undefined} aria-current={current ? 'step' : undefined}>
              <button type="button" disabled={current || index > reached || step === null || (name === 'quiz' && assignment.locked)} onClick={() => onStep(name)}>
                <span className={classes.dot} aria-hidden="true">{done ? <IconCheck size={14} stroke={2.4} /> : index + 1}</span>
                <span>{t(`flow.${name}`)}</span>
                {done && <span className="visually-hidden">{t('flow.stepDone')}</span>}
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
