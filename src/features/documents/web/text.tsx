import { useEffect, type ReactNode } from 'react';
import { useT } from '../../../ui/i18n.ts';
import { Note } from '../../../ui/notes.tsx';
import classes from './documents.module.css';
import type { VersionDetail } from './words.tsx';

/** The text of a version with its outline; sections that differ from the version before are marked. */
export function VersionText({ version, inForce }: { readonly version: VersionDetail; readonly inForce: { readonly label: string } | null }): ReactNode {
  const t = useT('documents');
  const changes = new Map(version.changes.flatMap((change) => (change.ordinal === null || change.kind === 'removed' ? [] : [[change.ordinal, change.kind] as const])));
  const nameOf = (section: { readonly ordinal: number; readonly number: string | null; readonly heading: string | null }) => [section.number, section.heading].filter((part) => part !== null && part !== '').join(' ') || t('version.untitled', { ordinal: section.ordinal });
  useSectionInAddress(version.id);
  return (
    <>
      {version.state !== 'effective' && <Note kind="warn">{t('page.showing', { label: version.label, state: t(`state.${version.state}`) })} {inForce === null ? t('page.noneInForce') : t('page.old', { label: inForce.label })}</Note>}
      <div className={classes.reader}>
        <nav className={classes.outline} aria-label={t('version.outline')} tabIndex={0}>
          <ol>
            {version.sections.map((section) => (
              <li key={section.ordinal} style={{ paddingLeft: Math.min(section.level - 1, 3) * 12 }}>
                <a href={`#section-${section.ordinal}`}>{nameOf(section)}</a>
              </li>
            ))}
          </ol>
        </nav>
        <article className={`${classes.sheet} prose`} style={{ maxWidth: 'none' }}>
          {version.sections.map((section) => {
            const change = changes.get(section.ordinal);
            return (
              <section key={section.ordinal} id={`section-${section.ordinal}`} style={{ scrollMarginTop: 80 }}>
                {section.heading !== null && <h3 className={classes.sectionHead}>{nameOf(section)}{change !== undefined && <span className={classes.mark}>{t(`version.${change}`)}</span>}</h3>}
                {section.heading === null && change !== undefined && <span className={classes.mark}>{t(`version.${change}`)}</span>}
                {/* The server sanitised it when it was read from the file (SEC-03). */}
                <div className="prose" dangerouslySetInnerHTML={{ __html: section.html }} />
              </section>
            );
          })}
        </article>
      </div>
    </>
  );
}

/** A link may name a section; it is there only once the text is. */
function useSectionInAddress(versionId: string): void {
  useEffect(() => {
    const { hash } = location;
    if (/^#section-\d+$/u.test(hash)) document.getElementById(hash.slice(1))?.scrollIntoView({ block: 'start' });
  }, [versionId]);
}
