import type { ReactNode } from 'react';
import { useDates } from '../../../../ui/dates.ts';
import { Facts } from '../../../../ui/page.tsx';
import { useT } from '../../../../ui/i18n.ts';
import type { RecordDetail } from './record.tsx';
import classes from './record.module.css';

/** Printed name, moment with zone, meaning, statement verbatim, method and digest: on screen and in print (SIG-02). */
export function SignatureBlock({ signature }: { readonly signature: NonNullable<RecordDetail['signature']> }): ReactNode {
  const t = useT('overview');
  const dates = useDates();
  return (
    <div className={classes.block}>
      <blockquote className={classes.statement}>{signature.statement}</blockquote>
      <Facts items={[
        { label: t('record.printedName'), value: <b>{signature.printedName}</b> },
        { label: t('record.meaning'), value: <Meaning meaning={signature.meaning} /> },
        { label: t('record.signedAt'), value: `${dates.instant(signature.signedAt)} (${signature.zone})` },
        { label: t('record.method'), value: signature.method },
      ]} />
      <div className={classes.digests}><Facts items={[{ label: t('record.signatureDigest'), value: <code className={classes.digest}>{signature.digest}</code> }]} /></div>
    </div>
  );
}

const MEANINGS = ['authored', 'reviewed', 'approved', 'read_and_understood', 'assessed', 'witnessed', 'verified'] as const;

export function Meaning({ meaning }: { readonly meaning: string }): ReactNode {
  const t = useT('overview');
  const known = MEANINGS.find((one) => one === meaning);
  return known === undefined ? meaning : t(`meaning.${known}`);
}
