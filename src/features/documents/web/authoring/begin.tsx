import { Radio, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../../../../ui/i18n.ts';

export type Way = 'upload' | 'write';
export type Begin = 'in-force' | 'template';

/** A new version is a file from elsewhere, or is written here. */
export function WayChoice({ way, onWay }: { readonly way: Way; readonly onWay: (way: Way) => void }): ReactNode {
  const t = useT('authoring');
  return (
    <Radio.Group label={t('begin.way')} value={way} onChange={(value) => onWay(value === 'write' ? 'write' : 'upload')}>
      <Stack gap="xs" mt="xs">
        <Radio value="upload" label={t('begin.upload')} />
        <Radio value="write" label={t('begin.write')} />
      </Stack>
    </Radio.Group>
  );
}

type Props = { readonly from: Begin; readonly onFrom: (from: Begin) => void; readonly inForce: { readonly label: string } | null };

export function BeginChoice({ from, onFrom, inForce }: Props): ReactNode {
  const t = useT('authoring');
  return (
    <Radio.Group label={t('begin.from')} value={from} onChange={(value) => onFrom(value === 'in-force' ? 'in-force' : 'template')}>
      <Stack gap="xs" mt="xs">
        <Radio value="in-force" disabled={inForce === null} label={t('begin.inForce')} description={inForce === null ? t('begin.noInForce') : t('begin.inForceHelp', { label: inForce.label })} />
        <Radio value="template" label={t('begin.template')} description={t('begin.templateHelp')} />
      </Stack>
    </Radio.Group>
  );
}

export function BeginWords(): ReactNode {
  return useT('authoring')('begin.button');
}
