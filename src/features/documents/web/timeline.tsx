import type { ReactNode } from 'react';
import { useDates } from '../../../ui/dates.ts';
import { useT } from '../../../ui/i18n.ts';
import { ScreenLink } from '../../../ui/link.tsx';
import { useMay } from '../../../ui/session.ts';
import classes from './documents.module.css';
import { StateWord, type VersionRow } from './words.tsx';

type Props = { readonly versions: readonly VersionRow[]; readonly reading: string | null };

/** All versions, the newest first, with what each changed and what was decided about training. */
export function VersionTimeline({ versions, reading }: Props): ReactNode {
  const newest = versions.toSorted((a, b) => b.ordinal - a.ordinal);
  return (
    <ol className={classes.timeline}>
      {newest.map((version, index) => <Step key={version.id} version={version} previous={newest[index + 1]} reading={version.id === reading} />)}
    </ol>
  );
}

function Step({ version, previous, reading }: { readonly version: VersionRow; readonly previous: VersionRow | undefined; readonly reading: boolean }): ReactNode {
  const t = useT('documents');
  const tc = useT('compare');
  const moment = useMomentInWords(version);
  const mayReadCycle = useMay('training.overview'); // the screen behind the link belongs to training
  return (
    <li className={classes.step} data-state={version.state} data-reading={reading || undefined} aria-current={reading || undefined}>
      <div className={classes.stepHead}>
        <ScreenLink to={`/procedures/${version.documentId}`} search={{ version: version.id }} fw={600} aria-label={t('version.read', { label: version.label })}>{`v${version.label}`}</ScreenLink>
        <StateWord state={version.state} />
      </div>
      <p className={classes.stepLine}>{moment}</p>
      {version.baseline !== null ? <Imported baseline={version.baseline} /> : <p className={classes.stepLine}>{t('version.line', { change: t(`change.${version.changeClass}`), author: [version.author, ...version.coAuthors].map(({ name }) => name).join(', ') })}: {version.changeSummary}</p>}
      {version.approver !== null && version.approvedAt !== null && <Approval version={version} name={version.approver.name} at={version.approvedAt} />}
      {previous !== undefined && <p className={classes.stepLine}><ScreenLink to={`/procedures/${version.documentId}/compare`} search={{ from: previous.id, to: version.id }}>{tc('openWith', { label: previous.label })}</ScreenLink></p>}
      {version.approvedAt !== null && mayReadCycle && <p className={classes.stepLine}><ScreenLink to={`/procedures/${version.documentId}/versions/${version.id}/cycle`} aria-label={t('version.cycleOf', { label: version.label })}>{t('version.cycle')}</ScreenLink></p>}
      {version.sentBackReason !== null && version.state === 'draft' && <p className={classes.stepLine}>{t('version.sentBack', { reason: version.sentBackReason })}</p>}
    </li>
  );
}

/** What was taken over from another system says so, and names no approval. */
function Imported({ baseline }: { readonly baseline: NonNullable<VersionRow['baseline']> }): ReactNode {
  const t = useT('baseline');
  const dates = useDates();
  return <p className={classes.stepLine}>{t('imported', { name: baseline.signer.name, file: baseline.fileName, row: baseline.row, day: dates.day(baseline.statedEffectiveOn) })}</p>;
}

function Approval({ version, name, at }: { readonly version: VersionRow; readonly name: string; readonly at: string }): ReactNode {
  const t = useT('documents');
  const dates = useDates();
  const decision = version.trainingDecision;
  return (
    <p className={classes.stepLine}>
      {t('version.approvedBy', { name, day: dates.dayOf(at) })}
      {decision !== null && ` · ${t('version.training', { decision: t(`decision.${decision}`) })}`}
      {version.trainingReason !== null && `, ${t('version.trainingReason', { reason: version.trainingReason })}`}
    </p>
  );
}

function useMomentInWords(version: VersionRow): string {
  const t = useT('documents');
  const dates = useDates();
  if (version.inForceFrom !== null) {
    const from = dates.dayOf(version.inForceFrom);
    return version.inForceUntil === null ? t('version.from', { from }) : t('version.fromUntil', { from, until: dates.dayOf(version.inForceUntil) });
  }
  if (version.effectiveOn !== null && version.state === 'approved') return t(dates.daysUntil(version.effectiveOn) <= 0 ? 'version.waits' : 'version.effectiveOn', { day: dates.day(version.effectiveOn) });
  if (version.submittedAt !== null && version.state === 'in_review') return t('version.submitted', { day: dates.dayOf(version.submittedAt) });
  return t('version.created', { day: dates.dayOf(version.createdAt) });
}
