import { ActionIcon, Button, Group, Menu, Paper, SimpleGrid, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../../../ui/i18n.ts';
import { DepartmentsPicker, JobRolesPicker, SitesPicker } from '../../people/web/pickers.tsx';
import { emptyCondition, emptyGroup, type ConditionDraft, type GroupDraft, type Kind } from './rule-draft.ts';

type Props = { readonly groups: readonly GroupDraft[]; readonly onChange: (groups: readonly GroupDraft[]) => void };

/** Whom a rule is for: any of the groups, in each all that is asked and none of the exceptions (MTX-02). */
export function AudienceFields({ groups, onChange }: Props): ReactNode {
  const t = useT('matrix');
  return (
    <Stack gap="sm">
      {groups.map((group, index) => (
        <Stack key={index} gap="sm">
          {index > 0 && <Text size="sm" fw={600} ta="center">{t('form.or')}</Text>}
          <GroupFields
            group={group} name={groups.length === 1 ? null : t('form.group', { number: index + 1 })} onChange={(changed) => onChange(groups.map((one, other) => (other === index ? changed : one)))}
            onRemove={groups.length === 1 ? null : () => onChange(groups.filter((_one, other) => other !== index))}
          />
        </Stack>
      ))}
      <Group><Button size="xs" variant="subtle" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => onChange([...groups, emptyGroup])}>{t('form.addGroup')}</Button></Group>
    </Stack>
  );
}

type GroupProps = { readonly group: GroupDraft; readonly name: string | null; readonly onChange: (group: GroupDraft) => void; readonly onRemove: (() => void) | null };

function GroupFields({ group, name, onChange, onRemove }: GroupProps): ReactNode {
  const t = useT('matrix');
  const usual = (at: number): boolean => group.all.findIndex(({ kind }) => kind === group.all[at]?.kind) === at && group.all[at]?.kind !== 'attribute';
  return (
    <Paper withBorder p="md" component="fieldset" style={{ margin: 0 }} aria-label={name ?? t('form.who')}>
      <Group justify="space-between" mb={name === null ? 0 : 'xs'}>
        {name !== null && <Text size="sm" fw={600}>{name}</Text>}
        {onRemove !== null && <Button size="compact-xs" variant="subtle" color="gray" onClick={onRemove}>{t('form.removeGroup')}</Button>}
      </Group>
      <Conditions conditions={group.all} removable={(at) => !usual(at)} onChange={(all) => onChange({ ...group, all })} />
      {group.none.length > 0 && <Text size="sm" fw={600} mt="md" mb={4}>{t('form.except')}</Text>}
      <Conditions conditions={group.none} removable={() => true} except onChange={(none) => onChange({ ...group, none })} />
      <Group gap="xs" mt="sm">
        <AddCondition label={t('form.addCondition')} onAdd={(kind) => onChange({ ...group, all: [...group.all, emptyCondition(kind)] })} />
        <AddCondition label={t('form.addException')} onAdd={(kind) => onChange({ ...group, none: [...group.none, emptyCondition(kind)] })} />
      </Group>
    </Paper>
  );
}

function AddCondition({ label, onAdd }: { readonly label: string; readonly onAdd: (kind: Kind) => void }): ReactNode {
  const t = useT('matrix');
  const kinds: readonly (readonly [Kind, string])[] = [['role', t('form.roles')], ['department', t('form.departments')], ['site', t('form.sites')], ['attribute', t('form.attribute')]];
  return (
    <Menu position="bottom-start">
      <Menu.Target><Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} aria-hidden />}>{label}</Button></Menu.Target>
      <Menu.Dropdown>{kinds.map(([kind, name]) => <Menu.Item key={kind} onClick={() => onAdd(kind)}>{name}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  );
}

type ConditionsProps = { readonly conditions: readonly ConditionDraft[]; readonly removable: (at: number) => boolean; readonly except?: boolean; readonly onChange: (conditions: readonly ConditionDraft[]) => void };

function Conditions({ conditions, removable, except = false, onChange }: ConditionsProps): ReactNode {
  const t = useT('matrix');
  if (conditions.length === 0) return null;
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      {conditions.map((condition, at) => (
        <Group key={at} gap={4} wrap="nowrap" align="flex-start">
          <div style={{ flex: 1, minWidth: 0 }}><ConditionFields condition={condition} again={!except && removable(at)} except={except} onChange={(changed) => onChange(conditions.map((one, other) => (other === at ? changed : one)))} /></div>
          {removable(at) && <ActionIcon variant="subtle" color="gray" size="lg" mt={26} aria-label={t('form.removeCondition')} onClick={() => onChange(conditions.filter((_one, other) => other !== at))}><IconX size={16} aria-hidden /></ActionIcon>}
        </Group>
      ))}
    </SimpleGrid>
  );
}

type FieldProps = { readonly condition: ConditionDraft; readonly again: boolean; readonly except: boolean; readonly onChange: (condition: ConditionDraft) => void };

function ConditionFields({ condition, again, except, onChange }: FieldProps): ReactNode {
  const t = useT('matrix');
  const named = (label: string): string => (except ? t('form.notThese', { what: label }) : again ? t('form.alsoThese', { what: label }) : label);
  const chosen = { value: condition.ids, onChange: (ids: string[]) => onChange({ ...condition, ids }), ...(condition.ids.length > 0 || except ? {} : { placeholder: t('form.any') }) };
  switch (condition.kind) {
    case 'role': return <JobRolesPicker label={named(t('form.roles'))} {...chosen} />;
    case 'department': return <DepartmentsPicker label={named(t('form.departments'))} {...chosen} />;
    case 'site': return <SitesPicker label={named(t('form.sites'))} {...chosen} />;
    case 'attribute': return (
      <Stack gap={6}>
        <TextInput label={named(t('form.attribute'))} value={condition.key} onChange={(event) => onChange({ ...condition, key: event.currentTarget.value })} />
        <TagsInput label={t('form.attributeValues')} value={[...condition.values]} onChange={(values) => onChange({ ...condition, values })} />
      </Stack>
    );
  }
}
