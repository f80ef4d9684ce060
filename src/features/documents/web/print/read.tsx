import { SegmentedControl, Skeleton } from '@mantine/core';
import { lazy, Suspense, type ReactNode } from 'react';
import { useUrlState } from '../../../../ui/as-of.ts';
import { useT } from '../../../../ui/i18n.ts';
import { VersionText } from '../text.tsx';
import type { VersionDetail } from '../words.tsx';
import { Watermarked } from './copy.tsx';

const PdfPages = lazy(async () => ({ default: (await import('./pdf-pages.tsx')).PdfPages }));

type Props = { readonly version: VersionDetail; readonly inForce: { readonly label: string } | null };

/** A version to be read: its text with outline; of a PDF also its pages as they were laid out. */
export function ReadVersion({ version, inForce }: Props): ReactNode {
  const t = useT('copy');
  const [asked, setAsked] = useUrlState('view');
  const isPdf = version.mediaType === 'application/pdf';
  const pages = isPdf && asked !== 'text';
  return (
    <>
      {isPdf && <SegmentedControl className="no-print" mb="sm" size="xs" aria-label={t('view')} value={pages ? 'pages' : 'text'} onChange={(value) => setAsked(value === 'text' ? 'text' : null)} data={[{ value: 'pages', label: t('pages') }, { value: 'text', label: t('text') }]} />}
      <Watermarked version={version}>
        {pages ? <Suspense fallback={<Skeleton height={600} />}><PdfPages key={version.id} version={version} inForce={inForce} /></Suspense> : <VersionText version={version} inForce={inForce} />}
      </Watermarked>
    </>
  );
}
