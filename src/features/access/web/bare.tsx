import type { ReactNode } from 'react';
import { useT } from '../../../ui/i18n.ts';
import classes from './bare.module.css';

export type BareProps = { readonly title: string; readonly lead?: string; readonly wide?: boolean; readonly children: ReactNode };

/** A screen for someone who is not signed in yet: one sheet of paper in the middle. */
export function Bare({ title, lead, wide = false, children }: BareProps): ReactNode {
  const t = useT('ui');
  return (
    <main className={classes.bare}>
      <div className={classes.brand}>
        <svg viewBox="0 0 32 32" width="36" height="36" aria-hidden="true" focusable="false">
          <rect width="32" height="32" rx="7" fill="#0f5a5f" />
          <path d="M9 8h9.5a5 5 0 0 1 1.2 9.86L23.5 24M9 8v16M9 18h10" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
        <div>
          <p className={classes.product}>{t('product')}</p>
          <p className={classes.tagline}>{t('tagline')}</p>
        </div>
      </div>
      <div className={classes.sheet} data-wide={wide || undefined}>
        <h1 className={classes.title}>{title}</h1>
        {lead !== undefined && <p className={classes.lead}>{lead}</p>}
        {children}
      </div>
    </main>
  );
}
