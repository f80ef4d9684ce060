import { Loader, Modal } from '@mantine/core';
import { EditorContent, useEditor, type JSONContent } from '@tiptap/react';
import { useMemo, type ReactNode } from 'react';
import { addressOf, useRead } from '../../../../ui/api.ts';
import { useT } from '../../../../ui/i18n.ts';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { getFigure, getKeptText } from '../../authoring/contract.ts';
import { extensions } from './text/schema.ts';
import textClasses from './text/text.module.css';

/** A text that was kept aside, to be read and copied from. */
export function KeptTextDialog({ versionId, copyId, onClose }: { readonly versionId: string; readonly copyId: string | null; readonly onClose: () => void }): ReactNode {
  const t = useT('authoring');
  const read = useRead(getKeptText, { params: { id: versionId, copyId: copyId ?? '' } }, { enabled: copyId !== null });
  return (
    <Modal opened={copyId !== null} onClose={onClose} title={t('kept.dialog')} size="xl" closeButtonProps={{ 'aria-label': t('kept.dialog') }}>
      <p className="soft">{t('kept.help')}</p>
      <ProblemNote error={read.error} retry={read.refetch} />
      {read.data === undefined ? <Loader size="sm" /> : <KeptText versionId={versionId} text={read.data.text} />}
    </Modal>
  );
}

function KeptText({ versionId, text }: { readonly versionId: string; readonly text: JSONContent }): ReactNode {
  const t = useT('authoring');
  const parts = useMemo(() => extensions((figure) => addressOf(getFigure, { params: { id: versionId, figure } }), ''), [versionId]);
  const editor = useEditor({ extensions: parts, content: text, editable: false, injectCSS: false, editorProps: { attributes: { role: 'document', 'aria-label': t('kept.dialog'), tabindex: '0' } } });
  return <EditorContent editor={editor} className={`prose ${textClasses.text}`} />;
}
