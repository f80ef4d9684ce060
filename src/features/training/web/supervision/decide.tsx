import { Button, Group, Modal, NumberInput, Radio, Stack, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useAct } from '../../../../ui/api.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { allowAttempts } from '../../contract.ts';
import { markNotCompetent } from '../../supervision/contract.ts';
import type { Work } from './open-work.tsx';

const MOST_MORE = 5;

/** After the last attempt the supervisor coaches and lets them try again, or marks them not competent (ASM-05). */
export function Decide({ work, onClose }: { readonly work: Work; readonly onClose: () => void }): ReactNode {
  const t = useT('supervision');
  const ui = useT('ui');
  const [how, setHow] = useState<'allow' | 'not' | null>(null);
  const [attempts, setAttempts] = useState(1);
  const [reason, setReason] = useState('');
  const allow = useAct(allowAttempts, { onDone: () => { tellDone(t('locked.allowed')); onClose(); } });
  const mark = useAct(markNotCompetent, { onDone: () => { tellDone(t('locked.marked')); onClose(); } });
  const params = { id: work.id };
  const decide = (): void => (how === 'allow' ? allow.act({ params, body: { attempts, reason: reason.trim() } }) : mark.act({ params, body: { reason: reason.trim() } }));
  const isPending = allow.isPending || mark.isPending;
  return (
    <Modal opened onClose={onClose} title={t('locked.title', { number: work.document.number, name: work.person.name })} closeButtonProps={{ 'aria-label': ui('close') }}>
      <form onSubmit={(event) => { event.preventDefault(); decide(); }}>
        <Stack gap="sm">
          <p className="soft" style={{ margin: 0 }}>{t('locked.text')}</p>
          <Radio.Group label={t('locked.how')} value={how} onChange={(value) => setHow(value === 'allow' ? 'allow' : 'not')}>
            <Stack gap="sm" mt="xs">
              <Radio value="allow" label={t('locked.allow')} description={t('locked.allowHelp')} />
              <Radio value="not" label={t('locked.not')} description={t('locked.notHelp')} />
            </Stack>
          </Radio.Group>
          {how === 'allow' && <NumberInput label={t('locked.attempts')} w={140} min={1} max={MOST_MORE} allowDecimal={false} allowNegative={false} value={attempts} onChange={(value) => setAttempts(Number(value))} />}
          <Textarea label={t('locked.reason')} required withAsterisk={false} autosize minRows={2} maxRows={8} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <ProblemNote error={allow.error ?? mark.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} disabled={isPending}>{ui('cancel')}</Button>
            <Button type="submit" loading={isPending} disabled={how === null || reason.trim() === '' || attempts < 1} {...(how === 'not' ? { color: 'clay' } : {})}>{t('locked.act')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
