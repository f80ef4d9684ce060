import { ActionIcon, Button, Checkbox, Group, MultiSelect, Paper, Radio, Select, Stack, Textarea, TextInput, Title } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useT } from '../../../ui/i18n.ts';
import { zQuestionKind } from '../contract.ts';
import { asKind, emptyOption, withRight, type DraftQuestion } from './draft.ts';

export type SectionChoice = { readonly value: string; readonly label: string };

type Props = {
  readonly question: DraftQuestion;
  readonly number: number;
  readonly last: boolean;
  readonly sections: readonly SectionChoice[];
  readonly readOnly: boolean;
  readonly onChange: (question: DraftQuestion) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
};

export function QuestionEditor({ question, number, last, sections, readOnly, onChange, onMove, onRemove }: Props) {
  const t = useT('learning');
  return (
    <Paper withBorder p="md" component="section" aria-label={t('question.title', { number })}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={3}>{t('question.title', { number })}</Title>
          {!readOnly && (
            <Group gap={4}>
              <ActionIcon variant="subtle" disabled={number === 1} aria-label={t('question.up', { number })} onClick={() => onMove(-1)}><IconArrowUp size={18} /></ActionIcon>
              <ActionIcon variant="subtle" disabled={last} aria-label={t('question.down', { number })} onClick={() => onMove(1)}><IconArrowDown size={18} /></ActionIcon>
              <Button variant="subtle" color="clay" leftSection={<IconTrash size={16} />} onClick={onRemove}>{t('question.remove')}</Button>
            </Group>
          )}
        </Group>
        <Textarea label={t('question.text')} autosize minRows={2} required readOnly={readOnly} value={question.text} onChange={(event) => onChange({ ...question, text: event.currentTarget.value })} />
        <Select
          label={t('question.kind')} w={280} allowDeselect={false} readOnly={readOnly} value={question.kind}
          data={zQuestionKind.options.map((kind) => ({ value: kind, label: t(`question.${kind}`) }))}
          onChange={(value) => { const kind = zQuestionKind.safeParse(value); if (kind.success) onChange(asKind(question, kind.data, { yes: t('question.true'), no: t('question.false') })); }}
        />
        <Options question={question} number={number} readOnly={readOnly} onChange={onChange} />
        <MultiSelect label={t('question.sections')} description={t('question.sectionsHelp')} searchable hidePickedOptions data={[...sections]} readOnly={readOnly} value={[...question.sections]} onChange={(value) => onChange({ ...question, sections: value })} />
        <TextInput label={t('question.feedback')} readOnly={readOnly} value={question.feedback ?? ''} onChange={(event) => onChange({ ...question, feedback: event.currentTarget.value === '' ? null : event.currentTarget.value })} />
      </Stack>
    </Paper>
  );
}

type OptionsProps = Pick<Props, 'question' | 'number' | 'readOnly' | 'onChange'>;

function Options({ question, number, readOnly, onChange }: OptionsProps) {
  const t = useT('learning');
  const Mark = question.kind === 'multiple' ? Checkbox : Radio;
  const setText = (index: number, text: string) => onChange({ ...question, options: question.options.map((option, at) => (at === index ? { ...option, text } : option)) });
  const remove = (index: number) => onChange({ ...question, options: question.options.filter((_, at) => at !== index) });
  return (
    <Stack gap={6} component="fieldset" style={{ border: 0, padding: 0, margin: 0 }}>
      <legend style={{ padding: 0, fontWeight: 500 }}>{t('question.options')}</legend>
      {question.options.map((option, index) => (
        // Answers have no identity of their own and change only by typing, adding at the end and removing.
        <Group key={index} gap="sm" wrap="nowrap">
          <Mark name={`${question.key}-right`} disabled={readOnly} checked={option.correct} aria-label={t('question.correctFor', { number: index + 1 })} onChange={(event) => onChange(withRight(question, index, event.currentTarget.checked))} />
          <TextInput style={{ flex: 1 }} aria-label={t('question.option', { number: index + 1 })} readOnly={readOnly} value={option.text} onChange={(event) => setText(index, event.currentTarget.value)} />
          {!readOnly && question.kind !== 'true_false' && (
            <ActionIcon variant="subtle" disabled={question.options.length <= 2} aria-label={t('question.removeOption', { number: index + 1 })} onClick={() => remove(index)}><IconTrash size={16} /></ActionIcon>
          )}
        </Group>
      ))}
      {!readOnly && question.kind !== 'true_false' && question.options.length < 12 && (
        <Button variant="subtle" w="fit-content" leftSection={<IconPlus size={16} />} aria-label={`${t('question.addOption')}: ${t('question.title', { number })}`} onClick={() => onChange({ ...question, options: [...question.options, emptyOption()] })}>{t('question.addOption')}</Button>
      )}
    </Stack>
  );
}
