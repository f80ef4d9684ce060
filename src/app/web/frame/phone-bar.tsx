import { Drawer, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconSearch } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { useT } from '../../../ui/i18n.ts';
import type { NavArea } from '../../../ui/screen.ts';
import { areaAt, type NavEntry } from './navigation.ts';
import classes from './phone-bar.module.css';
import { NavList } from './rail.tsx';

const ON_THE_BAR: readonly NavArea[] = ['training', 'procedures'];

/** On a phone: what operators use most, search, and everything else behind More. */
export function PhoneBar({ entries, onSearch }: { readonly entries: readonly NavEntry[]; readonly onSearch: () => void }): ReactNode {
  const t = useT('ui');
  const { pathname } = useLocation();
  const [opened, { open, close }] = useDisclosure(false);
  const area = areaAt(entries, pathname);
  useEffect(close, [pathname, close]);
  return (
    <>
      <nav className={`${classes.bar} no-print`} aria-label={t('nav.label')}>
        {ON_THE_BAR.map((name) => <BarLink key={name} entry={entries.find((entry) => entry.area === name)} current={area === name} />)}
        <UnstyledButton className={classes.item} onClick={onSearch}><IconSearch size={22} stroke={1.6} aria-hidden="true" /><span>{t('nav.search')}</span></UnstyledButton>
        <UnstyledButton className={classes.item} onClick={open} aria-expanded={opened} data-current={(area !== null && !ON_THE_BAR.includes(area)) || undefined}><IconDots size={22} stroke={1.6} aria-hidden="true" /><span>{t('nav.more')}</span></UnstyledButton>
      </nav>
      <Drawer opened={opened} onClose={close} position="bottom" size="auto" radius="md" title={t('nav.everything')} closeButtonProps={{ 'aria-label': t('close') }}>
        <nav aria-label={t('nav.everything')} className={classes.all}><NavList entries={entries} all /></nav>
      </Drawer>
    </>
  );
}

function BarLink({ entry, current }: { readonly entry: NavEntry | undefined; readonly current: boolean }): ReactNode {
  const t = useT('ui');
  const first = entry?.screens[0];
  if (entry === undefined || first?.nav === undefined) return null;
  const Icon = first.nav.icon;
  return <Link to={first.path} className={classes.item} data-current={current || undefined}><Icon size={22} stroke={1.6} /><span>{t(`nav.${entry.area}`)}</span></Link>;
}
