import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../../../../../ui/i18n.ts';
import type { Section } from '../types.ts';
import classes from './outline.module.css';
import { anchorOf, nameOf } from './sections.ts';

export type OutlineProps = {
  readonly sections: readonly Section[];
  readonly required: readonly number[];
  readonly seen: ReadonlySet<number>;
  readonly current: number | null;
  readonly onGo: (ordinal: number) => void;
};

/** The sections with what changed and what is read; a click goes there. */
export function Outline({ sections, required, seen, current, onGo }: OutlineProps): ReactNode {
  const t = useT('training');
  const read = required.filter((ordinal) => seen.has(ordinal)).length;
  return (
    <nav className={classes.outline} aria-label={t('reader.outline')}>
      <Progress read={read} required={required.length} />
      <ol className={classes.list}>
        {sections.map((section) => {
          const needed = required.includes(section.ordinal);
          const done = needed && seen.has(section.ordinal);
          return (
            <li key={section.ordinal} data-level={Math.min(section.level, 3)} data-quiet={!needed || undefined}>
              <a href={`#${anchorOf(section.ordinal)}`} aria-current={section.ordinal === current ? 'location' : undefined} onClick={(event) => { event.preventDefault(); onGo(section.ordinal); }}>
                <span className={classes.mark}>{done ? <IconCheck size={15} stroke={2.4} aria-hidden="true" /> : needed ? <span className={classes.open} /> : null}</span>
                <span className={classes.name}>{nameOf(section, t)}</span>
                {section.change !== null && <span className={classes.change} data-change={section.change}>{t(`reader.${section.change}`)}</span>}
                {needed && <span className="visually-hidden">{t(done ? 'reader.seen' : 'reader.unseen')}</span>}
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

export function Progress({ read, required }: { readonly read: number; readonly required: number }): ReactNode {
  const t = useT('training');
  const words = t('reader.progress', { seen: read, required });
  return (
    <div className={classes.progress}>
      <span className="tabular">{words}</span>
      <div className={classes.bar} role="progressbar" aria-label={words} aria-valuemin={0} aria-valuemax={required} aria-valuenow={read}><div style={{ width: `${required === 0 ? 100 : (100 * read) / required}%` }} /></div>
    </div>
  );
}
