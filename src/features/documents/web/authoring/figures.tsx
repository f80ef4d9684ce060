import type { Editor } from '@tiptap/react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useAct } from '../../../../ui/api.ts';
import { useT } from '../../../../ui/i18n.ts';
import { addFigure } from '../../authoring/contract.ts';
import { figureFile } from './text/figure-file.ts';

type Figures = { readonly pick: () => void; readonly input: ReactNode; readonly error: Error | null; readonly unreadable: boolean };

/** Pictures chosen, pasted or dropped become figures of the draft. */
export function useFigures(versionId: string, editor: Editor): Figures {
  const t = useT('authoring');
  const chosen = useRef<HTMLInputElement>(null);
  const [unreadable, setUnreadable] = useState(false);
  const add = useAct(addFigure, { refresh: false });
  const insert = useRef<(file: File) => Promise<void>>(async () => undefined);
  insert.current = async (picked) => {
    const file = await figureFile(picked);
    setUnreadable(file === null);
    if (file === null) return;
    const { figure } = await add.actAsync({ params: { id: versionId }, body: {}, file });
    editor.chain().focus().insertContent([{ type: 'figure', attrs: { figure, alt: '', caption: '' } }, { type: 'paragraph' }]).run();
  };
  useEffect(() => {
    const take = (event: ClipboardEvent | DragEvent): void => {
      const files = [...((event instanceof ClipboardEvent ? event.clipboardData : event.dataTransfer)?.files ?? [])].filter((file) => file.type.startsWith('image/'));
      if (files.length === 0 || !editor.isEditable) return;
      event.preventDefault();
      event.stopPropagation();
      for (const file of files) void insert.current(file).catch(() => undefined); // the refusal shows from `add.error`
    };
    const { dom } = editor.view;
    dom.addEventListener('paste', take, { capture: true });
    dom.addEventListener('drop', take, { capture: true });
    return () => {
      dom.removeEventListener('paste', take, { capture: true });
      dom.removeEventListener('drop', take, { capture: true });
    };
  }, [editor]);
  return {
    pick: () => chosen.current?.click(), error: add.error, unreadable,
    input: <input ref={chosen} type="file" accept="image/png,image/jpeg,image/webp" hidden aria-label={t('tool.figure')} onChange={(event) => {
      const file = event.currentTarget.files?.[0];
      event.currentTarget.value = '';
      if (file !== undefined) void insert.current(file).catch(() => undefined); // as above
    }} />,
  };
}
