import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { useState, type ChangeEvent, type FormEvent, type ReactNode } from 'react';
import { call, useAct, useRead } from '../../../ui/api.ts';
import { useT } from '../../../ui/i18n.ts';
import { ProblemNote } from '../../../ui/notes.tsx';
import { doSetup, getSetup, signIn } from '../contract.ts';
import { Bare } from './bare.tsx';
import { isGood, NewPasswordFields, NO_PASSWORD, type NewPassword } from './new-password.tsx';
import classes from './set-up.module.css';
import { localeOptions, ownZone, zoneOptions } from './zones.ts';

type Answers = { code: string; organisation: string; zone: string; siteName: string; siteCode: string; siteZone: string; locale: string; departmentName: string; departmentCode: string; name: string; employeeNumber: string; email: string };
type Form = { readonly values: Answers; readonly set: (change: Partial<Answers>) => void };

const START: Omit<Answers, 'zone' | 'siteZone' | 'locale'> = { code: '', organisation: '', siteName: '', siteCode: '', departmentName: '', departmentCode: '', name: '', employeeNumber: '', email: '' };
const STEPS = 4;

/** First run: the organisation, its first site and department, and the first administrator. */
export function SetUp(): ReactNode {
  const t = useT('access');
  const navigate = useNavigate();
  const setup = useRead(getSetup);
  const [step, setStep] = useState(1);
  const [password, setPassword] = useState(NO_PASSWORD);
  const [values, setValues] = useState<Answers>({ ...START, zone: ownZone(), siteZone: ownZone(), locale: navigator.language });
  const form: Form = { values, set: (change) => setValues((before) => ({ ...before, ...change })) };
  const create = useAct(doSetup, {
    onDone: async () => {
      await call(signIn, { body: { login: values.employeeNumber.trim(), password: password.next } });
      await navigate({ to: '/', reloadDocument: true });
    },
  });
  if (setup.data?.needed === false && create.reply === undefined && !create.isPending) return <Navigate to="/" replace />;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (step < STEPS) {
      if (step === 1) form.set({ siteZone: values.zone });
      setStep(step + 1);
    } else if (isGood(password)) create.act({ body: requestOf(values, password) });
  };
  return (
    <Bare title={t('setup.answer')} lead={t('setup.lead')} wide>
      <form onSubmit={submit}>
        <p className={classes.step}>{t('setup.step', { step, steps: STEPS })}</p>
        <Stack gap="md">
          {step === 1 && <OrganisationStep form={form} />}
          {step === 2 && <SiteStep form={form} />}
          {step === 3 && <DepartmentStep form={form} />}
          {step === 4 && <AdministratorStep form={form} password={password} onPassword={setPassword} />}
          <ProblemNote error={create.error} />
          <Group justify="space-between">
            <Button variant="default" onClick={() => setStep(step - 1)} style={{ visibility: step === 1 ? 'hidden' : undefined }} disabled={create.isPending}>{t('setup.back')}</Button>
            <Button type="submit" loading={create.isPending} disabled={step === STEPS && !isGood(password)}>{t(step === STEPS ? 'setup.act' : 'setup.next')}</Button>
          </Group>
        </Stack>
      </form>
    </Bare>
  );
}

function OrganisationStep({ form }: { readonly form: Form }): ReactNode {
  const t = useT('access');
  return (
    <>
      <h2 className={classes.heading}>{t('setup.organisation')}</h2>
      <TextInput label={t('setup.code')} description={t('setup.codeWhy')} {...typed(form, 'code')} autoComplete="off" spellCheck={false} required withAsterisk={false} autoFocus />
      <TextInput label={t('setup.organisationName')} {...typed(form, 'organisation')} autoComplete="organization" required withAsterisk={false} />
      <Select label={t('setup.zone')} description={t('setup.zoneWhy')} data={zoneOptions()} searchable allowDeselect={false} limit={200} {...selected(form, 'zone')} />
    </>
  );
}

function SiteStep({ form }: { readonly form: Form }): ReactNode {
  const t = useT('access');
  return (
    <>
      <h2 className={classes.heading}>{t('setup.site')}</h2>
      <NameAndCode form={form} name="siteName" code="siteCode" labels={[t('setup.siteName'), t('setup.siteCode')]} />
      <Select label={t('setup.siteZone')} data={zoneOptions()} searchable allowDeselect={false} limit={200} {...selected(form, 'siteZone')} />
      <Select label={t('setup.siteLocale')} data={localeOptions()} searchable allowDeselect={false} {...selected(form, 'locale')} />
    </>
  );
}

function DepartmentStep({ form }: { readonly form: Form }): ReactNode {
  const t = useT('access');
  return (
    <>
      <h2 className={classes.heading}>{t('setup.department')}</h2>
      <NameAndCode form={form} name="departmentName" code="departmentCode" labels={[t('setup.departmentName'), t('setup.siteCode')]} />
    </>
  );
}

/** A name and its short code; the code is proposed from the name until it is written by hand. */
function NameAndCode({ form, name, code, labels }: { readonly form: Form; readonly name: 'siteName' | 'departmentName'; readonly code: 'siteCode' | 'departmentCode'; readonly labels: readonly [string, string] }): ReactNode {
  const rename = (next: string): void => {
    const proposed = form.values[code] === '' || form.values[code] === codeFrom(form.values[name]);
    form.set({ [name]: next, ...(proposed ? { [code]: codeFrom(next) } : {}) });
  };
  return (
    <div className={classes.pair}>
      <TextInput label={labels[0]} value={form.values[name]} onChange={(event) => rename(event.currentTarget.value)} required withAsterisk={false} autoFocus />
      <TextInput label={labels[1]} {...typed(form, code)} required withAsterisk={false} maxLength={20} />
    </div>
  );
}

function AdministratorStep({ form, password, onPassword }: { readonly form: Form; readonly password: NewPassword; readonly onPassword: (value: NewPassword) => void }): ReactNode {
  const t = useT('access');
  return (
    <>
      <h2 className={classes.heading}>{t('setup.administrator')}</h2>
      <TextInput label={t('setup.name')} {...typed(form, 'name')} autoComplete="name" required withAsterisk={false} autoFocus />
      <div className={classes.halves}>
        <TextInput label={t('setup.employeeNumber')} {...typed(form, 'employeeNumber')} autoComplete="username" required withAsterisk={false} />
        <TextInput type="email" label={t('setup.email')} {...typed(form, 'email')} autoComplete="email" />
      </div>
      <NewPasswordFields value={password} onChange={onPassword} />
    </>
  );
}

function typed(form: Form, field: keyof Answers): { value: string; onChange: (event: ChangeEvent<HTMLInputElement>) => void } {
  return { value: form.values[field], onChange: (event) => form.set({ [field]: event.currentTarget.value }) };
}

function selected(form: Form, field: keyof Answers): { value: string; onChange: (value: string | null) => void } {
  return { value: form.values[field], onChange: (value) => value !== null && form.set({ [field]: value }) };
}

function codeFrom(name: string): string {
  const words = name.toUpperCase().normalize('NFD').replaceAll(/[^A-Z0-9 ]/gu, '').split(' ').filter(Boolean);
  return words.length > 1 ? words.map((word) => word[0]).join('').slice(0, 6) : (words[0] ?? '').slice(0, 4);
}

function requestOf(answers: Answers, password: NewPassword) {
  return {
    code: answers.code.trim(),
    organisation: { name: answers.organisation, zone: answers.zone },
    site: { code: answers.siteCode, name: answers.siteName, zone: answers.siteZone, locale: answers.locale },
    department: { code: answers.departmentCode, name: answers.departmentName },
    administrator: { employeeNumber: answers.employeeNumber.trim(), name: answers.name, email: answers.email.trim() === '' ? null : answers.email.trim(), password: password.next },
  };
}
