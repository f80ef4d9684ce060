import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { Note } from '../../../../ui/notes.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { ShareChart } from '../../../../ui/share-chart.tsx';
import type { zApprovalEffect } from '../../contract.ts';

type ApprovalEffect = z.output<typeof zApprovalEffect>;
type Ahead = NonNullable<ApprovalEffect['forecast']>;
type Props = { readonly effect: ApprovalEffect; readonly effectiveOn: string; readonly decision: string; readonly onDate: (day: string) => void };
const LEVELS = ['person', 'department', 'site', 'everyone'] as const;

/** What the approver should know before deciding: who must train in full anyway, what no question is about, and how many can be ready when (IMP-02). */
export function Forecast({ effect, effectiveOn, decision, onDate }: Props): ReactNode {
  const t = useT('overview');
  const dates = useDates();
  const { forecast, untested, driftLimit } = effect;
  const sections = untested.map((section) => [section.number, section.heading].filter((part) => part !== null && part !== '').join(' ') || t('forecast.untitled')).join(', ');
  return (
    <PageSection title={t('forecast.title', { day: dates.day(effectiveOn) })}>
      {driftLimit > 0 && <Note>{t('forecast.drift', { count: driftLimit })}</Note>}
      {decision === 'refresher' && untested.length > 0 && <Note kind="warn">{t('forecast.untested', { sections })}</Note>}
      {forecast === null ? <p className="soft">{t(effect.full + effect.refresher === 0 ? 'forecast.nobody' : 'forecast.noPast')}</p> : <Ready forecast={forecast} effectiveOn={effectiveOn} onDate={onDate} />}
    </PageSection>
  );
}

function Ready({ forecast, effectiveOn, onDate }: { readonly forecast: Ahead; readonly effectiveOn: string; readonly onDate: Props['onDate'] }): ReactNode {
  const t = useT('overview');
  const dates = useDates();
  const { targetOn, target, basis } = forecast;
  if (forecast.people === forecast.ready) return <p className="soft">{t('forecast.nobody')}</p>;
  const values = { expected: forecast.expected, low: forecast.low, high: forecast.high, people: t('forecast.people', { count: forecast.people }) };
  const used = LEVELS.filter((level) => basis[level].people > 0);
  return (
    <>
      <p>{t(effectiveOn <= dates.today ? 'forecast.now' : 'forecast.sentence', values)}</p>
      <p>
        {targetOn === null ? t('forecast.noTarget', { target }) : t('forecast.target', { day: dates.day(targetOn), target })}
        {targetOn !== null && targetOn !== effectiveOn && <Button variant="default" size="compact-sm" ml="sm" onClick={() => onDate(targetOn)}>{t('forecast.use', { day: dates.day(targetOn) })}</Button>}
      </p>
      {forecast.few && <Note kind="warn">{t('forecast.few')}</Note>}
      <ShareChart
        caption={t('forecast.chart')} goal={{ share: target, label: t('forecast.goal', { target }) }} marks={[{ day: effectiveOn, label: t('forecast.chosen') }]}
        curves={[{ name: t('forecast.expected'), kind: 'forecast', points: forecast.dates.map((date) => ({ day: date.effectiveOn, share: date.expected, low: date.low, high: date.high })) }]}
      />
      <p className="soft">{t('forecast.basis')} {used.map((level) => t(`forecast.basis.${level}`, basis[level])).join(', ')}.</p>
    </>
  );
}
