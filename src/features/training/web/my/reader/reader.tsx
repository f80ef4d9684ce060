import { Button, SegmentedControl } from '@mantine/core';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { addressOf } from '../../../../../ui/api.ts';
import { useT } from '../../../../../ui/i18n.ts';
import { AttachmentList } from '../../../../documents/web/attachments/list.tsx';
import { getAssignedAttachment } from '../../../contract.ts';
import { Locked } from '../quiz/locked.tsx';
import type { Assignment, Section, Step } from '../types.ts';
import { ChangePanel } from './change-panel.tsx';
import { Outline, Progress } from './outline.tsx';
import classes from './reader.module.css';
import { anchorOf, nameOf } from './sections.ts';
import { useTracking, type Tracking } from './tracking.ts';

export type ReaderProps = {
  readonly assignment: Assignment;
  /** Sections to be read again after a failed attempt. */
  readonly reread: readonly number[];
  readonly reload: () => Promise<unknown>;
  readonly onNext: () => void;
};

/** The procedure to be read: outline, text, what changed beside it, and progress that survives a closed tab. */
export function Reader({ assignment, reread, reload, onNext }: ReaderProps): ReactNode {
  const t = useT('training');
  const { sections } = assignment;
  const plan = useMemo(() => planFor(assignment, reread), [assignment.id, reread]); // oxlint-disable-line react-hooks/exhaustive-deps -- fixed when reading begins; progress is kept by the tracking
  const tracking = useTracking(assignment.id, sections, plan.seen, assignment.step !== 'read', reload);
  const partial = plan.required.length < sections.length;
  const [whole, setWhole] = useState(!partial);
  const shown = whole ? sections : sections.filter((section) => plan.required.includes(section.ordinal));
  const missing = plan.required.filter((ordinal) => !tracking.seen.has(ordinal));
  const go = (ordinal: number): void => {
    if (!shown.some((section) => section.ordinal === ordinal)) setWhole(true);
    requestAnimationFrame(() => document.getElementById(anchorOf(ordinal))?.scrollIntoView({ behavior: 'smooth', block: 'start' }));
  };
  useContinue(plan.seen.length > 0 && !assignment.locked ? missing[0] : undefined, go);
  const end = { missing: sections.filter((section) => missing.includes(section.ordinal)), complete: tracking.complete, next: assignment.steps[1] ?? 'sign' };
  return (
    <div className={classes.reader} data-changes={sections.some((section) => section.change !== null) || undefined}>
      <div className={classes.outline}><Outline sections={sections} required={plan.required} seen={tracking.seen} current={tracking.current} onGo={go} /></div>
      <div className={classes.text}>
        <Intro assignment={assignment} reread={reread.length > 0} />
        {partial && <div className={classes.view}><SegmentedControl value={whole ? 'whole' : 'changed'} onChange={(value) => setWhole(value === 'whole')} data={[{ value: 'changed', label: t('reader.onlyChanged') }, { value: 'whole', label: t('reader.whole') }]} aria-label={t('reader.show')} /></div>}
        {shown.map((section) => <SectionText key={section.ordinal} section={section} tracking={tracking} required={plan.required.includes(section.ordinal)} again={reread.includes(section.ordinal)} />)}
        <Removed assignment={assignment} />
        <AssignedAttachments assignment={assignment} />
        {assignment.locked ? <div className={classes.end}><Locked /></div> : <End {...end} onGo={go} onNext={onNext} />}
      </div>
      <div className={`${classes.foot} no-print`}>
        <Progress read={plan.required.length - missing.length} required={plan.required.length} />
        {!assignment.locked && <Button size="md" disabled={!tracking.complete} onClick={onNext}>{t('reader.next')}</Button>}
      </div>
    </div>
  );
}

type Plan = { readonly required: readonly number[]; readonly seen: readonly number[] };

/** What is to be read: the required sections, or those behind missed questions; all required when the server only says "read again". */
function planFor(assignment: Assignment, reread: readonly number[]): Plan {
  const required = assignment.sections.filter((section) => section.required || reread.includes(section.ordinal));
  const seen = required.filter((section) => section.seen && !reread.includes(section.ordinal));
  const again = assignment.step === 'read' && reread.length === 0 && seen.length === required.length;
  return { required: required.map((section) => section.ordinal), seen: again ? [] : seen.map((section) => section.ordinal) };
}

/** Goes to where reading stopped, once. */
function useContinue(ordinal: number | undefined, go: (ordinal: number) => void): void {
  useEffect(() => {
    if (ordinal !== undefined) go(ordinal);
  }, []); // oxlint-disable-line react-hooks/exhaustive-deps -- only when the reader opens
}

function Intro({ assignment, reread }: { readonly assignment: Assignment; readonly reread: boolean }): ReactNode {
  const t = useT('training');
  return (
    <header className={classes.intro}>
      <p className={classes.kicker}><span className="number">{assignment.document.number}</span>{` · ${t('flow.version', { label: assignment.version.label })}`}</p>
      <h1 className={classes.title}>{assignment.document.title}</h1>
      {assignment.locked && <div className={classes.locked}><Locked /></div>}
      {reread && <p className={classes.again} role="status">{t('reader.reread')}</p>}
      {assignment.changeSummary !== '' && <p className={classes.summary}><strong>{`${t('reader.summary')}: `}</strong>{assignment.changeSummary}</p>}
    </header>
  );
}

type SectionTextProps = { readonly section: Section; readonly tracking: Tracking; readonly required: boolean; readonly again: boolean };

function SectionText({ section, tracking, required, again }: SectionTextProps): ReactNode {
  const t = useT('training');
  const { watch } = tracking;
  const ref = useMemo(() => watch(section.ordinal), [watch, section.ordinal]);
  const name = nameOf(section, t);
  return (
    <section id={anchorOf(section.ordinal)} className={classes.section} data-change={section.change ?? undefined} data-quiet={!required || undefined} aria-label={name}>
      <div ref={ref} className={classes.body}>
        {(section.heading !== null || section.number !== null) && (
          <h2 className={classes.heading} data-level={Math.min(section.level, 3)}>
            {section.number !== null && <span className={classes.sectionNumber}>{section.number}</span>}
            <span>{section.heading}</span>
            {section.change !== null && <span className={classes.flag}>{t(`reader.${section.change}`)}</span>}
            {again && <span className={classes.flag}>{t('reader.again')}</span>}
          </h2>
        )}
        <div className="prose" dangerouslySetInnerHTML={{ __html: section.html }} />
      </div>
      <div className={classes.beside}><ChangePanel section={section} /></div>
    </section>
  ); // the text was sanitised by the server when it was uploaded
}

function Removed({ assignment }: { readonly assignment: Assignment }): ReactNode {
  const t = useT('training');
  if (assignment.removedSections.length === 0) return null;
  return (
    <div className={classes.removed}>
      <h2 className={classes.heading} data-level={2}>{t('reader.removedTitle')}</h2>
      {assignment.removedSections.map((section, index) => (
        <details key={index}>
          <summary><del>{[section.number, section.heading].filter(Boolean).join(' ')}</del></summary>
          <div className="prose" dangerouslySetInnerHTML={{ __html: section.oldHtml }} />
        </details>
      ))}
    </div>
  );
}

/** What belongs to the procedure beside its text: to be opened and used, not counted as read. */
function AssignedAttachments({ assignment }: { readonly assignment: Assignment }): ReactNode {
  const t = useT('attachments');
  if (assignment.attachments.length === 0) return null;
  return (
    <section className={classes.attachments} aria-label={t('title')}>
      <h2 className={classes.heading} data-level={2}>{t('title')}</h2>
      <AttachmentList items={assignment.attachments} hrefOf={(attachmentId) => addressOf(getAssignedAttachment, { params: { id: assignment.id, attachmentId } })} />
    </section>
  );
}

type EndProps = { readonly missing: readonly Section[]; readonly complete: boolean; readonly next: Step; readonly onGo: (ordinal: number) => void; readonly onNext: () => void };

/** At the end of the text: what is still unread, or the next step. */
function End({ missing, complete, next, onGo, onNext }: EndProps): ReactNode {
  const t = useT('training');
  return (
    <div className={classes.end} role="status">
      {missing.length > 0 && !complete && (
        <>
          <p>{t('reader.missing', { count: missing.length })}</p>
          <ul>{missing.map((section) => <li key={section.ordinal}><button type="button" className={classes.jump} onClick={() => onGo(section.ordinal)}>{nameOf(section, t)}</button></li>)}</ul>
        </>
      )}
      {complete && <p>{t('reader.complete')}</p>}
      <Button size="md" disabled={!complete} onClick={onNext}>{t(next === 'quiz' ? 'reader.toQuiz' : next === 'practical' ? 'reader.toPractical' : 'reader.toSign')}</Button>
    </div>
  );
}
