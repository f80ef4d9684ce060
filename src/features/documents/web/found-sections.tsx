import type { ReactNode } from 'react';
import { useRead } from '../../../ui/api.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { useT } from '../../../ui/i18n.ts';
import { getVersion } from '../contract.ts';

export const ACCEPT = '.docx,.pdf,.md,.markdown,.html,.htm,.txt';

/** The sections that were read from a file, so that its author sees whether it was understood. */
export function FoundSections({ versionId }: { readonly versionId: string }): ReactNode {
  const t = useT('documents');
  const read = useRead(getVersion, { params: { id: versionId } });
  return (
    <DataTable
      caption={t('page.text')} rows={read.data?.sections} rowKey={(section) => String(section.ordinal)} state={read} empty={{ title: t('upload.found', { count: 0 }) }}
      columns={[
        { key: 'number', header: t('upload.number'), width: '90px', cell: (section) => <span className="number">{section.number}</span> },
        { key: 'heading', header: t('upload.heading'), cell: (section) => <span style={{ paddingLeft: (section.level - 1) * 14 }}>{section.heading ?? t('version.untitled', { ordinal: section.ordinal })}</span> },
        { key: 'words', header: t('upload.words'), width: '90px', align: 'end', cell: (section) => wordsIn(section.html) },
      ]}
    />
  );
}

function wordsIn(html: string): number {
  return html.replaceAll(/<[^>]*>/gu, ' ').split(/\s+/u).filter((word) => word !== '').length;
}
