import { Loader } from '@mantine/core';
import { lazy, Suspense, type ReactNode } from 'react';
import { useT } from './i18n.ts';
import classes from './lazy-screen.module.css';

/** A screen whose program is fetched when it is first opened, so that those who never open it never load it. */
export function lazyScreen(load: () => Promise<() => ReactNode>): () => ReactNode {
  const Loaded = lazy(async () => ({ default: await load() }));
  return function LazyScreen(): ReactNode {
    return <Suspense fallback={<Waiting />}><Loaded /></Suspense>;
  };
}

function Waiting(): ReactNode {
  const t = useT('ui');
  return <div className={classes.waiting} role="status" aria-label={t('loading')}><Loader size="sm" /></div>;
}
