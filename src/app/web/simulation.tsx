import { Button, Group, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct } from '../../ui/api.ts';
import { instantIn, timeInZone, useDates } from '../../ui/dates.ts';
import { useT } from '../../ui/i18n.ts';
import { Note, ProblemNote } from '../../ui/notes.tsx';
import { Page } from '../../ui/page.tsx';
import { useSession } from '../../ui/session.ts';
import { advanceSimulation } from '../simulation/contract.ts';

const STEPS = [{ name: 'simulationDay', days: 1 }, { name: 'simulationWeek', days: 7 }, { name: 'simulationMonth', days: 30 }] as const;

/** Lets simulated time pass. It stands with the app, not with a feature: so does simulation itself. */
export function Simulation(): ReactNode {
  const t = useT('admin');
  const dates = useDates();
  const session = useSession();
  const now = dates.now();
  const [day, setDay] = useState(dates.today);
  const [time, setTime] = useState(timeInZone(now, dates.zone));
  const advance = useAct(advanceSimulation);
  const shown = dates.instant(advance.reply?.now ?? now.toISOString());
  if (!session.simulation) return <Page title={t('simulation')} answer={t('simulationOff')} />;
  const to = (instant: string): void => advance.act({ body: { to: instant } });
  const send = (event: FormEvent): void => { event.preventDefault(); to(instantIn(dates.zone, day, time)); };
  return (
    <Page title={t('simulation')} answer={t('simulationAnswer', { now: shown })} lead={t('simulationHelp')} width="narrow">
      <Group gap="sm" mb="lg">
        {STEPS.map((step) => <Button key={step.name} variant="default" disabled={advance.isPending} onClick={() => to(new Date(now.getTime() + step.days * 86_400_000).toISOString())}>{t(step.name)}</Button>)}
      </Group>
      <form onSubmit={send}>
        <Group align="flex-end" gap="sm">
          <TextInput type="date" label={t('simulationTo')} required value={day} onChange={(event) => setDay(event.currentTarget.value)} />
          <TextInput type="time" label={dates.zone} required value={time} onChange={(event) => setTime(event.currentTarget.value)} />
          <Button type="submit" loading={advance.isPending}>{t('simulationButton')}</Button>
        </Group>
      </form>
      <ProblemNote error={advance.error} />
      {advance.reply !== undefined && <Note kind="good">{t('simulationDone', { now: dates.instant(advance.reply.now), count: advance.reply.moments })}</Note>}
    </Page>
  );
}
