import { useEffect, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useDates } from '../../../../ui/dates.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { useSession } from '../../../../ui/session.ts';
import { StatusMark, StatusShape } from '../../../../ui/status-mark.tsx';
import { stateOfCode } from '../../grid/rules.ts';
import { zCellState } from '../../grid/contract.ts';
import { useWholeRows } from './cells.ts';
import type { AllSums, Frame } from './frame.ts';
import classes from './grid.module.css';
import { STATUS_OF, useCellWords } from './words.ts';

const MOST = 30_000; // cells: some fifty pages

type Props = { readonly frame: Frame; readonly sums: AllSums | undefined; readonly onDone: () => void };

/** The whole grid as a plain table for paper: what is in sight on the screen is only a part of it. */
export function Printed({ frame, sums, onDone }: Props): ReactNode {
  const t = useT('grid');
  const dates = useDates();
  const session = useSession();
  const words = useCellWords();
  const cells = frame.people.length * frame.documents.length;
  const ids = [...new Set(frame.people.map(({ id }) => id))];
  const rows = useWholeRows(frame, ids, cells <= MOST);
  const ready = rows !== undefined;
  useEffect(() => {
    if (cells > MOST) {
      tellDone(t('print.tooLarge', { cells, most: MOST }));
      onDone();
    } else if (ready) {
      window.print();
      onDone();
    }
  }, [ready]); // oxlint-disable-line react-hooks/exhaustive-deps -- prints once, when all is there
  if (!ready || cells > MOST) return null;
  return createPortal(
    <div className={classes.printed}>
      <h1>{t('title')}</h1>
      <p>{t('print.head', { at: dates.instant(frame.at), who: session.name })}</p>
      <ul className={classes.legend}>{zCellState.options.filter((state) => state !== 'not_required').map((state) => <li key={state}><StatusMark status={STATUS_OF[state]} label={words(state)} /></li>)}</ul>
      <table>
        <thead><tr><th scope="col">{t('person')}</th>{frame.documents.map((document) => <th key={document.id} scope="col"><span>{document.number}</span></th>)}</tr></thead>
        <tbody>
          {frame.lines.map((line, index) => (line.kind === 'group' ? <tr key={`group ${index}`}><th colSpan={frame.documents.length + 1} scope="colgroup">{t('group.row', { name: line.name ?? t('group.none'), count: line.people })}</th></tr> : (
            <tr key={`${line.row}`}>
              <th scope="row">{line.person.name} <small>{sums?.people.get(line.person.id)?.qualified ?? 0}/{sums?.people.get(line.person.id)?.required ?? 0}</small></th>
              {frame.documents.map((document, column) => {
                const status = STATUS_OF[stateOfCode(rows.get(line.person.id)?.[column]) ?? 'not_required'];
                return <td key={document.id} data-status={status}><StatusShape status={status} /></td>;
              })}
            </tr>
          )))}
        </tbody>
      </table>
    </div>,
    document.body,
  );
}
