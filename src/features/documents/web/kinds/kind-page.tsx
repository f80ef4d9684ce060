import { Button, Group, NumberInput, Select, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct, useRead } from '../../../../ui/api.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { Page, PageSection } from '../../../../ui/page.tsx';
import { fieldProblem } from '../../../../ui/problem.ts';
import { useMay } from '../../../../ui/session.ts';
import { zRisk } from '../../contract.ts';
import { changeType, createType, listTypes } from '../../kinds/contract.ts';
import { may } from '../../kinds/permissions.ts';
import { nextNumber, readNumbering } from '../../kinds/rules.ts';
import { isComplete, NEW_TYPE, type Settings, type TypeRow } from './draft.ts';
import { RouteEditor } from './route-editor.tsx';

export function NewKind(): ReactNode {
  const t = useT('kinds');
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const create = useAct(createType, { onDone: () => { tellDone(t('form.saved')); void navigate({ to: '/document-types' }); } });
  return (
    <Page title={t('title')} answer={t('form.newTitle')} lead={t('form.newAnswer')} back={{ to: '/document-types', label: t('title') }}>
      <KindForm start={NEW_TYPE} known={new Map()} disabled={false} action={t('form.create')} isPending={create.isPending} error={create.error} ready={code.trim() !== ''} onSave={(settings) => create.act({ body: { ...settings, code: code.trim() } })}>
        <TextInput label={t('form.code')} description={t('form.codeHelp')} inputWrapperOrder={['label', 'input', 'description', 'error']} required withAsterisk={false} maxLength={20} value={code} onChange={(event) => setCode(event.currentTarget.value)} error={fieldProblem(create.error, 'code')} />
      </KindForm>
    </Page>
  );
}

export function KindPage(): ReactNode {
  const t = useT('kinds');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(listTypes);
  const type = read.data?.items.find((one) => one.id === id);
  const back = { to: '/document-types', label: t('title') };
  if (read.data === undefined || type === undefined) return <Page title={t('title')} back={back}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  return <ChangeKind key={type.id} type={type} known={new Map(read.data.people.map((person) => [person.id, person.name]))} />;
}

function ChangeKind({ type, known }: { readonly type: TypeRow; readonly known: ReadonlyMap<string, string> }): ReactNode {
  const t = useT('kinds');
  const manages = useMay(may.manageTypes);
  const change = useAct(changeType, { onDone: () => tellDone(t('form.saved')) });
  const { name, numbering, byHand, risk, reviewMonths, route } = type;
  return (
    <Page title={`${type.code} · ${name}`} answer={t('form.answer', { name })} lead={t(manages ? 'form.lead' : 'form.read')} back={{ to: '/document-types', label: t('title') }}>
      <KindForm start={{ name, numbering, byHand, risk, reviewMonths, route }} known={known} disabled={!manages} action={t('form.save')} isPending={change.isPending} error={change.error} ready onSave={(settings) => change.act({ params: { id: type.id }, body: settings })} />
    </Page>
  );
}

type FormProps = {
  readonly start: Settings; readonly known: ReadonlyMap<string, string>; readonly disabled: boolean; readonly action: string; readonly ready: boolean;
  readonly isPending: boolean; readonly error: Error | null; readonly onSave: (settings: Settings) => void; readonly children?: ReactNode;
};

function KindForm({ start, known, disabled, action, ready, isPending, error, onSave, children }: FormProps): ReactNode {
  const t = useT('kinds');
  const td = useT('documents');
  const [draft, setDraft] = useState(start);
  const set = (part: Partial<Settings>): void => setDraft({ ...draft, ...part });
  const numbering = readNumbering(draft.numbering);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    onSave({ ...draft, name: draft.name.trim() });
  };
  return (
    <form onSubmit={send}>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="lg" verticalSpacing="md" style={{ alignItems: 'start' }}>
        {children}
        <TextInput label={t('form.name')} required withAsterisk={false} disabled={disabled} maxLength={100} value={draft.name} onChange={(event) => set({ name: event.currentTarget.value })} error={fieldProblem(error, 'name')} />
        <TextInput label={t('form.numbering')} description={t('form.numberingHelp')} required withAsterisk={false} disabled={disabled} maxLength={40} value={draft.numbering} onChange={(event) => set({ numbering: event.currentTarget.value })} inputWrapperOrder={['label', 'input', 'description', 'error']} />
        <Select label={t('form.risk')} allowDeselect={false} disabled={disabled} data={zRisk.options.map((risk) => ({ value: risk, label: td(`risk.${risk}`) }))} value={draft.risk} onChange={(value) => { const risk = zRisk.safeParse(value); if (risk.success) set({ risk: risk.data }); }} />
        <NumberInput label={t('form.review')} min={1} max={120} allowDecimal={false} disabled={disabled} value={draft.reviewMonths} onChange={(value) => set({ reviewMonths: Number(value) || 1 })} />
        <Stack gap={4} mt={4}>
          <Switch label={t('form.byHand')} disabled={disabled} checked={draft.byHand} onChange={(event) => set({ byHand: event.currentTarget.checked })} />
          {numbering !== null && <span className="soft" aria-live="polite">{t('form.preview', { number: nextNumber(numbering, null) })}</span>}
        </Stack>
      </SimpleGrid>
      <PageSection title={t('form.route')} note={t('form.routeHelp')}>
        <RouteEditor route={draft.route} known={known} disabled={disabled} onChange={(route) => set({ route })} />
      </PageSection>
      <PageSection title={t('setting.title')}>
        <Stack gap="sm">
          <Switch label={t('setting.comments')} disabled={disabled} checked={draft.route.commentsBlock} onChange={(event) => set({ route: { ...draft.route, commentsBlock: event.currentTarget.checked } })} />
          <Switch label={t('setting.same')} disabled={disabled} checked={draft.route.sameSigner} onChange={(event) => set({ route: { ...draft.route, sameSigner: event.currentTarget.checked } })} />
        </Stack>
      </PageSection>
      <Stack mt="xl" gap="sm">
        <ProblemNote error={error} />
        {!disabled && <Group><Button type="submit" loading={isPending} disabled={!ready || draft.name.trim() === '' || numbering === null || !isComplete(draft.route)}>{action}</Button></Group>}
      </Stack>
    </form>
  );
}
