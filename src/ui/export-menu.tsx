import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from './i18n.ts';

export type ExportFormat = 'xlsx' | 'csv';
export type ExportMenuProps = {
  /** Where the table as it is shown is had in a format. */
  readonly address: (format: ExportFormat) => string;
  readonly size?: 'xs' | 'sm';
  /** Further ways out: print. */
  readonly children?: ReactNode;
};

/** A table leaves as it is filtered, as a workbook or as CSV (ANA-07). */
export function ExportMenu({ address, size = 'sm', children }: ExportMenuProps): ReactNode {
  const t = useT('ui');
  return (
    <Menu position="bottom-end">
      <Menu.Target><Button variant="default" size={size} leftSection={<IconDownload size={16} aria-hidden="true" />}>{t('export')}</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={address('xlsx')} download>{t('export.xlsx')}</Menu.Item>
        <Menu.Item component="a" href={address('csv')} download>{t('export.csv')}</Menu.Item>
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}
