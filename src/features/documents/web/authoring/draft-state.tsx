import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAct, useRead } from '../../../../ui/api.ts';
import { timeInZone, useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { LinkButton } from '../../../../ui/link.tsx';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { useMay } from '../../../../ui/session.ts';
import { getWriting, putWriting } from '../../authoring/contract.ts';
import { may } from '../../permissions.ts';
import classes from '../documents.module.css';

/** On the procedure page: the way to the editor, who is writing, and text that the version does not have yet. */
export function WritingOfDraft({ versionId }: { readonly versionId: string }): ReactNode {
  const t = useT('authoring');
  const { zone } = useDates();
  const mayRead = useMay(may.readAllVersions);
  const read = useRead(getWriting, { params: { id: versionId } }, { enabled: mayRead, fresh: true });
  const put = useAct(putWriting);
  const writing = read.data;
  if (writing === undefined || writing.state !== 'draft') return null;
  return (
    <>
      {writing.mayWrite && <LinkButton to={`/versions/${versionId}/write`} fullWidth variant="default">{t(writing.revision === 0 ? 'state.write' : 'state.continue')}</LinkButton>}
      {writing.holder !== null && <p className={classes.actWhy}>{t('state.writing', { name: writing.holder.name })}</p>}
      {writing.ahead && writing.savedAt !== null && (
        <>
          <p className={classes.actWhy}>{t('state.ahead', { time: timeInZone(new Date(writing.savedAt), zone), name: writing.savedBy?.name ?? '' })}</p>
          {writing.mayWrite && <Button fullWidth variant="default" loading={put.isPending} onClick={() => put.act({ params: { id: versionId }, body: {} })}>{t('state.put')}</Button>}
        </>
      )}
      <ProblemNote error={put.error} />
    </>
  );
}
