import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useDates } from './dates.ts';
import { useT } from './i18n.ts';
import classes from './share-chart.module.css';

/** A share in whole per cent on a day (2026-11-27), with the range it may lie in where it is a forecast. */
export type SharePoint = { readonly day: string; readonly share: number; readonly low?: number; readonly high?: number };
export type ShareCurve = {
  readonly name: string;
  readonly points: readonly SharePoint[];
  /** A forecast is dashed, with its range as a band; what happened goes up in steps. */
  readonly kind: 'happened' | 'forecast';
};
export type ShareChartProps = {
  /** What the picture shows, for whoever cannot see it; the table below says the rest. */
  readonly caption: string;
  readonly curves: readonly ShareCurve[];
  readonly marks?: readonly { readonly day: string; readonly label: string }[];
  /** A share to be reached. */
  readonly goal?: { readonly share: number; readonly label: string } | undefined;
};

const HEIGHT = 220;
const EDGE = { top: 26, right: 18, bottom: 26, left: 46 };

/** How a share grows over days: a picture, and the same numbers as a table. */
export function ShareChart(props: ShareChartProps): ReactNode {
  const t = useT('ui');
  const { ref, width } = useElementSize<HTMLElement>();
  return (
    <figure className={classes.chart} ref={ref}>
      {width > 0 && <Picture {...props} width={width} />}
      <figcaption className={classes.key}>
        {props.curves.map((curve) => <span key={curve.name} data-kind={curve.kind}>{curve.name}</span>)}
      </figcaption>
      <details className={classes.table}>
        <summary>{t('chart.table')}</summary>
        <Numbers {...props} />
      </details>
    </figure>
  );
}

function Picture({ caption, curves, marks = [], goal, width }: ShareChartProps & { readonly width: number }): ReactNode {
  const dates = useDates();
  const scale = scaleOf([...curves.flatMap((curve) => curve.points.map((point) => point.day)), ...marks.map((mark) => mark.day)], width);
  return (
    <svg className={classes.picture} width={width} height={HEIGHT} role="img" aria-label={caption}>
      {[0, 25, 50, 75, 100].map((share) => (
        <g key={share} className={classes.grid}>
          <line x1={EDGE.left} x2={width - EDGE.right} y1={scale.y(share)} y2={scale.y(share)} />
          <text x={EDGE.left - 8} y={scale.y(share) + 4} textAnchor="end">{share}{'\u00a0%'}</text>
        </g>
      ))}
      {scale.ticks.map((day, index) => <text key={day} className={classes.tick} x={scale.x(day)} y={HEIGHT - 6} textAnchor={index === 0 ? 'start' : index === scale.ticks.length - 1 ? 'end' : 'middle'}>{dates.day(day)}</text>)}
      {goal !== undefined && <line className={classes.goal} x1={EDGE.left} x2={width - EDGE.right} y1={scale.y(goal.share)} y2={scale.y(goal.share)}><title>{goal.label}</title></line>}
      {marks.map((mark) => <Mark key={`${mark.day} ${mark.label}`} x={scale.x(mark.day)} label={mark.label} width={width} />)}
      {curves.map((curve) => <Curve key={curve.name} curve={curve} scale={scale} />)}
    </svg>
  );
}

function Mark({ x, label, width }: { readonly x: number; readonly label: string; readonly width: number }): ReactNode {
  const right = x > width * 0.6;
  return (
    <g className={classes.mark}>
      <line x1={x} x2={x} y1={EDGE.top - 6} y2={HEIGHT - EDGE.bottom} />
      <text x={x + (right ? -6 : 6)} y={14} textAnchor={right ? 'end' : 'start'}>{label}</text>
    </g>
  );
}

function Curve({ curve, scale }: { readonly curve: ShareCurve; readonly scale: Scale }): ReactNode {
  const dates = useDates();
  const t = useT('ui');
  const range = curve.points.filter((point) => point.low !== undefined);
  const band = [...range.map((point) => `${scale.x(point.day)},${scale.y(point.high ?? point.share)}`), ...range.toReversed().map((point) => `${scale.x(point.day)},${scale.y(point.low ?? point.share)}`)];
  return (
    <g className={classes.curve} data-kind={curve.kind}>
      {range.length > 1 && <polygon points={band.join(' ')} />}
      <path d={curve.points.map((point, index) => (index === 0 ? 'M' : curve.kind === 'happened' ? `H${scale.x(point.day)}V${scale.y(point.share)}L` : 'L') + `${scale.x(point.day)},${scale.y(point.share)}`).join('')} />
      {curve.points.length <= 40 && curve.points.map((point) => <circle key={point.day} cx={scale.x(point.day)} cy={scale.y(point.share)} r="3"><title>{t('chart.point', { day: dates.day(point.day), share: point.share })}</title></circle>)}
    </g>
  );
}

function Numbers({ caption, curves }: ShareChartProps): ReactNode {
  const t = useT('ui');
  const dates = useDates();
  const days = [...new Set(curves.flatMap((curve) => curve.points.map((point) => point.day)))].toSorted();
  const cell = (point: SharePoint | undefined): string => (point === undefined ? '' : point.low === undefined ? t('chart.share', { share: point.share }) : t('chart.range', { share: point.share, low: point.low, high: point.high ?? point.share }));
  return (
    <table className={classes.numbers}>
      <caption className="visually-hidden">{caption}</caption>
      <thead><tr><th scope="col">{t('chart.day')}</th>{curves.map((curve) => <th key={curve.name} scope="col">{curve.name}</th>)}</tr></thead>
      <tbody>{days.map((day) => <tr key={day}><th scope="row">{dates.day(day)}</th>{curves.map((curve) => <td key={curve.name}>{cell(curve.points.find((point) => point.day === day))}</td>)}</tr>)}</tbody>
    </table>
  );
}

type Scale = { readonly x: (day: string) => number; readonly y: (share: number) => number; readonly ticks: readonly string[] };

function scaleOf(days: readonly string[], width: number): Scale {
  const numbers = days.map((day) => Date.parse(`${day}T00:00:00Z`) / 86_400_000);
  const first = Math.min(...numbers);
  const span = Math.max(1, Math.max(...numbers) - first);
  const steps = Math.max(1, Math.min(Math.floor((width - EDGE.left) / 130), span));
  const dayAt = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);
  return {
    x: (day) => EDGE.left + ((Date.parse(`${day}T00:00:00Z`) / 86_400_000 - first) / span) * (width - EDGE.left - EDGE.right),
    y: (share) => EDGE.top + (1 - share / 100) * (HEIGHT - EDGE.top - EDGE.bottom),
    ticks: Array.from({ length: steps + 1 }, (_, step) => dayAt(Math.round(first + (span * step) / steps))),
  };
}
