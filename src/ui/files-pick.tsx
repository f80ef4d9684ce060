import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useId, useRef, useState, type DragEvent, type ReactNode } from 'react';
import classes from './file-pick.module.css';
import { useT } from './i18n.ts';

export type FilesPickProps = { readonly label: string; readonly hint?: string; readonly accept?: string; readonly busy?: boolean; readonly onPick: (files: readonly File[]) => void };

/** Several files at once, dropped or chosen; they are handed on and not kept here. */
export function FilesPick({ label, hint, accept, busy = false, onPick }: FilesPickProps): ReactNode {
  const t = useT('ui');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const pick = (files: FileList | null): void => {
    const picked = Array.from(files ?? []);
    if (picked.length > 0 && !busy) onPick(picked);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    pick(event.dataTransfer.files);
  };
  return (
    <div>
      <label htmlFor={id} className={classes.label}>{label}</label>
      <div className={classes.area} data-over={over || undefined} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
        <IconUpload size={22} stroke={1.6} aria-hidden="true" />
        <div className={classes.text}>
          <span className={classes.name}>{t('files.drop')}</span>
          <span className={classes.hint} id={`${id}-hint`}>{hint}</span>
        </div>
        <Button variant="default" size="xs" loading={busy} onClick={() => input.current?.click()} aria-hidden="true" tabIndex={-1}>{t('file.choose')}</Button>
        <input ref={input} id={id} type="file" multiple accept={accept} disabled={busy} aria-describedby={`${id}-hint`} className={classes.input} onChange={(event) => { pick(event.currentTarget.files); event.currentTarget.value = ''; }} />
      </div>
    </div>
  );
}
