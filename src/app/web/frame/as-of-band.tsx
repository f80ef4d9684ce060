import { UnstyledButton } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useAsOf } from '../../../ui/as-of.ts';
import { useDates } from '../../../ui/dates.ts';
import { useT } from '../../../ui/i18n.ts';
import type { Screen } from '../../../ui/screen.ts';
import classes from './as-of-band.module.css';

/** While a past moment is shown, no screen can be mistaken for the present. */
export function AsOfBand({ screen }: { readonly screen: Screen | undefined }): ReactNode {
  const t = useT('ui');
  const dates = useDates();
  const { asOf, setAsOf } = useAsOf();
  if (asOf === null) return null;
  const present = screen?.present === true;
  return (
    <div className={classes.band} role="status" data-present={present || undefined}>
      <IconHistory size={19} stroke={1.8} aria-hidden="true" />
      <span className={classes.text}>{t(present ? 'asOf.bandPresent' : 'asOf.band', { moment: dates.instant(asOf) })}</span>
      <UnstyledButton className={`${classes.back} no-print`} onClick={() => setAsOf(null)}>{t('asOf.backToNow')}</UnstyledButton>
    </div>
  );
}
