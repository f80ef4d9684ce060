import type { ReactNode } from 'react';
import { ScreenLink } from './link.tsx';
import classes from './page.module.css';

export type PageProps = {
  /** What this screen is, short: it stands small above the answer. */
  readonly title: string;
  /** The answer in a sentence (EXPERIENCE: Answer first). Absent while it is not known: the place is kept. */
  readonly answer?: string | undefined;
  /** Further lines under the answer. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly back?: { readonly to: string; readonly label: string };
  /** Narrow for forms and reading, wide (default) for tables, full for grids. */
  readonly width?: 'narrow' | 'wide' | 'full';
  readonly children?: ReactNode;
};

/** A screen: what it is, its answer as the heading, its acts, and below them what the answer rests on. */
export function Page({ title, answer, lead, actions, back, width = 'wide', children }: PageProps): ReactNode {
  return (
    <div className={classes.page} data-width={width}>
      <header className={classes.head}>
        <div className={classes.words}>
          {back !== undefined && <ScreenLink to={back.to} className={classes.back ?? ''}>{`← ${back.label}`}</ScreenLink>}
          <p className={classes.title}>{title}</p>
          <h1 className={classes.answer} data-pending={answer === undefined || undefined}>{answer ?? title}</h1>
          {lead !== undefined && <div className={classes.lead}>{lead}</div>}
        </div>
        {actions !== undefined && <div className={`${classes.actions} no-print`}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export type SectionProps = { readonly title: string; readonly note?: ReactNode; readonly actions?: ReactNode; readonly children: ReactNode };

/** A part of a page under its own heading. */
export function PageSection({ title, note, actions, children }: SectionProps): ReactNode {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{title}</h2>
        {note !== undefined && <span className={classes.sectionNote}>{note}</span>}
        {actions !== undefined && <div className={`${classes.sectionActions} no-print`}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}

export type FactsProps = { readonly items: readonly { readonly label: string; readonly value: ReactNode }[] };

/** Short facts as label and value. */
export function Facts({ items }: FactsProps): ReactNode {
  return (
    <dl className={classes.facts}>
      {items.map((item) => (
        <div key={item.label}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
