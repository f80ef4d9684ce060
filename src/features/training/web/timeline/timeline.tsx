import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { getTimeline, zLaneState } from '../../timeline/contract.ts';
import classes from './timeline.module.css';

type Line = z.output<typeof getTimeline.reply>;
type Lane = Line['lanes'][number];
const FIRST = 12;

/** One lane a procedure: qualified, in the window of a coming version, lapsed, missing, absent. The same in words below. */
export function Timeline({ personId }: { readonly personId: string }): ReactNode {
  const t = useT('timeline');
  const dates = useDates();
  const [all, setAll] = useState(false);
  const { data, error, refetch } = useRead(getTimeline, { params: { id: personId } });
  if (data === undefined) return error === null ? null : <PageSection title={t('title')}><ProblemNote error={error} retry={refetch} /></PageSection>;
  const lanes = data.lanes.toSorted((a, b) => Number(b.required) - Number(a.required));
  const shown = all ? lanes : lanes.slice(0, FIRST);
  return (
    <PageSection title={t('title')} note={t('note', { from: dates.dayOf(data.from), until: dates.dayOf(data.until) })}>
      {lanes.length === 0 ? <p className="soft">{t('empty')}</p> : (
        <>
          <Key lanes={shown} />
          <ol className={classes.lanes}>{shown.map((lane) => <LaneRow key={lane.document.id} lane={lane} line={data} />)}</ol>
          <div className={classes.axis} aria-hidden="true"><span>{dates.dayOf(data.from)}</span><span>{dates.dayOf(data.until)}</span></div>
          {lanes.length > FIRST && <Button variant="subtle" size="xs" mt="xs" onClick={() => setAll(!all)}>{all ? t('fewer', { count: FIRST }) : t('more', { count: lanes.length })}</Button>}
          <Words lanes={shown} />
        </>
      )}
    </PageSection>
  );
}

function Key({ lanes }: { readonly lanes: readonly Lane[] }): ReactNode {
  const t = useT('timeline');
  const used = zLaneState.options.filter((state) => state !== 'none' && lanes.some((lane) => lane.segments.some((segment) => segment.state === state)));
  return <ul className={classes.key}>{used.map((state) => <li key={state}><span className={classes.swatch} data-state={state} />{t(`state.${state}`)}</li>)}</ul>;
}

function LaneRow({ lane, line }: { readonly lane: Lane; readonly line: Line }): ReactNode {
  const t = useT('timeline');
  const words = useSpanWords();
  const [from, until] = [Date.parse(line.from), Date.parse(line.until)];
  const place = (moment: string): number => ((Date.parse(moment) - from) / Math.max(1, until - from)) * 100;
  const { number, title } = lane.document;
  return (
    <li className={classes.lane}>
      <span className={classes.name} title={title}><ScreenLink to={`/procedures/${lane.document.id}`}><span className="number">{number}</span> {title}</ScreenLink></span>
      <span className={classes.bar} role="img" aria-label={t('lane', { number, title, spans: words(lane) })}>
        {lane.segments.map((segment, index) => {
          const before = lane.segments[index - 1];
          return <span key={segment.from} className={classes.segment} data-state={segment.state} data-version-change={(before !== undefined && before.version !== segment.version) || undefined} title={words({ ...lane, segments: [segment] })} style={{ left: `${place(segment.from)}%`, width: `${place(segment.until) - place(segment.from)}%` }} />;
        })}
      </span>
    </li>
  );
}

function Words({ lanes }: { readonly lanes: readonly Lane[] }): ReactNode {
  const t = useT('timeline');
  const words = useSpanWords();
  return (
    <details className={classes.text}>
      <summary>{t('table')}</summary>
      <ul>{lanes.map((lane) => <li key={lane.document.id}><span className="number">{lane.document.number}</span>{`${lane.required ? '' : ` (${t('notRequired')})`}: ${words(lane)}`}</li>)}</ul>
    </details>
  );
}

function useSpanWords(): (lane: Lane) => string {
  const t = useT('timeline');
  const dates = useDates();
  return (lane) => lane.segments.filter((segment) => segment.state !== 'none').map(({ state, version, from, until }) => {
    const values = { state: t(`state.${state}`), from: dates.dayOf(from), until: dates.dayOf(until) };
    return version === null ? t('span', values) : t('spanVersion', { ...values, version });
  }).join('; ');
}
