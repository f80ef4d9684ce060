import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useDates } from '../../../ui/dates.ts';
import { useT } from '../../../ui/i18n.ts';
import type { zSignature } from '../../signatures/contract.ts';
import classes from './documents.module.css';

export type SignatureRow = z.output<typeof zSignature>;

/** Signatures as they stand: printed name, meaning, moment with zone, statement verbatim, digest (SIG-02). */
export function Signatures({ signatures }: { readonly signatures: readonly SignatureRow[] }): ReactNode {
  const t = useT('documents');
  const dates = useDates();
  if (signatures.length === 0) return <p className="soft">{t('page.noSignatures')}</p>;
  return (
    <Stack gap="md">
      {signatures.map((signature) => (
        <figure key={signature.id} className={classes.signature}>
          <figcaption><b>{signature.printedName}</b>, {meaningInWords(signature.meaning)}, {dates.instant(signature.signedAt)}</figcaption>
          <blockquote>{signature.statement}</blockquote>
          <span className={classes.digest} title={t('signature.digest')}>{signature.digest}</span>
        </figure>
      ))}
    </Stack>
  );
}

function meaningInWords(meaning: string): string {
  return meaning.replaceAll('_', ' ');
}
