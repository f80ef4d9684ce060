import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronLeft, IconChevronRight, IconChevronUp, IconSearch, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { addressOf } from '../../../../ui/api.ts';
import { useT } from '../../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { problemFrom } from '../../../../ui/problem.ts';
import { getPages } from '../../print/contract.ts';
import type { VersionDetail } from '../words.tsx';
import { showPdf, type Shown } from './pdf-engine.ts';
import classes from './pdf-pages.module.css';

type Props = { readonly version: VersionDetail; readonly inForce: { readonly label: string } | null };
type Place = { readonly page: number; readonly found: { readonly at: number; readonly of: number } | null };

/** The pages of a PDF as they were laid out: zoom, search within, lazily drawn. */
export function PdfPages({ version, inForce }: Props): ReactNode {
  const t = useT('documents');
  const container = useRef<HTMLDivElement>(null);
  const { shown, place, error } = usePdf(version.id, container);
  return (
    <>
      {version.state !== 'effective' && <Note kind="warn">{t('page.showing', { label: version.label, state: t(`state.${version.state}`) })} {inForce === null ? t('page.noneInForce') : t('page.old', { label: inForce.label })}</Note>}
      <ProblemNote error={error} />
      <div className={classes.frame} hidden={error !== null}>
        <Tools shown={shown} place={place} />
        <div className={classes.stage}>
          <div ref={container} className={classes.container} tabIndex={0} role="region" aria-label={version.fileName} aria-busy={shown === null}><div className="pdfViewer" /></div>
        </div>
      </div>
    </>
  );
}

function usePdf(versionId: string, container: RefObject<HTMLDivElement | null>) {
  const [shown, setShown] = useState<Shown | null>(null);
  const [place, setPlace] = useState<Place>({ page: 1, found: null });
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    let left = false;
    let opened: Shown | null = null;
    const open = async (): Promise<void> => {
      const response = await fetch(addressOf(getPages, { params: { id: versionId } }), { credentials: 'same-origin' });
      if (!response.ok) throw await problemFrom(response);
      const bytes = await response.arrayBuffer();
      if (left || container.current === null) return;
      opened = await showPdf(container.current, bytes);
      if (left) return opened.close();
      opened.bus.on('pagechanging', ({ pageNumber }: { readonly pageNumber: number }) => setPlace((before) => ({ ...before, page: pageNumber })));
      const count = ({ matchesCount }: { readonly matchesCount: { readonly current: number; readonly total: number } }): void => setPlace((before) => ({ ...before, found: { at: matchesCount.current, of: matchesCount.total } }));
      opened.bus.on('updatefindmatchescount', count);
      opened.bus.on('updatefindcontrolstate', count);
      setShown(opened);
    };
    open().catch((failed: unknown) => { if (!left) setError(failed instanceof Error ? failed : new Error(String(failed))); });
    return () => { left = true; opened?.close(); };
  }, [versionId, container]);
  return { shown, place, error };
}

function Tools({ shown, place }: { readonly shown: Shown | null; readonly place: Place }): ReactNode {
  const t = useT('pdf');
  return (
    <div className={`${classes.tools} no-print`} role="toolbar" aria-label={t('tools')}>
      <ActionIcon variant="default" aria-label={t('previous')} disabled={shown === null || place.page <= 1} onClick={() => shown?.turnTo(place.page - 1)}><IconChevronLeft size={18} aria-hidden="true" /></ActionIcon>
      <span className={classes.page} aria-live="polite">{shown === null ? t('opening') : t('page', { page: place.page, pages: shown.pages })}</span>
      <ActionIcon variant="default" aria-label={t('next')} disabled={shown === null || place.page >= shown.pages} onClick={() => shown?.turnTo(place.page + 1)}><IconChevronRight size={18} aria-hidden="true" /></ActionIcon>
      <span className={classes.gap} />
      <ActionIcon variant="default" aria-label={t('smaller')} disabled={shown === null} onClick={() => shown?.zoom(1 / 1.2)}><IconZoomOut size={18} aria-hidden="true" /></ActionIcon>
      <ActionIcon variant="default" aria-label={t('larger')} disabled={shown === null} onClick={() => shown?.zoom(1.2)}><IconZoomIn size={18} aria-hidden="true" /></ActionIcon>
      <Button variant="default" size="xs" disabled={shown === null} onClick={() => shown?.fit()}>{t('fit')}</Button>
      <span className={classes.gap} />
      <FindWithin shown={shown} found={place.found} />
    </div>
  );
}

function FindWithin({ shown, found }: { readonly shown: Shown | null; readonly found: Place['found'] }): ReactNode {
  const t = useT('pdf');
  const [text, setText] = useState('');
  const find = (type: '' | 'again', backwards = false): void => {
    shown?.bus.dispatch('find', { source: null, type, query: text, caseSensitive: false, entireWord: false, highlightAll: true, findPrevious: backwards, matchDiacritics: false });
  };
  return (
    <form className={classes.find} role="search" onSubmit={(event) => { event.preventDefault(); find(found === null ? '' : 'again'); }}>
      <TextInput size="xs" type="search" aria-label={t('find')} placeholder={t('find')} leftSection={<IconSearch size={14} aria-hidden="true" />} value={text} disabled={shown === null} onChange={(event) => setText(event.currentTarget.value)} onBlur={() => text !== '' && find('')} />
      <ActionIcon variant="default" aria-label={t('findBefore')} disabled={text === ''} onClick={() => find('again', true)}><IconChevronUp size={18} aria-hidden="true" /></ActionIcon>
      <ActionIcon variant="default" type="submit" aria-label={t('findNext')} disabled={text === ''}><IconChevronDown size={18} aria-hidden="true" /></ActionIcon>
      <span className={classes.page} role="status">{found === null || text === '' ? '' : t('found', { at: found.at, of: found.of })}</span>
    </form>
  );
}
