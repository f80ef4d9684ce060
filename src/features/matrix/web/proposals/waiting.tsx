import type { ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { Note } from '../../../../ui/notes.tsx';
import { useMay, useSession } from '../../../../ui/session.ts';
import { may } from '../../permissions.ts';
import { listProposals } from '../../proposals/contract.ts';
import { changeInWords } from './words.ts';

const NAMED = 5;

/** On the first page of whoever approves: what others have written and waits for them. */
export function WaitingApprovals(): ReactNode {
  const t = useT('proposals');
  const { personId } = useSession();
  const mayApprove = useMay(may.approveChanges);
  const read = useRead(listProposals, { query: { limit: 100 } }, { enabled: mayApprove });
  const waiting = (mayApprove ? read.data?.items : undefined)?.filter(({ proposedBy }) => proposedBy.id !== personId) ?? [];
  if (waiting.length === 0) return null;
  return (
    <Note kind="warn" title={t('list.forMe', { count: waiting.length })}>
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {waiting.slice(0, NAMED).map((one) => <li key={one.id}><ScreenLink to={`/matrix/proposals/${one.id}`}>{changeInWords(one, t)}</ScreenLink></li>)}
        {waiting.length > NAMED && <li><ScreenLink to="/matrix/proposals">{t('title')}</ScreenLink></li>}
      </ul>
    </Note>
  );
}
