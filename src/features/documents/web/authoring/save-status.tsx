import { IconAlertTriangle, IconCheck, IconCloud, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { timeInZone, useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import classes from './desk.module.css';
import type { SaveState } from './saving.ts';

/** Whether what was typed is safe, and whether the version has it. */
export function SaveStatus({ state, ahead }: { readonly state: SaveState; readonly ahead: boolean }): ReactNode {
  const t = useT('authoring');
  const { zone } = useDates();
  const Icon = { saved: IconCheck, saving: IconCloud, retrying: IconRefresh, refused: IconAlertTriangle, aside: IconAlertTriangle }[state.kind];
  const words = state.kind === 'saved' ? (state.at === null ? t('save.nothing') : t('save.saved', { time: timeInZone(new Date(state.at), zone) }))
    : state.kind === 'refused' ? t('save.refused', { sentence: state.sentence }) : t(`save.${state.kind}`);
  return (
    <p className={classes.status} role="status" data-kind={state.kind}>
      <Icon size={16} stroke={1.8} aria-hidden="true" />
      <span>{words}</span>
      {state.kind === 'saved' && state.at !== null && <span className={classes.inVersion} data-ahead={ahead || undefined}>{t(ahead ? 'put.ahead' : 'put.same')}</span>}
    </p>
  );
}
