import { Button, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../../../../ui/i18n.ts';
import { REVIEW_ROLES } from '../../review/types.ts';
import { NEW_STEP, whoOf, type RouteDraft, type StepDraft, type WhoDraft } from './draft.ts';
import classes from './kinds.module.css';
import { PeopleField } from './people-field.tsx';

export type EditorProps = { readonly route: RouteDraft; readonly onChange: (route: RouteDraft) => void; readonly known: ReadonlyMap<string, string>; readonly disabled: boolean };

/** The stages of a route in their order, with the steps of each, and the approval at the end. */
export function RouteEditor({ route, onChange, known, disabled }: EditorProps): ReactNode {
  const t = useT('kinds');
  const setStages = (stages: RouteDraft['stages']): void => onChange({ ...route, stages });
  const setSteps = (at: number, steps: StepDraft[]): void => setStages(steps.length === 0 ? route.stages.filter((_, index) => index !== at) : route.stages.map((stage, index) => (index === at ? { steps } : stage)));
  return (
    <ol className={classes.stages}>
      {route.stages.map((stage, at) => (
        <li key={at} className={classes.stage}>
          <div className={classes.stageHead}>
            <h3 className={classes.stageTitle}>{t('stage.title', { stage: at + 1 })}</h3>
            {!disabled && <Button variant="subtle" color="clay" size="compact-sm" leftSection={<IconTrash size={16} />} onClick={() => setSteps(at, [])}>{t('stage.remove', { stage: at + 1 })}</Button>}
          </div>
          {stage.steps.map((step, place) => (
            <fieldset key={place} className={classes.step} disabled={disabled}>
              <legend className="visually-hidden">{t('step.label', { step: place + 1, stage: at + 1 })}</legend>
              <StepFields step={step} known={known} disabled={disabled} onChange={(next) => setSteps(at, stage.steps.map((one, index) => (index === place ? next : one)))} />
              {!disabled && stage.steps.length > 1 && <Button className={classes.removeStep ?? ''} variant="subtle" color="clay" size="compact-sm" onClick={() => setSteps(at, stage.steps.filter((_, index) => index !== place))}>{t('step.remove', { step: place + 1, stage: at + 1 })}</Button>}
            </fieldset>
          ))}
          {!disabled && <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={16} />} onClick={() => setSteps(at, [...stage.steps, NEW_STEP])}>{t('step.add')}</Button>}
        </li>
      ))}
      {!disabled && <li><Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setStages([...route.stages, { steps: [NEW_STEP] }])}>{t('stage.add')}</Button></li>}
      <li className={classes.stage} data-final>
        <h3 className={classes.stageTitle}>{t('approval.title')}</h3>
        <p className={classes.help}>{t('approval.help')}</p>
        <div className={classes.fields}>
          <WhoFields who={route.approval.who} onlyRole="approver" known={known} disabled={disabled} onChange={(who) => onChange({ ...route, approval: { ...route.approval, who } })} />
          <Days value={route.approval.days} disabled={disabled} onChange={(days) => onChange({ ...route, approval: { ...route.approval, days } })} />
        </div>
      </li>
    </ol>
  );
}

type StepProps = { readonly step: StepDraft; readonly onChange: (step: StepDraft) => void; readonly known: ReadonlyMap<string, string>; readonly disabled: boolean };

function StepFields({ step, onChange, known, disabled }: StepProps): ReactNode {
  const t = useT('kinds');
  const several = step.who.kind === 'role' || (step.who.kind === 'people' && step.who.personIds.length > 1);
  return (
    <div className={classes.fields}>
      <TextInput label={t('step.name')} required withAsterisk={false} maxLength={80} value={step.name} onChange={(event) => onChange({ ...step, name: event.currentTarget.value })} />
      <Select label={t('step.meaning')} allowDeselect={false} disabled={disabled} data={(['reviewed', 'approved'] as const).map((meaning) => ({ value: meaning, label: t(`step.${meaning}`) }))} value={step.meaning} onChange={(meaning) => { if (meaning === 'reviewed' || meaning === 'approved') onChange({ ...step, meaning }); }} />
      <WhoFields who={step.who} known={known} disabled={disabled} onChange={(who) => onChange({ ...step, who })} />
      {several && <Select label={t('step.need')} allowDeselect={false} disabled={disabled} data={(['any', 'all'] as const).map((need) => ({ value: need, label: t(`step.${need}`) }))} value={step.need} onChange={(need) => { if (need === 'any' || need === 'all') onChange({ ...step, need }); }} />}
      <Days value={step.days} disabled={disabled} onChange={(days) => onChange({ ...step, days })} />
      <Switch className={classes.switch ?? ''} label={t('step.deputies')} checked={step.deputies} onChange={(event) => onChange({ ...step, deputies: event.currentTarget.checked })} />
    </div>
  );
}

type WhoProps = { readonly who: WhoDraft; readonly onChange: (who: WhoDraft) => void; readonly onlyRole?: 'approver'; readonly known: ReadonlyMap<string, string>; readonly disabled: boolean };
const KINDS = ['role', 'people', 'owner', 'manager'] as const;

function WhoFields({ who, onChange, onlyRole, known, disabled }: WhoProps): ReactNode {
  const t = useT('kinds');
  const ta = useT('access');
  const roles = onlyRole === undefined ? REVIEW_ROLES : [onlyRole];
  const choose = (value: string | null): void => {
    const kind = KINDS.find((one) => one === value);
    if (kind !== undefined) onChange(kind === 'role' && onlyRole !== undefined ? { kind, role: onlyRole } : whoOf(kind));
  };
  return (
    <>
      <Select label={t('step.who')} allowDeselect={false} disabled={disabled} data={KINDS.map((kind) => ({ value: kind, label: t(`who.${kind}`) }))} value={who.kind} onChange={choose} />
      {who.kind === 'role' && <Select label={t('step.role')} allowDeselect={false} disabled={disabled || roles.length === 1} data={roles.map((role) => ({ value: role, label: ta(`role.${role}`) }))} value={who.role} onChange={(value) => { const role = REVIEW_ROLES.find((one) => one === value); if (role !== undefined) onChange({ kind: 'role', role }); }} />}
      {who.kind === 'people' && <PeopleField label={t('step.people')} known={known} disabled={disabled} value={who.personIds} onChange={(personIds) => onChange({ kind: 'people', personIds })} />}
    </>
  );
}

function Days({ value, onChange, disabled }: { readonly value: number; readonly onChange: (days: number) => void; readonly disabled: boolean }): ReactNode {
  const t = useT('kinds');
  return <NumberInput label={t('step.days')} min={1} max={250} allowDecimal={false} disabled={disabled} value={value} onChange={(days) => onChange(Number(days) || 0)} />;
}
