import { ActionIcon, Button, Checkbox, Group, NumberInput, Paper, SimpleGrid, Stack, Textarea } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { newKey } from '../../../ui/api.ts';
import { useT } from '../../../ui/i18n.ts';
import { Empty } from '../../../ui/notes.tsx';
import { PageSection } from '../../../ui/page.tsx';
import { STAGES } from '../types.ts';
import { emptyPractical, swapped, type DraftItem, type DraftPractical } from './draft.ts';

type Props = { readonly practical: DraftPractical | null; readonly readOnly: boolean; readonly onChange: (practical: DraftPractical | null) => void };

/** ASM-07: the checklist that is worked through at the line, and how often each stage has to go well. */
export function PracticalEditor({ practical, readOnly, onChange }: Props): ReactNode {
  const t = useT('learning');
  if (practical === null) {
    const add = <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => onChange(emptyPractical([newKey()]))}>{t('practical.begin')}</Button>;
    return <PageSection title={t('practical.title')}><Empty title={t('practical.none')} action={readOnly ? undefined : add} /></PageSection>;
  }
  const remove = !readOnly && <Button variant="subtle" color="clay" size="xs" leftSection={<IconTrash size={16} />} onClick={() => onChange(null)}>{t('practical.remove')}</Button>;
  return (
    <PageSection title={t('practical.title')} note={t('practical.note')} actions={remove}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          {STAGES.map((stage) => (
            <NumberInput
              key={stage} label={t(`stage.${stage}`)} description={t(`stage.${stage}Help`)} inputWrapperOrder={['label', 'input', 'description']} min={0} max={20} allowDecimal={false} allowNegative={false} readOnly={readOnly}
              value={practical.repetitions[stage]} onChange={(value) => onChange({ ...practical, repetitions: { ...practical.repetitions, [stage]: Number(value) } })}
            />
          ))}
        </SimpleGrid>
        <Items items={practical.items} readOnly={readOnly} onChange={(items) => onChange({ ...practical, items })} />
      </Stack>
    </PageSection>
  );
}

type ItemsProps = { readonly items: readonly DraftItem[]; readonly readOnly: boolean; readonly onChange: (items: readonly DraftItem[]) => void };

function Items({ items, readOnly, onChange }: ItemsProps): ReactNode {
  const t = useT('learning');
  const set = (key: string, more: Partial<DraftItem>): void => onChange(items.map((item) => (item.key === key ? { ...item, ...more } : item)));
  return (
    <Stack gap="xs">
      {items.map((item, index) => {
        const number = index + 1;
        return (
          <Paper key={item.key} withBorder p="sm">
            <Group align="flex-end" gap="sm">
              <Textarea style={{ flex: '1 1 260px' }} label={t('practical.item', { number })} autosize minRows={1} required withAsterisk={false} readOnly={readOnly} value={item.text} onChange={(event) => set(item.key, { text: event.currentTarget.value })} />
              <Checkbox pb={8} label={t('practical.critical')} aria-label={t('practical.criticalFor', { number })} disabled={readOnly} checked={item.critical} onChange={(event) => set(item.key, { critical: event.currentTarget.checked })} />
              {!readOnly && (
                <Group gap={4} pb={4}>
                  <ActionIcon variant="subtle" disabled={index === 0} aria-label={t('practical.up', { number })} onClick={() => onChange(swapped(items, index, -1))}><IconArrowUp size={18} /></ActionIcon>
                  <ActionIcon variant="subtle" disabled={number === items.length} aria-label={t('practical.down', { number })} onClick={() => onChange(swapped(items, index, 1))}><IconArrowDown size={18} /></ActionIcon>
                  <ActionIcon variant="subtle" color="clay" disabled={items.length === 1} aria-label={t('practical.removeItem', { number })} onClick={() => onChange(items.filter(({ key }) => key !== item.key))}><IconTrash size={18} /></ActionIcon>
                </Group>
              )}
            </Group>
          </Paper>
        );
      })}
      {!readOnly && <div><Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => onChange([...items, { key: newKey(), text: '', critical: true }])}>{t('practical.addItem')}</Button></div>}
    </Stack>
  );
}
