import { useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { newKey } from '../../../../ui/api.ts';
import { useT } from '../../../../ui/i18n.ts';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { Page } from '../../../../ui/page.tsx';
import { useSession } from '../../../../ui/session.ts';
import { Desk } from './desk.tsx';
import { windowName } from './keeper.ts';
import { openDraft, type Opened } from './opening.ts';

/** Opens a draft to be written in, or to be read along while somebody else writes. */
export function WriteScreen(): ReactNode {
  const t = useT('authoring');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const session = useSession();
  const [client] = useState(() => windowName(newKey));
  const [opened, setOpened] = useState<{ readonly turn: number; readonly draft: Opened } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const open = useCallback(async (takeOver: boolean) => {
    await openDraft(id, session.personId, client, takeOver).then(
      (draft) => {
        setError(null);
        setOpened((before) => ({ turn: (before?.turn ?? 0) + 1, draft }));
      },
      (problem: unknown) => setError(problem instanceof Error ? problem : new Error(String(problem))),
    );
  }, [id, session.personId, client]);
  useEffect(() => { void open(false); }, [open]);
  if (opened === null) return <Page title={t('title')} answer={t('desk.opening')} width="narrow"><ProblemNote error={error} retry={() => open(false)} /></Page>;
  return <Desk key={opened.turn} versionId={id} client={client} opened={opened.draft} onOpen={open} problem={error} />;
}
