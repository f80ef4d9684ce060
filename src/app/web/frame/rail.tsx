import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useT, useText } from '../../../ui/i18n.ts';
import { Brand } from './brand.tsx';
import { areaAt, isUnder, type NavEntry } from './navigation.ts';
import classes from './rail.module.css';

export function Rail({ entries }: { readonly entries: readonly NavEntry[] }): ReactNode {
  const t = useT('ui');
  return (
    <div className={`${classes.rail} no-print`}>
      <div className={classes.inner}>
        <Link to="/" className={classes.brand} aria-label={t('product')}><Brand /></Link>
        <nav aria-label={t('nav.label')}><NavList entries={entries} /></nav>
      </div>
    </div>
  );
}

/** The link itself would call every screen current that lies above the one shown. */
const EXACT = { exact: true } as const;

/** Areas, and below the open one its screens. */
export function NavList({ entries, all = false }: { readonly entries: readonly NavEntry[]; readonly all?: boolean }): ReactNode {
  const t = useT('ui');
  const text = useText();
  const { pathname } = useLocation();
  const area = areaAt(entries, pathname);
  return (
    <ul className={classes.list}>
      {entries.map((entry) => {
        const first = entry.screens[0];
        if (first?.nav === undefined) return null;
        const Icon = first.nav.icon;
        const open = entry.area === area;
        return (
          <li key={entry.area}>
            <Link to={first.path} className={classes.area} activeOptions={EXACT} data-open={open || undefined} aria-current={pathname === first.path ? 'page' : undefined}>
              <Icon size={20} stroke={1.6} className={classes.icon ?? ''} />
              <span>{t(`nav.${entry.area}`)}</span>
            </Link>
            {(open || all) && entry.screens.length > 1 && (
              <ul className={classes.below}>
                {entry.screens.map((screen) => (
                  <li key={screen.path}><Link to={screen.path} className={classes.screen} activeOptions={EXACT} aria-current={isCurrent(pathname, screen.path, entry) ? 'page' : undefined}>{text(screen.title)}</Link></li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The screen itself, or what lies below it, unless another of the area fits more closely. */
function isCurrent(path: string, base: string, entry: NavEntry): boolean {
  return isUnder(path, base) && !entry.screens.some((other) => other.path.length > base.length && isUnder(path, other.path));
}
