import { useDebouncedValue } from '@mantine/hooks';
import type { z } from 'zod';
import { may as mayDocuments } from '../../../features/documents/permissions.ts';
import { searchDocuments, type zFound } from '../../../features/documents/search/contract.ts';
import { listPeople } from '../../../features/people/contract.ts';
import { may as mayPeople } from '../../../features/people/permissions.ts';
import { useRead } from '../../../ui/api.ts';
import { useT, useText } from '../../../ui/i18n.ts';
import { useMay } from '../../../ui/session.ts';
import type { NavEntry } from '../frame/navigation.ts';

export type Hit = { readonly id: string; readonly to: string; readonly mark: string | null; readonly name: string; readonly note: string | null; readonly search?: Readonly<Record<string, string>>; readonly hash?: string };
type Found = z.output<typeof zFound>;
export type HitGroup = { readonly title: string; readonly hits: readonly Hit[] };

/** What the search finds: procedures (by number, title and text) and people by the server, screens by their titles. */
export function useHits(typed: string, entries: readonly NavEntry[]): { readonly groups: readonly HitGroup[]; readonly searching: boolean } {
  const t = useT('ui');
  const [search] = useDebouncedValue(typed.trim(), 140);
  const asked = search !== '';
  const mayRead = useMay(mayDocuments.readDocuments);
  const versions = useMay(mayDocuments.readAllVersions) ? 'all' : 'in_force';
  const documents = useRead(searchDocuments, { query: { q: search.slice(0, 200), limit: 7, versions } }, { enabled: mayRead && asked, keepPrevious: true });
  const people = useRead(listPeople, { query: { search, limit: 7 } }, { enabled: useMay(mayPeople.listPeople) && asked, keepPrevious: true });
  const toHit = ({ document, version, section, match }: Found): Hit => ({
    id: document.id, to: `/procedures/${document.id}`, mark: document.number, name: document.title,
    note: section !== null && (match === 'heading' || match === 'text') ? `… ${section.snippet.map((part) => part.text).join('').slice(0, 60)} …` : version?.state === 'effective' ? `v${version.label}` : t('search.notInForce'),
    ...(version === null || version.state === 'effective' ? {} : { search: { version: version.id } }), ...(section === null ? {} : { hash: `section-${section.ordinal}` }),
  });
  const screens = useScreenHits(typed.trim(), entries);
  const groups: HitGroup[] = [
    { title: t('search.procedures'), hits: asked ? (documents.data?.items ?? []).map(toHit) : [] },
    { title: t('search.people'), hits: asked ? (people.data?.items ?? []).map((one) => ({ id: one.id, to: `/people/${one.id}`, mark: null, name: one.name, note: [one.employeeNumber, one.department?.name, one.site?.name].filter(Boolean).join(' · ') })) : [] },
    { title: t('search.screens'), hits: screens },
    { title: t('search.more'), hits: asked && mayRead ? [{ id: 'everything', to: '/search', search: { q: search }, mark: null, name: t('search.everything', { text: search }), note: null }] : [] },
  ];
  return { groups: groups.filter((group) => group.hits.length > 0), searching: typed.trim() !== search || documents.isFetching || people.isFetching };
}

function useScreenHits(typed: string, entries: readonly NavEntry[]): readonly Hit[] {
  const text = useText();
  const wanted = typed.toLocaleLowerCase();
  return entries
    .flatMap((entry) => entry.screens.map((screen) => ({ id: screen.path, to: screen.path, mark: null, name: text(screen.title), note: null })))
    .filter((hit) => hit.name.toLocaleLowerCase().includes(wanted))
    .slice(0, wanted === '' ? 9 : 5);
}
