import type { ReactNode } from 'react';
import { useT } from '../../../ui/i18n.ts';
import classes from './brand.module.css';

export function Brand(): ReactNode {
  const t = useT('ui');
  return (
    <span className={classes.brand}>
      <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="7" fill="#0f5a5f" />
        <path d="M9 8h9.5a5 5 0 0 1 1.2 9.86L23.5 24M9 8v16M9 18h10" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <span>{t('product')}</span>
    </span>
  );
}
