import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useT } from '../../../ui/i18n.ts';
import type { Screen } from '../../../ui/screen.ts';
import { useSession } from '../../../ui/session.ts';
import { CommandSearch } from '../command-search/command-search.tsx';
import { screens } from '../screens.ts';
import { AsOfBand } from './as-of-band.tsx';
import classes from './frame.module.css';
import { Header } from './header.tsx';
import { navigationFor } from './navigation.ts';
import { PhoneBar } from './phone-bar.tsx';
import { Rail } from './rail.tsx';

export type FrameProps = { readonly screen: Screen | undefined; readonly children: ReactNode };

/** What stands around every screen: the rail by job, the header, on a phone the bar at the bottom (EXPERIENCE: Frame). */
export function Frame({ screen, children }: FrameProps): ReactNode {
  const t = useT('ui');
  const session = useSession();
  const entries = useMemo(() => navigationFor(screens, session.permissions), [session.permissions]);
  const [searching, search] = useDisclosure(false);
  const focus = screen?.frame === 'focus';
  useHotkeys([['mod+K', search.open]], []);
  useFocusOnNavigation();
  return (
    <div className={classes.frame} data-focus={focus || undefined}>
      <a href="#content" className={classes.skip}>{t('skip')}</a>
      {!focus && <Rail entries={entries} />}
      <div className={classes.column}>
        <Header screen={screen} onSearch={search.open} />
        <AsOfBand screen={screen} />
        <main id="content" tabIndex={-1} className={classes.main}>{children}</main>
      </div>
      {!focus && <PhoneBar entries={entries} onSearch={search.open} />}
      <CommandSearch opened={searching} onClose={search.close} entries={entries} />
    </div>
  );
}

/** After going to another screen the reading position is its content, not the link that was left behind. */
function useFocusOnNavigation(): void {
  const { pathname } = useLocation();
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) document.getElementById('content')?.focus({ preventScroll: true });
    first.current = false;
  }, [pathname]);
}
