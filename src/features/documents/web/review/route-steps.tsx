import type { ReactNode } from 'react';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { StatusMark, type Status } from '../../../../ui/status-mark.tsx';
import classes from './review.module.css';
import type { Review, Step } from './words.ts';

const MARK: Readonly<Record<'done' | 'open' | 'overdue' | 'later', Status>> = { done: 'qualified', open: 'training', overdue: 'overdue', later: 'absent' };
const MOST_NAMES = 5;

type Props = { readonly review: Review; /** One below the other, for the side of a page. */ readonly narrow?: boolean; readonly acts?: (step: Step) => ReactNode };

/** The route of a submission: stages in order, the steps of each, who signed and for whom it waits. */
export function RouteSteps({ review, narrow = false, acts }: Props): ReactNode {
  const t = useT('review');
  const stages = [...Map.groupBy(review.steps, (step) => step.stage)];
  return (
    <ol className={classes.route} data-narrow={narrow || undefined}>
      {stages.map(([stage, steps]) => (
        <li key={stage} className={classes.stage} data-open={(review.endedAt === null && steps.some((step) => step.state === 'open')) || undefined}>
          {stages.length > 1 && <p className={classes.stageTitle}>{t('step.stage', { stage })}</p>}
          {steps.map((step) => <StepLine key={step.id} step={step} running={review.endedAt === null}>{acts?.(step)}</StepLine>)}
        </li>
      ))}
    </ol>
  );
}

function StepLine({ step, running, children }: { readonly step: Step; readonly running: boolean; readonly children: ReactNode }): ReactNode {
  const t = useT('review');
  const dates = useDates();
  const state = step.overdue ? 'overdue' : step.state;
  const waiting = useWaitingWords(step);
  return (
    <div className={classes.step}>
      <div className={classes.stepHead}>
        <span className={classes.stepName}>{step.name}</span>
        {(running || state === 'done') && <StatusMark status={MARK[state]} label={t(`step.${state}`)} />}
      </div>
      {step.signatures.map((signature) => (
        <p key={signature.by.id} className={classes.stepLine}>
          {signature.onBehalfOf === null ? t('step.signed', { name: signature.by.name, when: dates.instant(signature.signedAt) }) : t('step.signedFor', { name: signature.by.name, other: signature.onBehalfOf.name, when: dates.instant(signature.signedAt) })}
        </p>
      ))}
      {running && step.state !== 'done' && <p className={classes.stepLine}>{`${waiting} ${t(step.final ? 'step.final' : `step.${step.meaning}`)}`}{step.dueOn !== null && ` · ${t('step.due', { day: dates.nearDay(step.dueOn) })}`}</p>}
      {children}
    </div>
  );
}

function useWaitingWords(step: Step): string {
  const t = useT('review');
  const ta = useT('access');
  const names = step.missing.map((person) => person.name);
  if (names.length === 0) return step.role === null ? '' : t('step.role', { role: ta(`role.${step.role}`).toLowerCase() });
  const shown = names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES).join(', ')} …` : names.join(', ');
  return t(step.need === 'any' && names.length > 1 ? 'step.anyOf' : 'step.eachOf', { names: shown });
}
