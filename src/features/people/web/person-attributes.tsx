import { ActionIcon, Autocomplete, Badge, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct, useRead } from '../../../ui/api.ts';
import { useDates } from '../../../ui/dates.ts';
import { tellDone } from '../../../ui/dialogs.tsx';
import { useT } from '../../../ui/i18n.ts';
import { ProblemNote } from '../../../ui/notes.tsx';
import { listAttributes, movePerson } from '../contract.ts';
import { trainingChange, type Change, type MoveEffect } from './move-fields.ts';
import type { PersonDetail } from './words.ts';

type Attribute = PersonDetail['attributes'][number];
type Props = { readonly person: PersonDetail; readonly opened: boolean; readonly onClose: () => void };

/** What holds of a person besides place and roles, each as one word pair. */
export function AttributeBadges({ attributes }: { readonly attributes: readonly Attribute[] }): ReactNode {
  const t = useT('people');
  if (attributes.length === 0) return t('attributes.none');
  return (
    <Group gap={6} component="span" display="inline-flex">
      {attributes.map(({ key, value }) => <Badge key={key} component="span" variant="default" tt="none" fw={500}>{key}: {value}</Badge>)}
    </Group>
  );
}

export function AttributesDialog({ person, opened, onClose, Effect }: Props & { readonly Effect: MoveEffect }): ReactNode {
  const t = useT('people');
  return <Modal opened={opened} onClose={onClose} title={t('attributes.title', { name: person.name })} size="xl" closeButtonProps={{ 'aria-label': t('cancel') }}><Edit person={person} onClose={onClose} Effect={Effect} /></Modal>;
}

function Edit({ person, onClose, Effect }: Omit<Props, 'opened'> & { readonly Effect: MoveEffect }): ReactNode {
  const t = useT('people');
  const dates = useDates();
  const [from, setFrom] = useState(dates.today);
  const [rows, setRows] = useState<readonly Attribute[]>(person.attributes.length === 0 ? [{ key: '', value: '' }] : person.attributes);
  const move = useAct(movePerson, { onDone: () => { onClose(); tellDone(t('saved')); } });
  const body: Change = { from, attributes: changesOf(person.attributes, rows) };
  const changed = rows.length !== person.attributes.length || rows.some((row) => !person.attributes.some(({ key, value }) => key === keyOf(row) && value === row.value.trim()));
  const asked = changed ? trainingChange(body) : null;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    move.act({ params: { id: person.id }, body });
  };
  return (
    <form onSubmit={send}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">{t('attributes.text')}</Text>
        <TextInput type="date" label={t('move.from')} required value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
        <Rows rows={rows} onChange={setRows} />
        {asked !== null && <Effect personIds={[person.id]} change={asked} />}
        <ProblemNote error={move.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" loading={move.isPending}>{t('move.button')}</Button>
        </Group>
      </Stack>
    </form>
  );
}

function Rows({ rows, onChange }: { readonly rows: readonly Attribute[]; readonly onChange: (rows: readonly Attribute[]) => void }): ReactNode {
  const t = useT('people');
  const known = useRead(listAttributes).data?.items ?? [];
  const set = (at: number, change: Partial<Attribute>): void => onChange(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  return (
    <Stack gap="xs">
      {rows.map((row, at) => (
        <Group key={at} gap="xs" align="flex-end" wrap="nowrap">
          <Autocomplete style={{ flex: 1 }} label={t('attributes.key')} placeholder={t('attributes.keyHelp')} required maxLength={40} data={known.map(({ key }) => key)} value={row.key} onChange={(key) => set(at, { key })} />
          <Autocomplete style={{ flex: 1 }} label={t('attributes.value')} required maxLength={100} data={[...(known.find(({ key }) => key === keyOf(row))?.values ?? [])]} value={row.value} onChange={(value) => set(at, { value })} />
          <ActionIcon variant="default" size={36} aria-label={t('attributes.remove', { key: row.key })} onClick={() => onChange(rows.filter((_, index) => index !== at))}><IconTrash size={16} /></ActionIcon>
        </Group>
      ))}
      <Group><Button variant="subtle" leftSection={<IconPlus size={16} />} onClick={() => onChange([...rows, { key: '', value: '' }])}>{t('attributes.add')}</Button></Group>
    </Stack>
  );
}

function keyOf({ key }: Attribute): string {
  return key.trim().toLowerCase();
}

/** What was taken out of the list holds no longer; the server writes only what differs. */
function changesOf(before: readonly Attribute[], rows: readonly Attribute[]): { key: string; value: string | null }[] {
  const gone = before.filter(({ key }) => !rows.some((row) => keyOf(row) === key));
  return [...rows.map((row) => ({ key: keyOf(row), value: row.value })), ...gone.map(({ key }) => ({ key, value: null }))];
}
