import type { ReactNode } from 'react';
import { useT } from '../../ui/i18n.ts';
import { LinkButton } from '../../ui/link.tsx';
import { Page } from '../../ui/page.tsx';

export function NotFound(): ReactNode {
  const t = useT('ui');
  return <Page width="narrow" title={t('product')} answer={t('notFound.title')} lead={t('notFound.text')} actions={<LinkButton to="/">{t('notFound.home')}</LinkButton>} />;
}
