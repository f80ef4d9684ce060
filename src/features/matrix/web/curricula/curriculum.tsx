import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useRead } from '../../../../ui/api.ts';
import { DataTable } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { LinkButton, ScreenLink } from '../../../../ui/link.tsx';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { Facts, Page, PageSection } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { getCurriculum } from '../../curricula/contract.ts';
import { may } from '../../permissions.ts';
import { WaitingChange } from '../proposals/propose.tsx';

export type CurriculumDetail = z.output<typeof getCurriculum.reply>;
const READY = { isPending: false, error: null, refetch: () => undefined };

export function CurriculumPage(): ReactNode {
  const t = useT('curricula');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(getCurriculum, { params: { id }, query: {} });
  const back = { to: '/matrix/curricula', label: t('title') };
  if (read.data === undefined) return <Page title={t('title')} back={back} {...(read.error === null ? {} : { answer: t('page.gone') })}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  return <Shown curriculum={read.data} />;
}

function Shown({ curriculum }: { readonly curriculum: CurriculumDetail }): ReactNode {
  const t = useT('curricula');
  const dates = useDates();
  const mayWrite = useMay(may.writeRules);
  return (
    <Page
      title={t('page', { number: curriculum.number, name: curriculum.name, version: curriculum.version })} answer={t('page.answer', { name: curriculum.name, count: curriculum.documents.length })} back={{ to: '/matrix/curricula', label: t('title') }}
      actions={mayWrite && <LinkButton to={`/matrix/curricula/${curriculum.id}/revise`}>{t('page.revise')}</LinkButton>}
    >
      <WaitingChange about={{ curriculumId: curriculum.id }} />
      <Facts items={[{ label: t('page.owner'), value: curriculum.owner?.name ?? '' }, { label: t('page.signed'), value: dates.instant(curriculum.createdAt) }]} />
      <PageSection title={t('page.documents')}>
        <ul style={{ margin: 0, paddingLeft: 18, lineHeight: 1.9 }}>
          {curriculum.documents.map((document) => <li key={document.id}><ScreenLink to={`/procedures/${document.id}`}><span className="number">{document.number}</span> {document.title}</ScreenLink></li>)}
        </ul>
      </PageSection>
      <PageSection title={t('page.rules')}>
        {curriculum.rules.length === 0 ? <p className="soft">{t('page.noRules')}</p> : (
          <ul style={{ margin: 0, paddingLeft: 18, lineHeight: 1.9 }}>
            {curriculum.rules.map((rule) => <li key={rule.id}><ScreenLink to={`/matrix/rules/${rule.id}`}><span className="number">{rule.number}</span> {rule.name}</ScreenLink></li>)}
          </ul>
        )}
      </PageSection>
      <Versions versions={curriculum.versions} />
    </Page>
  );
}

function Versions({ versions }: Pick<CurriculumDetail, 'versions'>): ReactNode {
  const t = useT('curricula');
  const dates = useDates();
  const numbers = (documents: readonly { readonly number: string }[]): string => documents.map(({ number }) => number).join(', ');
  const changes = (row: CurriculumDetail['versions'][number]): string => [
    ...(row.version === 1 ? [t('page.first')] : []),
    ...(row.added.length === 0 ? [] : [t('page.added', { numbers: numbers(row.added) })]),
    ...(row.removed.length === 0 ? [] : [t('page.removed', { numbers: numbers(row.removed) })]),
    ...(row.nameBefore === null ? [] : [t('page.renamed', { name: row.nameBefore })]),
  ].join('. ');
  return (
    <PageSection title={t('page.history')}>
      <DataTable
        caption={t('page.history')} rows={versions} rowKey={(row) => String(row.version)} state={READY} empty={{ title: '' }}
        columns={[
          { key: 'version', header: t('page.version'), width: '100px', cell: (row) => <span className="number">{`v${row.version}`}</span> },
          { key: 'changed', header: t('page.changed'), wrap: true, cell: changes },
          { key: 'by', header: t('page.by'), width: '180px', cell: (row) => row.signature?.printedName ?? row.owner?.name ?? '' },
          { key: 'signed', header: t('page.signed'), width: '190px', cell: (row) => dates.instant(row.createdAt) },
        ]}
      />
    </PageSection>
  );
}
