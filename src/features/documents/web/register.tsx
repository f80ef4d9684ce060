import { Button, Group, NumberInput, Radio, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct } from '../../../ui/api.ts';
import { useT } from '../../../ui/i18n.ts';
import { ProblemNote } from '../../../ui/notes.tsx';
import { Page } from '../../../ui/page.tsx';
import { fieldProblem } from '../../../ui/problem.ts';
import { SitePicker } from '../../people/web/pickers.tsx';
import { createDocument, zRisk } from '../contract.ts';
import { DOCUMENT_TYPES } from './types-of-document.ts';
import type { Risk } from './words.tsx';

export function RegisterDocument(): ReactNode {
  const t = useT('documents');
  const navigate = useNavigate();
  const [number, setNumber] = useState('');
  const [title, setTitle] = useState('');
  const [type, setType] = useState<string>('SOP');
  const [risk, setRisk] = useState<Risk>('medium');
  const [reviewMonths, setReview] = useState<number | string>(24);
  const [siteId, setSite] = useState<string | null>(null);
  const create = useAct(createDocument, { onDone: (reply) => navigate({ to: `/procedures/${reply.id}/upload` }) });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    create.act({ body: { number: number.trim(), title: title.trim(), type, risk, reviewMonths: Number(reviewMonths), siteId } });
  };
  return (
    <Page title={t('procedures')} answer={t('register.title')} lead={t('register.answer')} width="narrow" back={{ to: '/procedures', label: t('procedures') }}>
      <form onSubmit={send}>
        <Stack gap="lg">
          <TextInput label={t('register.number')} description={t('register.numberHelp')} required w={{ base: '100%', sm: 320 }} value={number} onChange={(event) => setNumber(event.currentTarget.value)} error={fieldProblem(create.error, 'number')} />
          <TextInput label={t('register.name')} required value={title} onChange={(event) => setTitle(event.currentTarget.value)} error={fieldProblem(create.error, 'title')} />
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <Select label={t('register.type')} allowDeselect={false} value={type} onChange={(value) => setType(value ?? 'SOP')} data={DOCUMENT_TYPES.map((one) => ({ value: one, label: t(`types.${one}`) }))} />
            <NumberInput label={t('register.review')} min={1} max={120} value={reviewMonths} onChange={setReview} />
            <SitePicker label={t('register.site')} placeholder={t('page.allSites')} value={siteId} onChange={setSite} />
          </SimpleGrid>
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
