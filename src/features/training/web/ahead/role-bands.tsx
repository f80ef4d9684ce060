import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { Note } from '../../../../ui/notes.tsx';
import { getRoleReadiness, type zRoleReadiness } from '../../ahead/contract.ts';
import classes from './ahead.module.css';

type Item = z.output<typeof zRoleReadiness>;

/** MTX-08: a band for the role of today where its critical procedures are not done, and one for each change ahead. */
export function RoleBands({ personId }: { readonly personId: string }): ReactNode {
  const read = useRead(getRoleReadiness, { params: { id: personId } });
  const shown = (read.data?.items ?? []).filter((item) => item.ahead || !item.ready);
  if (shown.length === 0) return null;
  return <Stack gap="sm" mb="lg">{shown.map((item) => <Band key={`${item.from} ${item.ahead}`} item={item} />)}</Stack>;
}

function Band({ item }: { readonly item: Item }): ReactNode {
  const t = useT('ahead');
  const dates = useDates();
  const values = { role: item.roles.join(', ') || t('noRole'), day: dates.day(item.from), ...item.critical };
  const title = item.ready ? t('readyAhead', values) : t(item.ahead ? 'notReadyAhead' : 'notReady', values);
  const critical = item.missing.filter(({ document }) => document.risk === 'critical');
  const others = item.missing.length - critical.length;
  return (
    <Note kind={item.ready ? 'info' : 'warn'} title={title}>
      <p className={classes.where}>{t('where', { department: item.department, site: item.site })}</p>
      {critical.length > 0 && <ul className={classes.missing}>{critical.map((one) => <li key={one.document.id}><Missing one={one} /></li>)}</ul>}
      {item.ready && item.critical.required > 0 && <p>{t('allCritical')}</p>}
      {others > 0 && <p>{t('others', { count: others })}</p>}
    </Note>
  );
}

function Missing({ one }: { readonly one: Item['missing'][number] }): ReactNode {
  const t = useT('ahead');
  const dates = useDates();
  const when = one.overdue ? t('overdue') : one.dueOn === null ? t('noWork') : t('due', { day: dates.day(one.dueOn) });
  return <><ScreenLink to={`/procedures/${one.document.id}`}>{`${one.document.number} ${one.document.title}`}</ScreenLink> · {when}</>;
}
