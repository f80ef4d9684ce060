import type { ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useT } from '../../../../ui/i18n.ts';
import { LinkButton } from '../../../../ui/link.tsx';
import { Note } from '../../../../ui/notes.tsx';
import { useMay } from '../../../../ui/session.ts';
import { may } from '../../permissions.ts';
import { listSweeps } from '../../sweeps/contract.ts';

/** MTX-04: what the checks found waits here, wherever the matrix is looked at, until somebody says what became of it. */
export function DriftWaiting(): ReactNode {
  const t = useT('sweeps');
  const mayRead = useMay(may.readHealth);
  const { data } = useRead(listSweeps, {}, { enabled: mayRead });
  if (data === undefined) return null;
  return (
    <>
      {data.waiting > 0 && <Note kind="warn" title={t('waiting', { count: data.waiting })} action={<LinkButton size="xs" variant="default" to="/matrix/sweeps">{t('waiting.open')}</LinkButton>} />}
      {data.missing && <Note kind="warn" title={t('missing')}>{t('missing.text')}</Note>}
    </>
  );
}
