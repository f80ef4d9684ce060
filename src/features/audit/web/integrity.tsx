import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead } from '../../../ui/api.ts';
import { useT } from '../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../ui/notes.tsx';
import { PageSection } from '../../../ui/page.tsx';
import { useMay } from '../../../ui/session.ts';
import { getCheckpoint, verifyTrail, type zVerification } from '../contract.ts';
import { may } from '../permissions.ts';
import classes from './trail.module.css';

/** The newest checkpoint, and a recomputation of everything with its result in a sentence (AUD-03). */
export function Integrity(): ReactNode {
  const t = useT('audit');
  const mayVerify = useMay(may.verifyTrail);
  const checkpoint = useRead(getCheckpoint, {}, { enabled: mayVerify });
  const verify = useAct(verifyTrail, { refresh: false });
  if (!mayVerify) return null;
  return (
    <PageSection title={t('verify.title')} actions={<Button size="xs" loading={verify.isPending} onClick={() => verify.act({ body: {} })}>{t('verify.button')}</Button>}>
      <div role="status">
        {verify.isPending ? <p className="soft">{t('verify.running')}</p> : verify.reply === undefined ? <p className="soft">{t('verify.idle')}</p> : <Result result={verify.reply} />}
      </div>
      <ProblemNote error={verify.error} />
      {checkpoint.data !== undefined && (
        <details className={classes.checkpoint}>
          <summary>{t('checkpoint.title')}</summary>
          {checkpoint.data.note === null ? <p className="soft">{t('checkpoint.none')}</p> : <><p className="soft">{t('checkpoint.help')}</p><pre className={classes.data} tabIndex={0}>{checkpoint.data.note}</pre></>}
          <p className="soft">{t('checkpoint.key')}</p>
          <pre className={classes.data} tabIndex={0}>{checkpoint.data.publicKey}</pre>
        </details>
      )}
    </PageSection>
  );
}

function Result({ result }: { readonly result: z.output<typeof zVerification> }): ReactNode {
  const t = useT('audit');
  const took = t('verify.took', { ms: result.milliseconds, key: result.signedBy });
  if (result.ok) {
    return (
      <Note kind="good" title={t('verify.ok', { sealed: result.sealed, checkpoints: result.checkpoints })}>
        {result.unsealed > 0 && <p>{t('verify.okUnsealed', { count: result.unsealed })}</p>}
        <p className={classes.took}>{took} {t('verify.root')} <span className={classes.root}>{result.root}</span></p>
      </Note>
    );
  }
  return (
    <Note kind="bad" title={t('verify.bad', { sentence: result.finding?.sentence ?? '' })}>
      {result.finding?.seq !== null && result.finding?.seq !== undefined && <p>{t('verify.badSeq', { seq: result.finding.seq })}</p>}
      <p className={classes.took}>{took}</p>
    </Note>
  );
}
