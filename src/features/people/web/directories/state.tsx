import type { ReactNode } from 'react';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { StatusMark } from '../../../../ui/status-mark.tsx';

type Connection = { readonly revokedAt: string | null; readonly expiresAt: string | null; readonly lastUsedAt: string | null; readonly held: number };
export type StateName = 'on' | 'never' | 'expired' | 'off';

export function stateOf({ revokedAt, expiresAt, lastUsedAt }: Omit<Connection, 'held'>, now: number): StateName {
  if (revokedAt !== null) return 'off';
  if (expiresAt !== null && Date.parse(expiresAt) <= now) return 'expired';
  return lastUsedAt === null ? 'never' : 'on';
}

export function ConnectionState({ connection }: { readonly connection: Connection }): ReactNode {
  const t = useT('directories');
  const state = stateOf(connection, useDates().now().getTime());
  if (state !== 'off' && connection.held > 0) return <StatusMark status="soon" label={t('state.held', { count: connection.held })} />;
  return <StatusMark status={({ on: 'qualified', never: 'training', expired: 'overdue', off: 'notRequired' } as const)[state]} label={t(`state.${state}`)} />;
}
