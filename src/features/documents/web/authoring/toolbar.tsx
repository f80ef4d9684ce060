import { ActionIcon, Menu, NativeSelect, Popover, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconArrowForwardUp, IconBold, IconIndentDecrease, IconIndentIncrease, IconInfoSquare, IconItalic, IconKeyboard, IconList, IconListNumbers, IconNumber123, IconPhoto, IconSubscript, IconSuperscript, IconTable, IconUnderline } from '@tabler/icons-react';
import { useEditorState, type ChainedCommands, type Editor } from '@tiptap/react';
import { useEffect, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { useT } from '../../../../ui/i18n.ts';
import type { Icon } from '../../../../ui/screen.ts';
import { CALLOUTS } from '../../authoring/types.ts';
import classes from './desk.module.css';
import { HEADING_LEVELS } from './text/schema.ts';

type Props = { readonly editor: Editor; readonly onFigure: () => void; readonly onSave: () => void };

/** The tools, quiet and in one row; on a phone the row is pushed sideways. */
export function Toolbar({ editor, onFigure, onSave }: Props): ReactNode {
  const t = useT('authoring');
  useEffect(() => {
    const keys = (event: globalThis.KeyboardEvent): void => {
      if (!(event.metaKey || event.ctrlKey) || event.key !== 's') return;
      event.preventDefault();
      onSave();
    };
    document.addEventListener('keydown', keys);
    return () => document.removeEventListener('keydown', keys);
  }, [onSave]);
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('tool.bar')}>
      <StyleOfParagraph editor={editor} />
      <Tools editor={editor} onFigure={onFigure} />
      <Keys />
    </div>
  );
}

function StyleOfParagraph({ editor }: { readonly editor: Editor }): ReactNode {
  const t = useT('authoring');
  const level = useEditorState({ editor, selector: ({ editor: present }) => (present.isActive('heading') ? Number(present.getAttributes('heading')['level']) : 0) });
  const options = [{ value: '0', label: t('tool.paragraph') }, ...HEADING_LEVELS.map((one) => ({ value: String(one), label: t('tool.heading', { level: one }) }))];
  const choose = (value: string): void => {
    const chain = editor.chain().focus();
    if (value === '0') chain.setNode('paragraph').run();
    else chain.setNode('heading', { level: Number(value) }).run();
  };
  return <NativeSelect size="xs" w={120} className={classes.style ?? ''} aria-label={t('tool.style')} data={options} value={String(level)} onChange={(event) => choose(event.currentTarget.value)} />;
}

function Tools({ editor, onFigure }: { readonly editor: Editor; readonly onFigure: () => void }): ReactNode {
  const t = useT('authoring');
  const now = useEditorState({ editor, selector: ({ editor: present }) => ({
    bold: present.isActive('bold'), italic: present.isActive('italic'), underline: present.isActive('underline'), sub: present.isActive('subscript'), sup: present.isActive('superscript'),
    bullets: present.isActive('bulletList'), steps: present.isActive('orderedList'), heading: present.isActive('heading'), numbered: present.getAttributes('heading')['number'] !== '',
    sink: present.can().sinkListItem('listItem'), lift: present.can().liftListItem('listItem'), undo: present.can().undo(), redo: present.can().redo(),
  }) });
  const run = (command: (chain: ChainedCommands) => ChainedCommands) => (): void => void command(editor.chain().focus()).run();
  return (
    <>
      <Tool label={t('tool.numbered')} icon={IconNumber123} on={now.heading && now.numbered} disabled={!now.heading} onClick={run((chain) => chain.updateAttributes('heading', { number: now.numbered ? '' : null }))} />
      <Gap />
      <Tool label={t('tool.bold')} icon={IconBold} on={now.bold} onClick={run((chain) => chain.toggleBold())} />
      <Tool label={t('tool.italic')} icon={IconItalic} on={now.italic} onClick={run((chain) => chain.toggleItalic())} />
      <Tool label={t('tool.underline')} icon={IconUnderline} on={now.underline} onClick={run((chain) => chain.toggleUnderline())} />
      <Tool label={t('tool.subscript')} icon={IconSubscript} on={now.sub} onClick={run((chain) => chain.toggleMark('subscript'))} />
      <Tool label={t('tool.superscript')} icon={IconSuperscript} on={now.sup} onClick={run((chain) => chain.toggleMark('superscript'))} />
      <Gap />
      <Tool label={t('tool.steps')} icon={IconListNumbers} on={now.steps} onClick={run((chain) => chain.toggleOrderedList())} />
      <Tool label={t('tool.bullets')} icon={IconList} on={now.bullets} onClick={run((chain) => chain.toggleBulletList())} />
      <Tool label={t('tool.indent')} icon={IconIndentIncrease} disabled={!now.sink} onClick={run((chain) => chain.sinkListItem('listItem'))} />
      <Tool label={t('tool.outdent')} icon={IconIndentDecrease} disabled={!now.lift} onClick={run((chain) => chain.liftListItem('listItem'))} />
      <Gap />
      <Callouts editor={editor} />
      <Tables editor={editor} />
      <Tool label={t('tool.figure')} icon={IconPhoto} onClick={onFigure} />
      <Gap />
      <Tool label={t('tool.undo')} icon={IconArrowBackUp} disabled={!now.undo} onClick={run((chain) => chain.undo())} />
      <Tool label={t('tool.redo')} icon={IconArrowForwardUp} disabled={!now.redo} onClick={run((chain) => chain.redo())} />
    </>
  );
}

/** A tool gives the focus to the text by itself; a menu that is left without choosing does so as well. */
function backToText(event: KeyboardEvent, editor: Editor): void {
  if (event.key === 'Escape') editor.commands.focus();
}

function Callouts({ editor }: { readonly editor: Editor }): ReactNode {
  const t = useT('authoring');
  const inside = useEditorState({ editor, selector: ({ editor: present }) => present.isActive('callout') });
  const choose = (kind: string): void => {
    if (inside) editor.chain().focus().updateAttributes('callout', { kind }).run();
    else editor.chain().focus().wrapIn('callout', { kind }).run();
  };
  return (
    <Menu position="bottom-start" withinPortal returnFocus={false}>
      <Menu.Target><ToolButton label={t('tool.callout')} icon={IconInfoSquare} on={inside} /></Menu.Target>
      <Menu.Dropdown onKeyDown={(event) => backToText(event, editor)}>
        {CALLOUTS.map((kind) => <Menu.Item key={kind} leftSection={kind === 'note' ? <IconInfoSquare size={16} /> : <IconAlertTriangle size={16} />} onClick={() => choose(kind)}>{t(`tool.${kind}`)}</Menu.Item>)}
        <Menu.Item disabled={!inside} onClick={() => void editor.chain().focus().lift('callout').run()}>{t('tool.noCallout')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Tables({ editor }: { readonly editor: Editor }): ReactNode {
  const t = useT('authoring');
  const inside = useEditorState({ editor, selector: ({ editor: present }) => present.isActive('table') });
  const item = (name: 'rowAbove' | 'rowBelow' | 'deleteRow' | 'columnLeft' | 'columnRight' | 'deleteColumn' | 'headerRow' | 'merge' | 'deleteTable', command: (chain: ChainedCommands) => ChainedCommands): ReactNode => (
    <Menu.Item key={name} disabled={!inside} onClick={() => void command(editor.chain().focus()).run()}>{t(`tool.${name}`)}</Menu.Item>
  );
  return (
    <Menu position="bottom-start" withinPortal returnFocus={false}>
      <Menu.Target><ToolButton label={t('tool.table')} icon={IconTable} on={inside} /></Menu.Target>
      <Menu.Dropdown onKeyDown={(event) => backToText(event, editor)}>
        <Menu.Item disabled={inside} onClick={() => void editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()}>{t('tool.insertTable')}</Menu.Item>
        <Menu.Divider />
        {item('rowAbove', (chain) => chain.addRowBefore())}
        {item('rowBelow', (chain) => chain.addRowAfter())}
        {item('deleteRow', (chain) => chain.deleteRow())}
        <Menu.Divider />
        {item('columnLeft', (chain) => chain.addColumnBefore())}
        {item('columnRight', (chain) => chain.addColumnAfter())}
        {item('deleteColumn', (chain) => chain.deleteColumn())}
        <Menu.Divider />
        {item('headerRow', (chain) => chain.toggleHeaderRow())}
        {item('merge', (chain) => chain.mergeOrSplit())}
        {item('deleteTable', (chain) => chain.deleteTable())}
      </Menu.Dropdown>
    </Menu>
  );
}

const SHORTCUTS = [['bold', 'Ctrl B · I · U'], ['headings', 'Ctrl Alt 1 – 4'], ['text', 'Ctrl Alt 0'], ['lists', 'Ctrl Shift 7 · 8'], ['indent', 'Tab · Shift Tab'], ['raised', 'Ctrl , · .'], ['undo', 'Ctrl Z · Y'], ['save', 'Ctrl S']] as const;

function Keys(): ReactNode {
  const t = useT('authoring');
  return (
    <Popover position="bottom-end" withinPortal>
      <Popover.Target><ToolButton label={t('tool.keys')} icon={IconKeyboard} /></Popover.Target>
      <Popover.Dropdown>
        <dl className={classes.keys}>{SHORTCUTS.map(([name, keys]) => <div key={name}><dt>{t(`keys.${name}`)}</dt><dd><kbd>{keys}</kbd></dd></div>)}</dl>
      </Popover.Dropdown>
    </Popover>
  );
}

type ToolProps = { readonly label: string; readonly icon: Icon; readonly on?: boolean; readonly disabled?: boolean; readonly onClick?: () => void };

function Tool({ label, ...props }: ToolProps): ReactNode {
  return <Tooltip label={label} openDelay={500} events={{ hover: true, focus: false, touch: false }}><ToolButton label={label} {...props} /></Tooltip>;
}

/** Takes what a menu or a tooltip gives to its target. */
function ToolButton({ label, icon: Shown, on, disabled = false, ...rest }: ToolProps & { readonly ref?: Ref<HTMLButtonElement> }): ReactNode {
  return (
    <ActionIcon {...rest} variant={on === true ? 'light' : 'subtle'} color={on === true ? 'sea' : 'gray'} size={34} aria-label={label} {...(on === undefined ? {} : { 'aria-pressed': on })} disabled={disabled} onMouseDown={(event) => event.preventDefault()}>
      <Shown size={19} stroke={1.7} />
    </ActionIcon>
  );
}

function Gap(): ReactNode {
  return <span className={classes.gap} aria-hidden="true" />;
}
