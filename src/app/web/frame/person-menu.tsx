import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLogout, IconLogout2, IconMoon, IconSun, IconUser, IconUsers } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { signOut, signOutEverywhere } from '../../../features/access/contract.ts';
import { call } from '../../../ui/api.ts';
import { useT } from '../../../ui/i18n.ts';
import { useSession } from '../../../ui/session.ts';
import classes from './person-menu.module.css';

export function PersonMenu(): ReactNode {
  const t = useT('ui');
  const session = useSession();
  const navigate = useNavigate();
  const leave = useLeave();
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.person}>
          <span aria-hidden="true">{initialsOf(session.name)}</span>
          <span className="visually-hidden">{t('header.person', { name: session.name })}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes.who ?? ''}>
          <span className={classes.name}>{session.name}</span>
          <span>{`${session.employeeNumber} · ${session.organisation}`}</span>
        </Menu.Label>
        <Menu.Item leftSection={<IconUser size={17} stroke={1.6} />} onClick={() => void navigate({ to: '/account' })}>{t('header.account')}</Menu.Item>
        <Menu.Item leftSection={<IconUsers size={17} stroke={1.6} />} onClick={() => void navigate({ to: '/deputies' })}>{t('header.deputies')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('header.appearance')}</Menu.Label>
        <Appearance />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={17} stroke={1.6} />} onClick={() => void leave(() => call(signOut))}>{t('header.signOut')}</Menu.Item>
        <Menu.Item leftSection={<IconLogout2 size={17} stroke={1.6} />} onClick={() => void leave(() => call(signOutEverywhere))}>{t('header.signOutEverywhere')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const SCHEMES = [['light', IconSun], ['dark', IconMoon], ['auto', IconDeviceDesktop]] as const;

function Appearance(): ReactNode {
  const t = useT('ui');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return SCHEMES.map(([scheme, Icon]) => (
    <Menu.Item key={scheme} role="menuitemradio" aria-checked={colorScheme === scheme} closeMenuOnClick={false} leftSection={<Icon size={17} stroke={1.6} />} rightSection={colorScheme === scheme ? <IconCheck size={16} aria-hidden="true" /> : undefined} onClick={() => setColorScheme(scheme)}>
      {t(scheme === 'auto' ? 'header.system' : `header.${scheme}`)}
    </Menu.Item>
  ));
}

/** Signs out and forgets everything that was read: the next person on a shared tablet starts empty. */
function useLeave(): (act: () => Promise<unknown>) => Promise<void> {
  const client = useQueryClient();
  return async (act) => {
    await act().catch(() => undefined); // a session that is already over is as good as signed out
    client.clear();
    location.assign('/');
  };
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter((word) => /^\p{L}/u.test(word));
  return `${words[0]?.[0] ?? '?'}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
}
