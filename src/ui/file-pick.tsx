import { Button } from '@mantine/core';
import { IconFile, IconUpload } from '@tabler/icons-react';
import { useId, useRef, useState, type DragEvent, type ReactNode } from 'react';
import classes from './file-pick.module.css';
import { useT } from './i18n.ts';

export type FilePickProps = {
  readonly label: string;
  /** Which files, in words. */
  readonly hint?: string;
  /** As the `accept` attribute: ".docx,.pdf". */
  readonly accept?: string;
  readonly file: File | null;
  readonly onPick: (file: File | null) => void;
  readonly error?: string | null;
  readonly disabled?: boolean;
};

/** One file, dropped or chosen. */
export function FilePick({ label, hint, accept, file, onPick, error = null, disabled = false }: FilePickProps): ReactNode {
  const t = useT('ui');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped !== undefined && !disabled) onPick(dropped);
  };
  return (
    <div>
      <label htmlFor={id} className={classes.label}>{label}</label>
      <div className={classes.area} data-over={over || undefined} data-error={error !== null || undefined} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
        {file === null ? <IconUpload size={22} stroke={1.6} aria-hidden="true" /> : <IconFile size={22} stroke={1.6} aria-hidden="true" />}
        <div className={classes.text}>
          <span className={classes.name}>{file === null ? t('file.drop') : file.name}</span>
          <span className={classes.hint} id={`${id}-hint`}>{file === null ? hint : t('file.size', { size: sizeOf(file.size) })}</span>
        </div>
        <Button variant="default" size="xs" disabled={disabled} onClick={() => input.current?.click()} aria-hidden="true" tabIndex={-1}>{file === null ? t('file.choose') : t('file.change')}</Button>
        <input ref={input} id={id} type="file" accept={accept} disabled={disabled} aria-describedby={`${id}-hint`} aria-invalid={error !== null} className={classes.input} onChange={(event) => { onPick(event.currentTarget.files?.[0] ?? null); event.currentTarget.value = ''; }} />
      </div>
      {error !== null && <p className={classes.error} role="alert">{error}</p>}
    </div>
  );
}

export function sizeOf(bytes: number): string {
  const unit = bytes < 1e6 ? { value: bytes / 1e3, unit: 'kilobyte' } : { value: bytes / 1e6, unit: 'megabyte' };
  return new Intl.NumberFormat(undefined, { style: 'unit', unit: unit.unit, maximumFractionDigits: 1 }).format(unit.value);
}
