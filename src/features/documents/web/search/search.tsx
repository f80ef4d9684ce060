import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useRead, useReadPages } from '../../../../ui/api.ts';
import { useUrlState } from '../../../../ui/as-of.ts';
import { Filters, SearchFilter, SelectFilter } from '../../../../ui/filters.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { Empty, ProblemNote } from '../../../../ui/notes.tsx';
import { Page } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { zRisk } from '../../contract.ts';
import { listTypes } from '../../kinds/contract.ts';
import { may } from '../../permissions.ts';
import { searchDocuments, type zFound } from '../../search/contract.ts';
import { RiskWord, StateWord } from '../words.tsx';
import classes from './search.module.css';

type Found = z.output<typeof zFound>;

/** What fits the question, the best first, with the words marked where they stand. The question is in the address. */
export function SearchPage(): ReactNode {
  const t = useT('search');
  const asked = useAsked();
  const pages = useReadPages(searchDocuments, { query: { limit: 20, ...asked.query, q: asked.text } }, { enabled: asked.text !== '' });
  const { first } = pages;
  const empty = first !== undefined && first.total === 0;
  return (
    <Page title={t('title')} answer={asked.text === '' ? t('ask') : first === undefined ? undefined : first.capped ? t('answerCapped', { count: first.total, text: asked.text }) : t('answer', { count: first.total, text: asked.text })}>
      <SearchFilters narrowed={asked.narrowed} text={asked.text} />
      <ProblemNote error={pages.error} retry={pages.refetch} />
      {asked.text === '' && <p className="soft">{t('askText')}</p>}
      {asked.text !== '' && empty && <NothingFound text={asked.text} all={asked.query.versions === 'all'} />}
      {asked.text !== '' && !empty && <ol className={classes.results} aria-label={t('results')} aria-busy={pages.isFetching}>{pages.items.map((found) => <Hit key={found.document.id} found={found} />)}</ol>}
      {pages.more && <Button className={classes.more ?? ''} variant="default" loading={pages.isFetching} onClick={pages.loadMore}>{t('more')}</Button>}
    </Page>
  );
}

function useAsked() {
  const text = (useUrlState('q')[0] ?? '').trim().slice(0, 200);
  const [type] = useUrlState('type');
  const risk = zRisk.safeParse(useUrlState('risk')[0]);
  const versions = useUrlState('versions')[0] === 'all' ? 'all' as const : 'in_force' as const;
  const query = { versions, ...(type === null ? {} : { type }), ...(risk.success ? { risk: risk.data } : {}) };
  return { text, query, narrowed: type !== null || risk.success || versions === 'all' };
}

function SearchFilters({ narrowed, text }: { readonly narrowed: boolean; readonly text: string }): ReactNode {
  const t = useT('search');
  const words = useT('documents');
  const navigate = useNavigate();
  const seesAll = useMay(may.readAllVersions);
  const types = useRead(listTypes);
  return (
    <Filters>
      <SearchFilter name="q" label={t('label')} />
      <SelectFilter name="risk" label={t('risk')} options={zRisk.options.map((risk) => ({ value: risk, label: words(`risk.${risk}`) }))} />
      <SelectFilter name="type" label={t('type')} options={(types.data?.items ?? []).map((type) => ({ value: type.code, label: type.name }))} />
      {seesAll && <SelectFilter name="versions" label={t('versions')} options={[{ value: 'all', label: t('versions.all') }]} />}
      {narrowed && <Button variant="subtle" onClick={() => void navigate({ to: '/search', search: { q: text } as never })}>{t('clear')}</Button> /* routes are data, so the router knows no parameters */}
    </Filters>
  );
}

function NothingFound({ text, all }: { readonly text: string; readonly all: boolean }): ReactNode {
  const t = useT('search');
  const seesAll = useMay(may.readAllVersions);
  return <Empty title={t('none', { text })} text={t('noneText')} action={seesAll && !all ? <ScreenLink to="/search" search={{ q: text, versions: 'all' }}>{t('noneAll')}</ScreenLink> : undefined} />;
}

function Hit({ found }: { readonly found: Found }): ReactNode {
  const t = useT('search');
  const { document, version, section, match } = found;
  const place = section === null ? null : [section.number, section.heading].filter((part) => part !== null && part !== '').join(' ') || t('untitled', { ordinal: section.ordinal });
  return (
    <li className={classes.hit}>
      <h2 className={classes.head}>
        <span className="number">{document.number}</span>
        <ScreenLink to={`/procedures/${document.id}`} search={version === null || version.state === 'effective' ? {} : { version: version.id }} {...(section === null ? {} : { hash: `section-${section.ordinal}` })}>{document.title}</ScreenLink>
      </h2>
      <p className={classes.meta}>
        {version === null ? <span>{t('noVersion')}</span> : <span><span className="number">{`v${version.label}`}</span> {version.state !== 'effective' && <StateWord state={version.state} />}</span>}
        <span>{document.type}</span>
        <RiskWord risk={document.risk} />
        <span>{t(`match.${match}`)}{place !== null && ` ${t('section', { name: place })}`}</span>
      </p>
      {section !== null && section.snippet.length > 0 && <p className={classes.snippet}>{section.snippet.map((part, index) => (part.marked ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>))}</p>}
    </li>
  );
}
