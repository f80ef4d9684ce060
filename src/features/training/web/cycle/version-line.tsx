import type { ReactNode } from 'react';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import type { Cycle } from './cycle.tsx';
import classes from './cycle.module.css';

type Version = Cycle['versions'][number];

/** The document's versions in the order of time, each leading to its own cycle. */
export function VersionLine({ documentId, versions, shown }: { readonly documentId: string; readonly versions: readonly Version[]; readonly shown: string }): ReactNode {
  const t = useT('cycle');
  const times = useTimes();
  return (
    <ol className={classes.line} tabIndex={0} aria-label={t('versions')}>
      {versions.toReversed().map((version) => (
        <li key={version.id} className={classes.version} data-state={version.state} aria-current={version.id === shown ? 'page' : undefined}>
          <ScreenLink to={`/procedures/${documentId}/versions/${version.id}/cycle`} fw={600} aria-label={t('version.open', { label: version.label })}>{`v${version.label}`}</ScreenLink>
          <span>{times(version)}</span>
          <span className="faint">{t(`version.decision.${version.decision}`)}</span>
        </li>
      ))}
    </ol>
  );
}

function useTimes(): (version: Version) => string {
  const t = useT('cycle');
  const dates = useDates();
  return (version) => {
    const from = dates.dayOf(version.effectiveAt);
    if (version.state === 'withdrawn') return t('version.withdrawn');
    if (version.state === 'approved') return t('version.coming', { from, approved: dates.dayOf(version.approvedAt) });
    return version.inForceUntil === null ? t('version.from', { from }) : t('version.fromUntil', { from, until: dates.dayOf(version.inForceUntil) });
  };
}
