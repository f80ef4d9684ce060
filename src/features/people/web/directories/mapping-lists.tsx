import { ActionIcon, Button, Fieldset, Group, Select, Stack, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useT } from '../../../../ui/i18n.ts';
import { listJobRoles, listSites } from '../../contract.ts';
import { SOURCES } from '../../scim/types.ts';
import { useDepartmentOptions } from '../pickers.tsx';
import { RequiredSource, type Mapping, type PartProps } from './mapping-source.tsx';

type Translation = Mapping['translations'][number];
const ORIGINS = ['group', ...SOURCES] as const;
const GIVES = ['role', 'site', 'department'] as const;

/** What the directory calls otherwise than we do. */
export function Translations({ draft, set }: PartProps): ReactNode {
  const t = useT('directories');
  const targets = useTargets();
  const change = (index: number, next: Partial<Translation>): void => set({ translations: draft.translations.map((one, at) => (at === index ? { ...one, ...next } : one)) });
  const first = targets.role[0]?.value ?? targets.department[0]?.value;
  const add = (): void => { if (first !== undefined) set({ translations: [...draft.translations, { source: 'group', value: '', gives: targets.role.length > 0 ? 'role' : 'department', id: first }] }); };
  return (
    <Fieldset legend={t('map.translations')}>
      <p style={{ marginTop: 0 }}>{t(draft.translations.length === 0 ? 'map.translationsNone' : 'map.translationsNote')}</p>
      <Stack gap="sm">
        {draft.translations.map((one, index) => (
          <Group key={index} align="flex-end" gap="sm"> {/* rows have no other identity */}
            <Select label={t('map.when')} w={230} searchable allowDeselect={false} data={ORIGINS.map((origin) => ({ value: origin, label: t(`source.${origin}`) }))} value={one.source} onChange={(value) => change(index, { source: ORIGINS.find((origin) => origin === value) ?? one.source })} />
            <TextInput label={t('map.is')} w={220} required maxLength={400} value={one.value} onChange={(event) => change(index, { value: event.currentTarget.value })} />
            <Select label={t('map.gives')} w={140} allowDeselect={false} data={GIVES.map((gives) => ({ value: gives, label: t(`gives.${gives}`) }))} value={one.gives} onChange={(value) => { const gives = GIVES.find((name) => name === value) ?? one.gives; change(index, { gives, id: targets[gives][0]?.value ?? one.id }); }} />
            <Select label={t('map.what')} w={260} searchable allowDeselect={false} limit={200} data={targets[one.gives]} value={one.id} onChange={(value) => change(index, { id: value ?? one.id })} />
            <ActionIcon variant="subtle" size="lg" aria-label={t('map.removeNamed', { value: one.value })} onClick={() => set({ translations: draft.translations.filter((_one, at) => at !== index) })}><IconX size={18} /></ActionIcon>
          </Group>
        ))}
        <Group><Button variant="default" size="xs" disabled={first === undefined} onClick={add}>{t('map.add')}</Button></Group>
      </Stack>
    </Fieldset>
  );
}

type Option = { readonly value: string; readonly label: string };

function useTargets(): Readonly<Record<'site' | 'department' | 'role', Option[]>> {
  const sites = useRead(listSites);
  const roles = useRead(listJobRoles);
  const department = useDepartmentOptions();
  const options = (items: readonly { readonly id: string; readonly name: string }[] | undefined): Option[] => (items ?? []).map((item) => ({ value: item.id, label: item.name }));
  return { site: options(sites.data?.items), department, role: options(roles.data?.items) };
}

export function Attributes({ draft, set }: PartProps): ReactNode {
  const t = useT('directories');
  const [key, setKey] = useState('');
  const name = key.trim().toLowerCase();
  const without = (gone: string): Mapping['attributes'] => Object.fromEntries(Object.entries(draft.attributes).filter(([one]) => one !== gone));
  const add = (): void => { set({ attributes: { ...draft.attributes, [name]: 'userType' } }); setKey(''); };
  return (
    <Fieldset legend={t('map.attributes')}>
      <p style={{ marginTop: 0 }}>{t('map.attributesNote')}</p>
      <Stack gap="sm">
        {Object.entries(draft.attributes).map(([attribute, source]) => (
          <Group key={attribute} align="flex-end" gap="sm">
            <TextInput label={t('map.attributeKey')} w={220} readOnly value={attribute} />
            <RequiredSource label={t('map.attributeFrom')} value={source} onChange={(chosen) => set({ attributes: { ...draft.attributes, [attribute]: chosen } })} />
            <ActionIcon variant="subtle" size="lg" aria-label={t('map.attributeRemove', { value: attribute })} onClick={() => set({ attributes: without(attribute) })}><IconX size={18} /></ActionIcon>
          </Group>
        ))}
        <Group align="flex-end" gap="sm">
          <TextInput label={t('map.attributeKey')} w={220} maxLength={40} value={key} onChange={(event) => setKey(event.currentTarget.value)} />
          <Button variant="default" disabled={name === ''} onClick={add}>{t('map.attributeAdd')}</Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
