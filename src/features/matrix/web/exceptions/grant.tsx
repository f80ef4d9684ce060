import { Button, Group, Modal, SegmentedControl, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useState, type ComponentType, type FormEvent, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { SignDialog } from '../../../../ui/sign.tsx';
import { DocumentPicker } from '../../../documents/web/pickers.tsx';
import { getExceptionStatement, grantException, type zExceptionInput } from '../../exceptions/contract.ts';

type Input = z.input<typeof zExceptionInput>;
export type ExceptionEffectProps = { readonly input: Input };
type Props = { readonly personId: string; readonly name: string; readonly Effect: ComponentType<ExceptionEffectProps>; readonly onClose: () => void };

/** Who is exempted or gets one more, from when to when and why; then the effect, then the signature (MTX-06). */
export function GrantDialog({ personId, name, Effect, onClose }: Props): ReactNode {
  const t = useT('exceptions');
  const dates = useDates();
  const [kind, setKind] = useState<Input['kind']>('exemption');
  const [documentId, setDocument] = useState<string | null>(null);
  const [from, setFrom] = useState(dates.today);
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const [seen, setSeen] = useState<Input | null>(null);
  const [signing, setSigning] = useState(false);
  const input = documentId === null || from === '' || until === '' || reason.trim() === '' ? null : { personId, documentId, kind, from, until, reason: reason.trim() };
  const fresh = seen !== null && JSON.stringify(seen) === JSON.stringify(input);
  const preview = (event: FormEvent): void => {
    event.preventDefault();
    setSeen(input);
  };
  if (signing && input !== null) return <Sign name={name} input={input} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} size={1000} title={t('form.title', { name })} closeButtonProps={{ 'aria-label': t('end.title') }}>
      <form onSubmit={preview}>
        <Stack gap="md">
          <SegmentedControl aria-label={t('form.kind')} value={kind} onChange={(value) => setKind(value === 'addition' ? 'addition' : 'exemption')} data={[{ value: 'exemption', label: t('form.exemption') }, { value: 'addition', label: t('form.addition') }]} />
          <DocumentPicker w="100%" label={t('form.document')} placeholder={t('form.pick')} required value={documentId} onChange={setDocument} />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput type="date" label={t('form.from')} required value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
            <TextInput type="date" label={t('form.until')} required value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
          </SimpleGrid>
          <Textarea label={t('form.reason')} required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button type="submit" variant={fresh ? 'default' : 'filled'} disabled={input === null}>{t('form.next')}</Button>
            <Button variant={fresh ? 'filled' : 'default'} disabled={!fresh} onClick={() => setSigning(true)}>{t('form.sign')}</Button>
          </Group>
        </Stack>
      </form>
      {seen !== null && fresh && <Effect input={seen} />}
    </Modal>
  );
}

function Sign({ name, input, onClose }: { readonly name: string; readonly input: Input; readonly onClose: () => void }): ReactNode {
  const t = useT('exceptions');
  const statement = useRead(getExceptionStatement, { body: input }, { fresh: true });
  const grant = useAct(grantException, { onDone: () => { tellDone(t('form.saved')); onClose(); } });
  return (
    <SignDialog
      opened onClose={onClose} title={t('form.signTitle', { name })} action={t(input.kind === 'exemption' ? 'form.exemptionButton' : 'form.additionButton')} statement={statement.data?.statement} statementError={statement.error} reload={statement.refetch}
      isPending={grant.isPending} error={grant.error} onSign={(signing) => grant.act({ body: { ...input, ...signing } })}
    />
  );
}
