import { Button, Group, NumberInput, Radio, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct, useRead } from '../../../ui/api.ts';
import { useT } from '../../../ui/i18n.ts';
import { ProblemNote } from '../../../ui/notes.tsx';
import { Page } from '../../../ui/page.tsx';
import { fieldProblem } from '../../../ui/problem.ts';
import { SitePicker } from '../../people/web/pickers.tsx';
import { createDocument, zRisk } from '../contract.ts';
import { listTypes, proposeNumber } from '../kinds/contract.ts';
import type { Risk } from './words.tsx';

export function RegisterDocument(): ReactNode {
  const t = useT('documents');
  const navigate = useNavigate();
  const [typed, setTyped] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  const [type, setType] = useState<string>('SOP');
  const [risk, setRisk] = useState<Risk>('medium');
  const [reviewMonths, setReview] = useState<number | string>(24);
  const [siteId, setSite] = useState<string | null>(null);
  const types = useRead(listTypes).data?.items ?? [];
  const proposed = useRead(proposeNumber, { params: { code: type }, query: siteId === null ? {} : { siteId } }, { fresh: true }).data;
  const number = typed ?? proposed?.number ?? '';
  const chooseType = (code: string | null): void => {
    const chosen = types.find((one) => one.code === code);
    if (chosen === undefined) return;
    setType(chosen.code);
    setTyped(null);
    setRisk(chosen.risk);
    setReview(chosen.reviewMonths);
  };
  const create = useAct(createDocument, { onDone: (reply) => navigate({ to: `/procedures/${reply.id}/upload` }) });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    // The proposed number is left out: should somebody else have taken it meanwhile, the one after it is given.
    create.act({ body: { ...(typed === null && proposed?.number != null ? {} : { number: number.trim() }), title: title.trim(), type, risk, reviewMonths: Number(reviewMonths), siteId } });
  };
  return (
    <Page title={t('procedures')} answer={t('register.title')} lead={t('register.answer')} width="narrow" back={{ to: '/procedures', label: t('procedures') }}>
      <form onSubmit={send}>
        <Stack gap="lg">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Select label={t('register.type')} allowDeselect={false} value={type} onChange={chooseType} data={types.map((one) => ({ value: one.code, label: one.name }))} />
            <SitePicker label={t('register.site')} placeholder={t('page.allSites')} value={siteId} onChange={setSite} />
          </SimpleGrid>
          <TextInput label={t('register.number')} description={t(proposed?.byHand === false ? 'register.numberNext' : 'register.numberHelp')} required readOnly={proposed?.byHand === false && proposed.number !== null} w={{ base: '100%', sm: 320 }} value={number} onChange={(event) => setTyped(event.currentTarget.value)} error={fieldProblem(create.error, 'number')} />
          <TextInput label={t('register.name')} required value={title} onChange={(event) => setTitle(event.currentTarget.value)} error={fieldProblem(create.error, 'title')} />
          <NumberInput label={t('register.review')} min={1} max={120} w={{ base: '100%', sm: 240 }} value={reviewMonths} onChange={setReview} />
          <Radio.Group label={t('register.risk')} description={t('register.riskHelp')} value={risk} onChange={(value) => { const parsed = zRisk.safeParse(value); if (parsed.success) setRisk(parsed.data); }}>
            <Stack gap="xs" mt="xs">
              {zRisk.options.map((option) => <Radio key={option} value={option} label={t(`risk.${option}`)} description={t(`risk.${option}.help`)} />)}
            </Stack>
          </Radio.Group>
          <ProblemNote error={create.error} />
          <Group><Button type="submit" loading={create.isPending}>{t('register.button')}</Button></Group>
        </Stack>
      </form>
    </Page>
  );
}
