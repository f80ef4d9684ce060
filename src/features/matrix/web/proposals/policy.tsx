import { Button, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct, useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { PageSection } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { SignDialog } from '../../../../ui/sign.tsx';
import { getApprovalPolicy, getApprovalPolicyStatement, signApprovalPolicy } from '../../approval/contract.ts';
import { may } from '../../permissions.ts';

/** Whether four eyes are needed: the sentence that holds, who signed it, and what held before (MTX-02). */
export function ApprovalPolicy(): ReactNode {
  const t = useT('proposals');
  const dates = useDates();
  const maySign = useMay(may.signMatrixPolicy);
  const [changing, setChanging] = useState(false);
  const items = useRead(getApprovalPolicy).data?.items ?? [];
  const [current, ...earlier] = items;
  if (current === undefined) return null;
  const signed = ({ signature, reason }: typeof current): string => (signature === null ? t('policy.default') : t('policy.signed', { name: signature.printedName, day: dates.dayOf(signature.signedAt), reason: reason ?? '' }));
  return (
    <PageSection title={t('policy.title')} actions={maySign && <Button size="xs" variant="default" onClick={() => setChanging(true)}>{t('policy.change')}</Button>}>
      <p style={{ margin: 0 }}>{current.sentence}</p>
      <p className="soft" style={{ margin: '4px 0 0' }}>{signed(current)}</p>
      {earlier.map((one) => <p key={one.version} className="soft" style={{ margin: '8px 0 0' }}>{t('policy.earlier', { sentence: one.sentence })} {signed(one)}</p>)}
      {changing && <Change now={current.secondPerson} onClose={() => setChanging(false)} />}
    </PageSection>
  );
}

function Change({ now, onClose }: { readonly now: boolean; readonly onClose: () => void }): ReactNode {
  const t = useT('proposals');
  const ui = useT('ui');
  const [secondPerson, choose] = useState(now);
  const [reason, setReason] = useState('');
  const [signing, setSigning] = useState(false);
  const next = (event: FormEvent): void => { event.preventDefault(); setSigning(true); };
  if (signing) return <Sign secondPerson={secondPerson} reason={reason.trim()} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title={t('policy.title')} closeButtonProps={{ 'aria-label': ui('close') }}>
      <form onSubmit={next}>
        <Stack gap="md">
          <Radio.Group aria-label={t('policy.title')} value={secondPerson ? 'needed' : 'alone'} onChange={(value) => choose(value === 'needed')}>
            <Stack gap="sm"><Radio value="needed" label={t('policy.needed')} /><Radio value="alone" label={t('policy.alone')} /></Stack>
          </Radio.Group>
          <Textarea label={t('policy.reason')} description={t('policy.reasonHelp')} required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Button type="submit" style={{ justifySelf: 'end' }} disabled={secondPerson === now || reason.trim() === ''}>{t('policy.next')}</Button>
        </Stack>
      </form>
    </Modal>
  );
}

function Sign({ secondPerson, reason, onClose }: { readonly secondPerson: boolean; readonly reason: string; readonly onClose: () => void }): ReactNode {
  const t = useT('proposals');
  const statement = useRead(getApprovalPolicyStatement, { body: { secondPerson } }, { fresh: true });
  const sign = useAct(signApprovalPolicy, { onDone: () => { tellDone(t('policy.done')); onClose(); } });
  return (
    <SignDialog
      opened onClose={onClose} title={t('policy.title')} action={t('policy.sign')} statement={statement.data?.statement} statementError={statement.error} reload={statement.refetch} isPending={sign.isPending} error={sign.error}
      onSign={(signing) => sign.act({ body: { secondPerson, reason, ...signing } })}
    />
  );
}
