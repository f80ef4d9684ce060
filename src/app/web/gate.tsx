import { Outlet, useMatches } from '@tanstack/react-router';
import { useEffect, useMemo, type ReactNode } from 'react';
import type { z } from 'zod';
import { getMe, type zMe } from '../../features/access/contract.ts';
import { AgreementForm } from '../../features/access/web/agreement.tsx';
import { SignIn } from '../../features/access/web/sign-in.tsx';
import { useRead } from '../../ui/api.ts';
import { pageClock } from '../../ui/clock.ts';
import { useText } from '../../ui/i18n.ts';
import { ProblemNote } from '../../ui/notes.tsx';
import { Problem } from '../../ui/problem.ts';
import type { Screen } from '../../ui/screen.ts';
import { SessionContext, type Session } from '../../ui/session.ts';
import { AgreementContext } from '../../ui/sign.tsx';
import { Frame } from './frame/frame.tsx';
import classes from './gate.module.css';

/** Whoever is signed in sees the frame and the screen; others sign in first, at the same address. */
export function Gate(): ReactNode {
  const screen = useMatches().at(-1)?.staticData.screen;
  useTitle(screen);
  return screen?.frame === 'bare' ? <Outlet /> : <SignedIn screen={screen} />;
}

function SignedIn({ screen }: { readonly screen: Screen | undefined }): ReactNode {
  const me = useRead(getMe);
  const session = useMemo(() => (me.data === undefined ? null : sessionOf(me.data)), [me.data]);
  if (me.error instanceof Problem && me.error.status === 401) return <SignIn />;
  if (session === null) return <div className={classes.boot} aria-busy="true">{me.error !== null && <ProblemNote error={me.error} retry={me.refetch} />}</div>;
  return (
    <SessionContext value={session}>
      <AgreementContext value={AgreementForm}>
        <Frame screen={screen}><Outlet /></Frame>
      </AgreementContext>
    </SessionContext>
  );
}

function sessionOf(me: z.output<typeof zMe>): Session {
  return {
    personId: me.id,
    name: me.name,
    employeeNumber: me.employeeNumber,
    permissions: me.permissions,
    roles: me.roles,
    zone: me.site?.zone ?? me.organisation.zone,
    locale: localeFor(me.site?.locale),
    organisation: me.organisation.name,
    simulation: me.simulation,
    agreementAccepted: me.agreementAcceptedAt !== null,
    clockOffset: Math.round((Date.parse(me.now) - pageClock()) / 1000) * 1000,
  };
}

/** The site's locale; where it names no country ("en"), the browser's variety of that language. */
function localeFor(site: string | undefined): string {
  if (site === undefined) return navigator.language;
  return !site.includes('-') && navigator.language.startsWith(`${site}-`) ? navigator.language : site;
}

function useTitle(screen: Screen | undefined): void {
  const text = useText();
  useEffect(() => {
    document.title = screen === undefined ? text('ui:product') : `${text(screen.title)} · ${text('ui:product')}`;
  }, [screen, text]);
}
