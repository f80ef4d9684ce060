import { MultiSelect, Paper, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useRead } from '../../../ui/api.ts';
import { useT } from '../../../ui/i18n.ts';
import { listDepartments, listJobRoles, listSites } from '../../people/contract.ts';
import { DocumentsPicker } from '../../documents/web/pickers.tsx';
import { listCurricula } from '../curricula/contract.ts';
import { AudienceFields } from './audience-fields.tsx';
import { asks, type ConditionDraft, type RuleDraft } from './rule-draft.ts';
import { audienceInWords } from './words.ts';

type Props = { readonly draft: RuleDraft; readonly onChange: (draft: RuleDraft) => void };

export function RuleFields({ draft, onChange }: Props): ReactNode {
  const t = useT('matrix');
  const words = useDraftInWords(draft);
  const set = (change: Partial<RuleDraft>): void => onChange({ ...draft, ...change });
  return (
    <Stack gap="lg">
      <TextInput label={t('form.name')} description={t('form.nameHelp')} required value={draft.name} onChange={(event) => set({ name: event.currentTarget.value })} />
      <Stack gap="sm" component="fieldset" style={{ border: 0, padding: 0, margin: 0 }}>
        <legend style={{ padding: 0, fontWeight: 600 }}>{t('form.who')}</legend>
        <Text size="sm" c="dimmed">{t('form.whoHelp')}</Text>
        <AudienceFields groups={draft.groups} onChange={(groups) => set({ groups })} />
        <Paper p="sm" style={{ background: 'var(--accent-wash)' }}><Text size="sm"><b>{t('form.words')}</b>: {words}</Text></Paper>
      </Stack>
      <CurriculaPicker value={draft.curriculumIds} onChange={(curriculumIds) => set({ curriculumIds })} />
      <DocumentsPicker label={t('form.documents')} description={t('form.documentsHelp')} value={draft.documents} onChange={(documents) => set({ documents })} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} maw={520}>
        <TextInput type="date" label={t('form.from')} required value={draft.from} onChange={(event) => set({ from: event.currentTarget.value })} />
        <TextInput type="date" label={t('form.until')} description={t('form.untilHelp')} inputWrapperOrder={['label', 'input', 'description', 'error']} value={draft.until ?? ''} onChange={(event) => set({ until: event.currentTarget.value === '' ? null : event.currentTarget.value })} />
      </SimpleGrid>
    </Stack>
  );
}

function CurriculaPicker({ value, onChange }: { readonly value: readonly string[]; readonly onChange: (ids: string[]) => void }): ReactNode {
  const t = useT('matrix');
  const items = useRead(listCurricula, { query: {} }).data?.items ?? [];
  return <MultiSelect label={t('form.curricula')} description={t('form.curriculaHelp')} searchable clearable limit={100} data={items.map(({ id, name }) => ({ value: id, label: name }))} value={[...value]} onChange={onChange} />;
}

function useDraftInWords(draft: RuleDraft): string {
  const t = useT('matrix');
  const roles = useRead(listJobRoles).data?.items ?? [];
  const departments = useRead(listDepartments).data?.items ?? [];
  const sites = useRead(listSites).data?.items ?? [];
  const all = { role: roles, department: departments, site: sites };
  const name = ({ kind, ids, key, values }: ConditionDraft) => (kind === 'attribute' ? { kind, key, values: [...values] } : { kind, refs: all[kind].filter((one) => ids.includes(one.id)) });
  return audienceInWords(draft.groups.map((group) => ({ all: group.all.filter(asks).map(name), none: group.none.filter(asks).map(name) })), t);
}
