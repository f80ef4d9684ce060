import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../../ui/i18n.ts';
import { Page } from '../../ui/page.tsx';
import { sentenceOf } from '../../ui/problem.ts';

/** A screen that threw: the rest of the frame goes on. */
export function Broken({ error }: { readonly error: unknown }): ReactNode {
  const t = useT('ui');
  return <Page width="narrow" title={t('product')} answer={t('problem.title')} lead={sentenceOf(error)} actions={<Button onClick={() => location.reload()}>{t('problem.reload')}</Button>} />;
}
