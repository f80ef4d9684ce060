import { Button, Checkbox, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead } from '../../../../ui/api.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { ConfirmDialog, tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { Page, PageSection } from '../../../../ui/page.tsx';
import { PersonPicker, SitePicker } from '../../../people/web/pickers.tsx';
import { endDeputy, listDeputies, nameDeputy } from '../../deputies/contract.ts';

type Row = z.output<typeof listDeputies.reply>['named'][number];

/** Who acts on my behalf while I am away, and for whom I do. */
export function Deputies(): ReactNode {
  const t = useT('deputies');
  const read = useRead(listDeputies);
  const answer = useAnswer(read.data?.named);
  const named = useColumns('deputy');
  const standsIn = useColumns('person');
  return (
    <Page title={t('title')} answer={answer} lead={t('lead')} back={{ to: '/account', label: useT('access')('account.title') }}>
      <PageSection title={t('form.title')}><NameDeputy /></PageSection>
      <PageSection title={t('named.title')}><DataTable caption={t('named.title')} columns={named} rows={read.data?.named} rowKey={(row) => row.id} state={read} empty={{ title: t('named.empty') }} /></PageSection>
      <PageSection title={t('for.title')}><DataTable caption={t('for.title')} columns={standsIn} rows={read.data?.standsInFor} rowKey={(row) => row.id} state={read} empty={{ title: t('for.empty') }} /></PageSection>
    </Page>
  );
}

function NameDeputy(): ReactNode {
  const t = useT('deputies');
  const { today } = useDates();
  const empty = { deputyId: null, from: today, until: '', siteId: null, reviews: true, escalations: false };
  const [draft, setDraft] = useState<{ deputyId: string | null; from: string; until: string; siteId: string | null; reviews: boolean; escalations: boolean }>(empty);
  const [round, setRound] = useState(0); // a fresh picker after each naming
  const name = useAct(nameDeputy, { onDone: () => { setDraft(empty); setRound(round + 1); tellDone(t('form.done')); } });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const { deputyId, ...rest } = draft;
    if (deputyId !== null) name.act({ body: { ...rest, deputyId } });
  };
  return (
    <form onSubmit={send}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
          <PersonPicker key={round} label={t('form.deputy')} required activeOnly value={draft.deputyId} onChange={(deputyId) => setDraft({ ...draft, deputyId })} />
          <TextInput type="date" label={t('form.from')} required value={draft.from} onChange={(event) => setDraft({ ...draft, from: event.currentTarget.value })} />
          <TextInput type="date" label={t('form.until')} required value={draft.until} onChange={(event) => setDraft({ ...draft, until: event.currentTarget.value })} />
          <SitePicker label={t('form.site')} placeholder={t('scope.all')} value={draft.siteId} onChange={(siteId) => setDraft({ ...draft, siteId })} />
        </SimpleGrid>
        <Group gap="xl">
          <Checkbox label={t('form.reviews')} checked={draft.reviews} onChange={(event) => setDraft({ ...draft, reviews: event.currentTarget.checked })} />
          <Checkbox label={t('form.escalations')} checked={draft.escalations} onChange={(event) => setDraft({ ...draft, escalations: event.currentTarget.checked })} />
        </Group>
        <ProblemNote error={name.error} />
        <Group><Button type="submit" loading={name.isPending} disabled={draft.deputyId === null || draft.from === '' || draft.until === ''}>{t('form.button')}</Button></Group>
      </Stack>
    </form>
  );
}

function useAnswer(named: readonly Row[] | undefined): string | undefined {
  const t = useT('deputies');
  const dates = useDates();
  if (named === undefined) return undefined;
  const now = named.filter((row) => row.now);
  if (now.length > 0) return t('answer.now', { names: new Intl.ListFormat('en').format(now.map((row) => row.deputy.name)) });
  const next = named.filter((row) => !row.ended && row.from > dates.today).toSorted((a, b) => a.from.localeCompare(b.from))[0];
  return next === undefined ? t('answer.none') : t('answer.later', { name: next.deputy.name, day: dates.nearDay(next.from) });
}

function useColumns(shows: 'deputy' | 'person'): readonly Column<Row>[] {
  const t = useT('deputies');
  const dates = useDates();
  const stateOf = (row: Row): 'now' | 'later' | 'over' | 'ended' => (row.ended ? 'ended' : row.now ? 'now' : row.from > dates.today ? 'later' : 'over');
  return [
    { key: shows, header: t(`col.${shows}`), cell: (row) => row[shows].name },
    { key: 'period', header: t('col.period'), width: '240px', cell: (row) => t('period', { from: dates.day(row.from), until: dates.day(row.until) }) },
    { key: 'for', header: t('col.for'), width: '200px', cell: (row) => t(row.reviews && row.escalations ? 'for.both' : row.reviews ? 'for.reviews' : 'for.escalations') },
    { key: 'scope', header: t('col.scope'), width: '140px', hideOnPhone: true, cell: (row) => row.site?.name ?? t('scope.all') },
    { key: 'state', header: t('col.state'), width: '110px', cell: (row) => t(`state.${stateOf(row)}`) },
    ...(shows === 'person' ? [] : [{ key: 'end', header: t('col.end'), width: '90px', cell: (row: Row) => (row.ended || row.until < dates.today ? null : <End row={row} />) }]),
  ];
}

function End({ row }: { readonly row: Row }): ReactNode {
  const t = useT('deputies');
  const [opened, setOpened] = useState(false);
  const end = useAct(endDeputy, { onDone: () => setOpened(false) });
  return (
    <>
      <Button size="compact-xs" variant="default" aria-label={t('end.of', { name: row.deputy.name })} onClick={() => setOpened(true)}>{t('end.button')}</Button>
      <ConfirmDialog opened={opened} onClose={() => setOpened(false)} title={t('end.title', { name: row.deputy.name })} action={t('end.button')} danger isPending={end.isPending} error={end.error} onConfirm={() => end.act({ params: { id: row.id } })}>{t('end.text')}</ConfirmDialog>
    </>
  );
}
