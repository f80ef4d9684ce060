import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useT } from '../../../ui/i18n.ts';
import type { NavEntry } from '../frame/navigation.ts';
import classes from './command-search.module.css';
import { useHits, type Hit, type HitGroup } from './hits.ts';

export type CommandSearchProps = { readonly opened: boolean; readonly onClose: () => void; readonly entries: readonly NavEntry[] };

/** Ctrl or ⌘ K: any procedure, person or screen from the keyboard. */
export function CommandSearch({ opened, onClose, entries }: CommandSearchProps): ReactNode {
  const t = useT('ui');
  return (
    <Modal.Root opened={opened} onClose={onClose} size="lg" yOffset="9vh" centered={false} padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('search.title')}><Modal.Body><SearchBox onClose={onClose} entries={entries} /></Modal.Body></Modal.Content>
    </Modal.Root>
  );
}

function SearchBox({ onClose, entries }: Omit<CommandSearchProps, 'opened'>): ReactNode {
  const t = useT('ui');
  const navigate = useNavigate();
  const list = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const [entered, setEntered] = useState(false);
  const { groups, searching } = useHits(typed, entries);
  const hits = groups.flatMap((group) => group.hits);
  const current = hits[Math.min(chosen, hits.length - 1)];
  const open = (hit: Hit): void => { onClose(); void navigate({ to: hit.to, ...(hit.search === undefined ? {} : { search: hit.search as never }), ...(hit.hash === undefined ? {} : { hash: hit.hash }) }); /* routes are data, so the router knows no parameters */ };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setChosen((Math.min(chosen, hits.length - 1) + step + hits.length) % Math.max(hits.length, 1));
    } else if (event.key === 'Enter' && current !== undefined) {
      event.preventDefault();
      setEntered(true);
    }
  };
  useEffect(() => { // what is shown while the search still runs is the answer to what was typed before
    if (entered && !searching && current !== undefined) open(current);
  });
  return (
    <>
      <div className={classes.field}>
        <IconSearch size={20} stroke={1.6} aria-hidden="true" />
        <input className={classes.input} value={typed} onChange={(event) => { setTyped(event.currentTarget.value); setChosen(0); setEntered(false); }} onKeyDown={onKey} placeholder={t('search.placeholder')} aria-label={t('header.search')} role="combobox" aria-expanded="true" aria-controls={list} aria-activedescendant={current === undefined ? undefined : `${list}-${current.id}`} autoComplete="off" spellCheck={false} data-autofocus />
      </div>
      <div className={classes.results} id={list} role="listbox" aria-label={t('search.title')} aria-busy={searching}>
        {groups.map((group) => <Group key={group.title} group={group} current={current} list={list} onOpen={open} />)}
      </div>
      {hits.length === 0 && !searching && <p className={classes.none} role="status">{typed.trim() === '' ? t('search.hint') : t('search.none', { text: typed.trim() })}</p>}
      <p className={classes.keys} aria-hidden="true">{t('search.keys')}</p>
    </>
  );
}

function Group({ group, current, list, onOpen }: { readonly group: HitGroup; readonly current: Hit | undefined; readonly list: string; readonly onOpen: (hit: Hit) => void }): ReactNode {
  return (
    <div role="group" aria-label={group.title}>
      <p className={classes.group} aria-hidden="true">{group.title}</p>
      {group.hits.map((hit) => (
        <div key={hit.id} id={`${list}-${hit.id}`} role="option" tabIndex={-1} aria-selected={hit === current} className={classes.hit} onClick={() => onOpen(hit)} ref={hit === current ? intoView : undefined}>
          {hit.mark !== null && <span className="number">{hit.mark}</span>}
          <span className={classes.name}>{hit.name}</span>
          {hit.note !== null && <span className={classes.note}>{hit.note}</span>}
        </div>
      ))}
    </div>
  );
}

function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
