import { UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useDates } from '../../../ui/dates.ts';
import { useT } from '../../../ui/i18n.ts';
import type { Screen } from '../../../ui/screen.ts';
import { useSession } from '../../../ui/session.ts';
import { AsOfControl } from './as-of-control.tsx';
import { Brand } from './brand.tsx';
import classes from './header.module.css';
import { PersonMenu } from './person-menu.tsx';

export type HeaderProps = { readonly screen: Screen | undefined; readonly onSearch: () => void };

export function Header({ screen, onSearch }: HeaderProps): ReactNode {
  const t = useT('ui');
  const session = useSession();
  const dates = useDates();
  const focus = screen?.frame === 'focus';
  return (
    <header className={`${classes.header} no-print`} data-focus={focus || undefined}>
      <Link to="/" className={classes.brand} aria-label={t('product')}><Brand /></Link>
      {!focus && (
        <UnstyledButton className={classes.search} onClick={onSearch} aria-keyshortcuts="Control+K Meta+K">
          <IconSearch size={17} stroke={1.7} aria-hidden="true" />
          <span className={classes.searchText}>{t('header.search')}</span>
          <kbd className={classes.key} aria-hidden="true">{t(isMac() ? 'header.keysMac' : 'header.keys')}</kbd>
        </UnstyledButton>
      )}
      <div className={classes.end}>
        {session.simulation && <span className={classes.simulation}>{t('header.simulation', { day: dates.day(dates.today) })}</span>}
        {!focus && screen?.present !== true && <AsOfControl />}
        <PersonMenu />
      </div>
    </header>
  );
}

function isMac(): boolean {
  return /Mac|iPhone|iPad/u.test(navigator.userAgent);
}
