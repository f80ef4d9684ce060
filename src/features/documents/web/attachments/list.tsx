import { IconFile, IconFileSpreadsheet, IconFileTypePdf, IconFileWord, IconPhoto, IconVideo, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { sizeOf } from '../../../../ui/file-pick.tsx';
import { useT } from '../../../../ui/i18n.ts';
import classes from './attachments.module.css';

type Shown = { readonly id: string; readonly fileName: string; readonly description: string; readonly mediaType: string; readonly size: number; readonly sha256: string; readonly change?: 'new' | 'changed' | 'same' | null };
type Props<Item extends Shown> = { readonly items: readonly Item[]; readonly hrefOf: (id: string) => string; readonly withDigest?: boolean; readonly acts?: (item: Item, index: number) => ReactNode };

/** Files to be saved: never shown here, since they come from anywhere. */
export function AttachmentList<Item extends Shown>({ items, hrefOf, withDigest = false, acts }: Props<Item>): ReactNode {
  const t = useT('attachments');
  return (
    <ul className={classes.list}>
      {items.map((item, index) => {
        const Mark = iconOf(item.mediaType);
        return (
          <li key={item.id} className={classes.item}>
            <Mark className={classes.icon} size={22} stroke={1.5} aria-hidden="true" />
            <div>
              <div className={classes.name}>
                <a href={hrefOf(item.id)} download={item.fileName}>{item.fileName}</a>
                <span className={classes.kind}>{t('kind', { ending: endingOf(item.fileName), size: sizeOf(item.size) })}</span>
                {item.change !== undefined && item.change !== null && item.change !== 'same' && <span className={classes.change} data-change={item.change}>{t(item.change)}</span>}
              </div>
              {item.description !== '' && <p className={classes.description}>{item.description}</p>}
              {withDigest && <p className={classes.digest}>{t('digest', { digest: item.sha256 })}</p>}
            </div>
            {acts !== undefined && <div className={`${classes.acts} no-print`}>{acts(item, index)}</div>}
          </li>
        );
      })}
    </ul>
  );
}

function endingOf(fileName: string): string {
  return (fileName.split('.').at(-1) ?? '').toUpperCase();
}

function iconOf(mediaType: string): Icon {
  if (mediaType === 'application/pdf') return IconFileTypePdf;
  if (mediaType.startsWith('image/')) return IconPhoto;
  if (mediaType.startsWith('video/')) return IconVideo;
  if (mediaType.includes('spreadsheet') || mediaType === 'text/csv') return IconFileSpreadsheet;
  return mediaType.includes('word') ? IconFileWord : IconFile;
}
