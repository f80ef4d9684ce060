import { Button, Popover, Stack, TextInput } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useDisclosure } from '@mantine/hooks';
import { IconClock, IconHistory } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useAsOf } from '../../../ui/as-of.ts';
import { dayInZone, instantIn, timeInZone, useDates } from '../../../ui/dates.ts';
import { useT } from '../../../ui/i18n.ts';
import { useSession } from '../../../ui/session.ts';
import classes from './as-of-control.module.css';

/** The one date control: every read screen answers for the moment chosen here (EXPERIENCE: As-of). */
export function AsOfControl(): ReactNode {
  const t = useT('ui');
  const dates = useDates();
  const { asOf, setAsOf } = useAsOf();
  const [opened, { toggle, close }] = useDisclosure(false);
  const shown = asOf === null ? t('asOf.now') : dates.dayOf(asOf);
  return (
    <Popover opened={opened} onClose={close} position="bottom-end" shadow="md" radius="md" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" className={classes.button ?? ''} onClick={toggle} aria-expanded={opened} aria-label={`${shown}: ${t('asOf.control')}`} leftSection={asOf === null ? <IconClock size={17} stroke={1.6} aria-hidden="true" /> : <IconHistory size={17} stroke={1.6} aria-hidden="true" />} data-past={asOf !== null || undefined}>
          {shown}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <MomentForm onShow={(moment) => { setAsOf(moment); close(); }} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Starts at the end of a day: what is asked most is how a day ended. */
const END_OF_DAY = '23:59';

function MomentForm({ onShow }: { readonly onShow: (moment: string | null) => void }): ReactNode {
  const t = useT('ui');
  const { locale } = useSession();
  const dates = useDates();
  const { asOf } = useAsOf();
  const [day, setDay] = useState(asOf === null ? dates.today : dayInZone(new Date(asOf), dates.zone));
  const [time, setTime] = useState(asOf === null ? END_OF_DAY : timeInZone(new Date(asOf), dates.zone));
  const labels = { previousMonth: t('asOf.previousMonth'), nextMonth: t('asOf.nextMonth'), previousYear: t('asOf.previousYear'), nextYear: t('asOf.nextYear'), previousDecade: t('asOf.previousDecade'), nextDecade: t('asOf.nextDecade') };
  return (
    <Stack gap="sm">
      <p className={classes.title}>{t('asOf.title')}</p>
      <DatePicker value={day} onChange={(value) => value !== null && setDay(value)} date={day} onDateChange={setDay} locale={locale.slice(0, 2)} size="sm" hideOutsideDates ariaLabels={labels} />
      <TextInput type="time" label={t('asOf.time', { zone: dates.zone })} value={time} onChange={(event) => setTime(event.currentTarget.value)} />
      <Button onClick={() => onShow(instantIn(dates.zone, day, time === END_OF_DAY ? '23:59:59' : time))} disabled={time === ''}>{t('asOf.show')}</Button>
      {asOf !== null && <Button variant="subtle" onClick={() => onShow(null)}>{t('asOf.backToNow')}</Button>}
    </Stack>
  );
}
