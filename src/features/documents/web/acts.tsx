import { Button } from '@mantine/core';
import { Fragment, useState, type ReactNode } from 'react';
import { useAct, useRead } from '../../../ui/api.ts';
import { ConfirmDialog, tellDone } from '../../../ui/dialogs.tsx';
import { useT } from '../../../ui/i18n.ts';
import { LinkButton } from '../../../ui/link.tsx';
import { SignDialog } from '../../../ui/sign.tsx';
import { discardDraft, getSubmitStatement, sendBack, submitVersion, withdrawVersion } from '../contract.ts';
import { WritingOfDraft } from './authoring/draft-state.tsx';
import { TranscriptOfDraft } from './transcript/transcript.tsx';
import { useLatestText } from './authoring/latest-text.ts';
import { takeBack } from '../review/contract.ts';
import classes from './documents.module.css';
import { ReplaceFile } from './replace.tsx';
import type { VersionDetail } from './words.tsx';

type ActName = VersionDetail['acts'][number]['act'];
const ORDER: readonly ActName[] = ['submit', 'approve', 'sendBack', 'takeBack', 'replace', 'withdraw', 'discard'];

/** What can be done with a version; what cannot says why. Acts that its state rules out for everybody are left out. */
export function VersionActs({ version }: { readonly version: VersionDetail }): ReactNode {
  const t = useT('documents');
  const [open, setOpen] = useState<ActName | null>(null);
  const fitting = ORDER.flatMap((name) => version.acts.find((act) => act.act === name && fits(act, version.state)) ?? []);
  if (fitting.length === 0) return null;
  const close = (): void => setOpen(null);
  return (
    <>
      <ul className={classes.acts}>
        {fitting.map(({ act, allowed, why }, index) => (
          <Fragment key={act}>
          <li>
            {act === 'approve' && allowed
              ? <LinkButton to={`/versions/${version.id}/approve`} fullWidth>{t('act.approve')}</LinkButton>
              : <Button fullWidth variant={index === 0 && allowed ? 'filled' : 'default'} disabled={!allowed} aria-describedby={why === null ? undefined : `why-${act}`} onClick={() => setOpen(act)}>{t(`act.${act}`)}</Button>}
            {!allowed && why !== null && <span className={classes.actWhy} id={`why-${act}`}>{why}</span>}
          </li>
          {index === 0 && version.state === 'draft' && <li><TranscriptOfDraft version={version} /><WritingOfDraft versionId={version.id} /></li>}
          </Fragment>
        ))}
      </ul>
      <Submit version={version} opened={open === 'submit'} onClose={close} />
      <WithReason version={version} endpoint={sendBack} name="sendBack" opened={open === 'sendBack'} onClose={close} />
      <WithReason version={version} endpoint={takeBack} name="takeBack" opened={open === 'takeBack'} onClose={close} />
      <WithReason version={version} endpoint={withdrawVersion} name="withdraw" opened={open === 'withdraw'} onClose={close} />
      <Discard version={version} opened={open === 'discard'} onClose={close} />
      <ReplaceFile version={version} opened={open === 'replace'} onClose={close} />
    </>
  );
}

function fits({ act, allowed }: VersionDetail['acts'][number], state: VersionDetail['state']): boolean {
  if (act === 'takeBack') return allowed; // the author's alone
  if (act === 'submit' || act === 'discard' || act === 'replace') return state === 'draft';
  return act === 'withdraw' ? state === 'approved' : state === 'in_review';
}

type DialogProps = { readonly version: VersionDetail; readonly opened: boolean; readonly onClose: () => void };

function Submit({ version, opened, onClose }: DialogProps): ReactNode {
  const t = useT('documents');
  const latest = useLatestText(version.id, opened);
  const statement = useRead(getSubmitStatement, { params: { id: version.id } }, { enabled: opened && latest.ready, fresh: true });
  const submit = useAct(submitVersion, { onDone: () => { onClose(); tellDone(t('submit.done')); } });
  return (
    <SignDialog
      opened={opened} onClose={onClose} title={t('submit.title', { number: version.number, label: version.label })} action={t('submit.button')}
      statement={statement.data?.statement} statementError={latest.error ?? statement.error} reload={statement.refetch}
      onSign={(signing) => submit.act({ params: { id: version.id }, body: signing })} isPending={submit.isPending} error={submit.error}
    />
  );
}

type ReasonProps = DialogProps & { readonly endpoint: typeof sendBack | typeof takeBack | typeof withdrawVersion; readonly name: 'sendBack' | 'takeBack' | 'withdraw' };

function WithReason({ version, endpoint, name, opened, onClose }: ReasonProps): ReactNode {
  const t = useT('documents');
  const run = useAct(endpoint, { onDone: onClose });
  return (
    <ConfirmDialog opened={opened} onClose={onClose} title={t(`${name}.title`, { number: version.number, label: version.label })} action={t(`act.${name}`)} danger reason={t('reason')} isPending={run.isPending} error={run.error} onConfirm={(reason) => run.act({ params: { id: version.id }, body: { reason } })}>
      {t(`${name}.text`)}
    </ConfirmDialog>
  );
}

function Discard({ version, opened, onClose }: DialogProps): ReactNode {
  const t = useT('documents');
  const discard = useAct(discardDraft, { onDone: onClose });
  return (
    <ConfirmDialog opened={opened} onClose={onClose} title={t('discard.title', { label: version.label })} action={t('discard.button')} danger isPending={discard.isPending} error={discard.error} onConfirm={() => discard.act({ params: { id: version.id } })}>
      {t('discard.text')}
    </ConfirmDialog>
  );
}
