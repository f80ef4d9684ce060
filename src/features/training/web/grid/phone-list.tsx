import { Skeleton, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState, type ReactNode } from 'react';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { StatusMark } from '../../../../ui/status-mark.tsx';
import { stateOfCode } from '../../grid/rules.ts';
import type { CellState, Sums } from '../../grid/types.ts';
import { useWholeRows } from './cells.ts';
import type { AllSums, Frame, GridPerson } from './frame.ts';
import classes from './grid.module.css';
import { STATUS_OF, useCellWords, useSumWords } from './words.ts';

const FIRST: readonly CellState[] = ['overdue', 'not_qualified', 'due_soon', 'previous_version', 'in_window', 'absent', 'exempt', 'qualified'];

/** The grid where there is no room for one: people, each opening what is required of them, what is missing first. */
export function PhoneList({ frame, sums }: { readonly frame: Frame; readonly sums: AllSums | undefined }): ReactNode {
  const t = useT('grid');
  const list = useRef<HTMLUListElement>(null);
  const [open, setOpen] = useState<string | null>(null);
  const down = useWindowVirtualizer({ count: frame.lines.length, estimateSize: () => 56, overscan: 8, scrollMargin: list.current?.offsetTop ?? 0 });
  return (
    <ul ref={list} className={classes.phoneList} aria-label={t('table')} style={{ height: down.getTotalSize() }}>
      {down.getVirtualItems().map(({ index, start, key }) => {
        const line = frame.lines[index];
        if (line === undefined) return null;
        const id = `${index}`;
        return (
          <li key={key} ref={down.measureElement} data-index={index} className={classes.phoneLine} style={{ transform: `translateY(${start - down.options.scrollMargin}px)` }} aria-setsize={frame.lines.length} aria-posinset={index + 1}>
            {line.kind === 'group' ? <div className={classes.phoneGroup}>{t('group.row', { name: line.name ?? t('group.none'), count: line.people })}</div>
              : <PhonePerson frame={frame} person={line.person} sums={sums?.people.get(line.person.id)} open={open === id} onToggle={() => setOpen(open === id ? null : id)} />}
          </li>
        );
      })}
    </ul>
  );
}

function PhonePerson({ frame, person, sums, open, onToggle }: { readonly frame: Frame; readonly person: GridPerson; readonly sums: Sums | undefined; readonly open: boolean; readonly onToggle: () => void }): ReactNode {
  const words = useSumWords();
  return (
    <>
      <UnstyledButton className={classes.phoneHead ?? ''} aria-expanded={open} onClick={onToggle}>
        <span className={classes.phoneName}>{person.name}</span>{' '}
        <span className={classes.phoneSums} data-late={(sums?.overdue ?? 0) > 0 || undefined}>{words(sums)}</span>
        <IconChevronDown size={16} aria-hidden="true" className={classes.chevron ?? ''} />
      </UnstyledButton>
      {open && <PhoneCells frame={frame} person={person} />}
    </>
  );
}

function PhoneCells({ frame, person }: { readonly frame: Frame; readonly person: GridPerson }): ReactNode {
  const t = useT('grid');
  const words = useCellWords();
  const codes = useWholeRows(frame, [person.id], true)?.get(person.id);
  if (codes === undefined) return <Skeleton height={80} aria-label={t('detail.loading')} />;
  const cells = frame.documents.flatMap((document, column) => {
    const state = stateOfCode(codes[column]);
    return state === null || state === 'not_required' ? [] : [{ document, state }];
  }).toSorted((a, b) => FIRST.indexOf(a.state) - FIRST.indexOf(b.state));
  return (
    <ul className={classes.phoneCells}>
      {cells.length === 0 && <li className="soft">{t('detail.notRequired', { person: person.name })}</li>}
      {cells.map(({ document, state }) => (
        <li key={document.id}>
          <ScreenLink to={`/procedures/${document.id}`}><span className="number">{document.number}</span> {document.title}</ScreenLink>
          <StatusMark status={STATUS_OF[state]} label={words(state)} />
        </li>
      ))}
      <li><ScreenLink to={`/people/${person.id}`}>{person.name}</ScreenLink></li>
    </ul>
  );
}
