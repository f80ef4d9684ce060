import { Fragment, type ReactNode } from 'react';
import { aroundChanges, type Piece } from '../../compare/rules-told.ts';
import type { Mark, Run } from '../../compare/types.ts';
import { useT } from '../../../../ui/i18n.ts';
import classes from './changed-words.module.css';
import { blocksOf } from './blocks.ts';

export type ChangedWordsProps = {
  readonly runs: readonly Run[];
  /** One side of a comparison, or both in one text. */
  readonly side?: 'old' | 'new' | 'both';
  /** With only some words of unchanged text around each change. */
  readonly brief?: boolean;
};

/** Text with what was removed struck through and what was added underlined: deletions and insertions for every reader, not by colour alone. */
export function ChangedWords({ runs, side = 'both', brief = false }: ChangedWordsProps): ReactNode {
  const pieces: readonly Piece[] = brief ? aroundChanges(runs) : runs;
  const shown = pieces.filter(({ kind }) => !(side === 'old' && kind === 'added') && !(side === 'new' && kind === 'removed'));
  return (
    <div className={classes.words}>
      {blocksOf(shown).map((block, index) => (block.rows === null ? <p key={index}><Line pieces={block.pieces} /></p> : <Rows key={index} rows={block.rows} />))}
    </div>
  );
}

function Line({ pieces }: { readonly pieces: readonly Piece[] }): ReactNode {
  return pieces.map((piece, index) => <Fragment key={index}><Words piece={piece} /></Fragment>);
}

/** Rows of a table, whose cells the text keeps apart with a bar. */
function Rows({ rows }: { readonly rows: readonly (readonly (readonly Piece[])[])[] }): ReactNode {
  return (
    <div className={classes.table}>
      <table><tbody>{rows.map((cells, row) => <tr key={row}>{cells.map((pieces, cell) => <td key={cell}><Line pieces={pieces} /></td>)}</tr>)}</tbody></table>
    </div>
  );
}

export function Words({ piece: { kind, text } }: { readonly piece: Piece }): ReactNode {
  const t = useT('compare');
  if (kind === 'unchanged') return text;
  if (kind === 'gap') return <span className={classes.gap} role="img" aria-label={t('gap')}>{' … '}</span>;
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? [];
  return <>{before}{kind === 'removed' ? <del>{words}</del> : <ins>{words}</ins>}{after}</>;
}

/** What words do not show: pictures themselves, where links lead, what is raised, lowered or struck out. */
export function ChangedMarks({ marks }: { readonly marks: readonly Mark[] }): ReactNode {
  const t = useT('compare');
  if (marks.length === 0) return null;
  return (
    <ul className={classes.marks}>
      {marks.map(({ kind, what, value }, index) => {
        const shown = what === 'picture' ? <img src={value} alt={t('mark.pictureAlt')} /> : value; // a data URL that the server let through when it read the file
        return <li key={index} data-kind={kind}><span className={classes.markName}>{t(`mark.${kind}`, { what: t(`mark.${what}`) })}</span> {kind === 'removed' ? <del>{shown}</del> : <ins>{shown}</ins>}</li>;
      })}
    </ul>
  );
}
