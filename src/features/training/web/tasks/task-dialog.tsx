import { Button, Group, Modal, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct } from '../../../../ui/api.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { DocumentsPicker, type DocumentChoice } from '../../../documents/web/pickers.tsx';
import { DepartmentPicker, PersonPicker, SitePicker } from '../../../people/web/pickers.tsx';
import { createTask, reviseTask } from '../../tasks/contract.ts';
import type { Task } from './tasks.tsx';

type Draft = { readonly code: string; readonly name: string; readonly documents: readonly DocumentChoice[]; readonly siteId: string | null; readonly departmentId: string | null; readonly ownerId: string | null };

function draftOf(task: Task | null): Draft {
  return { code: task?.code ?? '', name: task?.name ?? '', documents: task?.documents ?? [], siteId: task?.site?.id ?? null, departmentId: task?.department?.id ?? null, ownerId: task?.owner?.id ?? null };
}

/** A new task, or the next version of one. */
export function TaskDialog({ task, onClose }: { readonly task: Task | null; readonly onClose: () => void }): ReactNode {
  const t = useT('tasks');
  const ui = useT('ui');
  const [draft, setDraft] = useState(draftOf(task));
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const onDone = (): void => { onClose(); tellDone(t('saved')); };
  const create = useAct(createTask, { onDone });
  const revise = useAct(reviseTask, { onDone });
  const used = task === null ? create : revise;
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const { code, documents, ...rest } = draft;
    const body = { ...rest, documentIds: documents.map((document) => document.id) };
    if (task === null) create.act({ body: { ...body, code } });
    else revise.act({ params: { id: task.id }, body });
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={task === null ? t('newTitle') : t('changeTitle', { code: task.code })} closeButtonProps={{ 'aria-label': ui('close') }}>
      <form onSubmit={save}>
        <Stack gap="sm">
          {task === null ? <TextInput label={t('code')} description={t('codeHelp')} required value={draft.code} onChange={(event) => set({ code: event.currentTarget.value })} data-autofocus /> : <p style={{ margin: 0 }}>{t('changeText', { version: task.version + 1 })}</p>}
          <TextInput label={t('name')} required value={draft.name} onChange={(event) => set({ name: event.currentTarget.value })} />
          <DocumentsPicker label={t('documents')} required value={draft.documents} onChange={(documents) => set({ documents })} />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <SitePicker label={t('site')} placeholder={t('optional')} value={draft.siteId} onChange={(siteId) => set({ siteId })} />
            <DepartmentPicker label={t('department')} placeholder={t('optional')} value={draft.departmentId} onChange={(departmentId) => set({ departmentId })} />
          </SimpleGrid>
          <PersonPicker label={t('owner')} placeholder={t('optional')} value={draft.ownerId} known={task?.owner ?? null} onChange={(ownerId) => set({ ownerId })} />
          <ProblemNote error={used.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} disabled={used.isPending}>{ui('cancel')}</Button>
            <Button type="submit" loading={used.isPending} disabled={draft.documents.length === 0 || draft.name.trim() === ''}>{t('save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
