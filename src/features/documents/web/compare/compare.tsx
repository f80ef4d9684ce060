import { Button, SegmentedControl, Select, Skeleton, Stack } from '@mantine/core';
import { IconArrowsLeftRight, IconChevronDown, IconChevronUp, IconPrinter } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useUrlState } from '../../../../ui/as-of.ts';
import { useT, type Text } from '../../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { Page } from '../../../../ui/page.tsx';
import { compareVersions } from '../../compare/contract.ts';
import { getDocument } from '../../contract.ts';
import type { DocumentDetail } from '../words.tsx';
import classes from './compare.module.css';
import { EntryView } from './entry.tsx';
import { useSteps } from './steps.ts';
import type { Comparison } from './types.ts';

/** Any two versions of a document, section by section and word by word; which two stands in the address. */
export function CompareVersions(): ReactNode {
  const t = useT('compare');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(getDocument, { params: { id } });
  if (read.data === undefined) return <Page title={t('title')} back={{ to: `/procedures/${id}`, label: t('title') }}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  return <Compare document={read.data} />;
}

function Compare({ document }: { readonly document: DocumentDetail }): ReactNode {
  const t = useT('compare');
  const [from, to] = useChosen(document);
  const ready = from !== null && to !== null && from !== to;
  const read = useRead(compareVersions, { params: { id: from ?? '', otherId: to ?? '' } }, { enabled: ready, keepPrevious: true });
  const comparison = ready ? read.data : undefined;
  return (
    <Page
      title={t('titleOf', { number: document.number })} answer={comparison === undefined ? undefined : answerOf(comparison, t)}
      lead={comparison !== undefined && <p className={classes.lead}>{t('words', { added: comparison.totals.wordsAdded, removed: comparison.totals.wordsRemoved, count: comparison.totals.unchanged })}</p>}
      back={{ to: `/procedures/${document.id}`, label: `${document.number} ${document.title}` }}
      actions={comparison !== undefined && <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden="true" />} onClick={() => window.print()}>{t('print')}</Button>}
    >
      {document.versions.length < 2 && <Note>{t('one')}</Note>}
      {document.versions.length > 1 && !ready && <><div className={classes.controls}><Pickers document={document} from={from} to={to} /></div><Note>{t('choose')}</Note></>}
      <ProblemNote error={read.error} retry={read.refetch} />
      {ready && read.isPending && <Stack mt="xl" role="status" aria-label={t('title')}><Skeleton height={24} width={280} /><Skeleton height={220} /></Stack>}
      {comparison !== undefined && <Sections key={`${comparison.from.id} ${comparison.to.id}`} comparison={comparison} pickers={<Pickers document={document} from={from} to={to} />} />}
    </Page>
  );
}

/** The two versions in the address; without them the newest and the one before it. */
function useChosen(document: DocumentDetail): readonly [from: string | null, to: string | null] {
  const [askedFrom] = useUrlState('from');
  const [askedTo] = useUrlState('to');
  const newest = document.versions.toSorted((a, b) => b.ordinal - a.ordinal);
  const known = (asked: string | null): string | null => newest.find((version) => version.id === asked)?.id ?? null;
  const to = known(askedTo) ?? newest.find((version) => version.id !== askedFrom)?.id ?? null;
  const ordinal = newest.find((version) => version.id === to)?.ordinal ?? 0;
  return [known(askedFrom) ?? newest.find((version) => version.ordinal < ordinal)?.id ?? newest.find((version) => version.id !== to)?.id ?? null, to];
}

type PickersProps = { readonly document: DocumentDetail; readonly from: string | null; readonly to: string | null };

function Pickers({ document, from, to }: PickersProps): ReactNode {
  const t = useT('compare');
  const td = useT('documents');
  const navigate = useNavigate();
  const choose = (nextFrom: string | null, nextTo: string | null): void => void navigate({ to: '.', replace: true, search: (before: Record<string, unknown>) => ({ ...before, from: nextFrom ?? undefined, to: nextTo ?? undefined }) });
  const data = document.versions.toSorted((a, b) => b.ordinal - a.ordinal).map((version) => ({ value: version.id, label: t('version', { label: version.label, state: td(`state.${version.state}`) }) }));
  return (
    <>
      <Select className={classes.picker ?? ''} label={t('from')} data={data} value={from} allowDeselect={false} onChange={(value) => choose(value, value === to ? from : to)} />
      <Select className={classes.picker ?? ''} label={t('to')} data={data} value={to} allowDeselect={false} onChange={(value) => choose(value === from ? to : from, value)} />
      <Button variant="default" leftSection={<IconArrowsLeftRight size={16} aria-hidden="true" />} onClick={() => choose(to, from)}>{t('swap')}</Button>
    </>
  );
}

function Sections({ comparison, pickers }: { readonly comparison: Comparison; readonly pickers: ReactNode }): ReactNode {
  const t = useT('compare');
  const [brief, setBrief] = useState(true);
  const changed = comparison.entries.filter((entry) => entry.kind !== 'unchanged');
  const steps = useSteps(changed.length);
  const shown = brief ? changed : comparison.entries;
  return (
    <>
      <div className={`${classes.controls} no-print`}>
        {pickers}
        <SegmentedControl value={brief ? 'changes' : 'all'} onChange={(value) => setBrief(value === 'changes')} data={[{ value: 'changes', label: t('onlyChanges') }, { value: 'all', label: t('everything') }]} aria-label={t('show')} />
        {changed.length > 0 && (
          <div className={classes.steps} title={t('keys')}>
            <span className={classes.position} role="status">{steps.at === null ? t('count', { count: changed.length }) : t('position', { at: steps.at + 1, count: changed.length })}</span>
            <Button variant="default" size="sm" onClick={() => steps.go(-1)} aria-keyshortcuts="p" aria-label={t('previousChange')} leftSection={<IconChevronUp size={16} aria-hidden="true" />}>{t('previous')}</Button>
            <Button variant="default" size="sm" onClick={() => steps.go(1)} aria-keyshortcuts="n" aria-label={t('nextChange')} leftSection={<IconChevronDown size={16} aria-hidden="true" />}>{t('next')}</Button>
          </div>
        )}
      </div>
      <div className={classes.entries}>
        {shown.map((entry) => {
          const place = changed.indexOf(entry);
          return <EntryView key={`${entry.kind} ${entry.old?.ordinal ?? ''} ${entry.new?.ordinal ?? ''}`} entry={entry} comparison={comparison} brief={brief} current={place >= 0 && place === steps.at} ref={place < 0 ? undefined : steps.refOf(place)} />;
        })}
      </div>
    </>
  );
}

function answerOf({ from, to, totals }: Comparison, t: Text<'compare'>): string {
  const names = { from: from.label, to: to.label };
  const parts = (['changed', 'added', 'removed', 'moved'] as const).filter((kind) => totals[kind] > 0).map((kind) => t(`answer.${kind}`, { count: totals[kind] }));
  if (parts.length > 0) return t('answer.differs', { ...names, parts: parts.join(', ') });
  return totals.renumbered > 0 ? t('answer.renumbered', { ...names, count: totals.renumbered }) : t('answer.same', names);
}
