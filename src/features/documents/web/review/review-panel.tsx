import type { ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useT } from '../../../../ui/i18n.ts';
import { LinkButton } from '../../../../ui/link.tsx';
import { Note } from '../../../../ui/notes.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { getReview } from '../../review/contract.ts';
import { RouteSteps } from './route-steps.tsx';

type Props = { readonly versionId: string };

/** The review that runs, beside a procedure's versions. */
export function ReviewPanel({ versionId }: Props): ReactNode {
  const t = useT('review');
  const { data } = useRead(getReview, { params: { id: versionId } });
  if (data?.review == null) return null;
  return (
    <PageSection title={t('panel.title')}>
      <RouteSteps review={data.review} narrow />
      <LinkButton to={`/versions/${versionId}/review`} variant="default" fullWidth mt="sm">{t('act.open')}</LinkButton>
    </PageSection>
  );
}

/** What the approver should know before signing: comments that are not settled. */
export function UnresolvedNote({ versionId }: Props): ReactNode {
  const t = useT('review');
  const { data } = useRead(getReview, { params: { id: versionId } });
  const count = data?.threads.filter((thread) => !thread.resolved).length ?? 0;
  if (count === 0) return null;
  return <Note kind="warn" action={<LinkButton to={`/versions/${versionId}/review`} variant="default" size="xs">{t('act.open')}</LinkButton>}>{t('sign.unresolved', { count })}</Note>;
}
