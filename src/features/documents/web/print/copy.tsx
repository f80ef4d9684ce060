import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { addressOf } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { useSession } from '../../../../ui/session.ts';
import { getCopy } from '../../print/contract.ts';
import type { VersionDetail, VersionState } from '../words.tsx';
import classes from './copy.module.css';

/** A copy to be printed or kept; each is made afresh, with the moment and the reader on every page (DOC-10). */
export function CopyButtons({ version }: { readonly version: VersionDetail }): ReactNode {
  const t = useT('copy');
  const to = (purpose: 'print' | 'download'): string => addressOf(getCopy, { params: { id: version.id }, query: { purpose } });
  return (
    <>
      <Button component="a" variant="default" size="xs" href={to('print')} target="_blank" rel="noopener" title={t('printWhy')} leftSection={<IconPrinter size={15} aria-hidden="true" />}>{t('print')}</Button>
      <Button component="a" variant="default" size="xs" href={to('download')} download leftSection={<IconDownload size={15} aria-hidden="true" />}>{t('pdf')}</Button>
    </>
  );
}

/** The status across the text of a version that nobody is to work by; and, when the page itself is printed, what every copy says. */
export function Watermarked({ version, children }: { readonly version: VersionDetail; readonly children: ReactNode }): ReactNode {
  const mark = useMark(version.state);
  return (
    <div className={classes.marked}>
      {mark !== null && <div className={classes.mark} data-mark={mark} aria-hidden="true" />}
      {children}
      <PaperLine version={version} />
    </div>
  );
}

function useMark(state: VersionState): string | null {
  const t = useT('copy');
  return state === 'effective' ? null : t(`mark.${state}`);
}

function PaperLine({ version }: { readonly version: VersionDetail }): ReactNode {
  const t = useT('copy');
  const states = useT('documents');
  const dates = useDates();
  const { name } = useSession();
  const { number, label, title, state } = version;
  return <p className={classes.paper}><b>{t('uncontrolled')}</b> · {t('onPaper', { number, label, title, state: states(`state.${state}`), moment: dates.instant(dates.now().toISOString()), name })}</p>;
}
