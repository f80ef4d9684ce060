import type { ReactNode } from 'react';
import { useAct, useRead } from '../../../../../ui/api.ts';
import { useT } from '../../../../../ui/i18n.ts';
import { Page } from '../../../../../ui/page.tsx';
import { SignForm } from '../../../../../ui/sign.tsx';
import { getTrainingStatement, signTraining } from '../../../contract.ts';
import type { Assignment } from '../types.ts';
import classes from './sign-step.module.css';

export type Signed = { readonly recordId: string; readonly signedAt: string };

/** The last step: the statement word for word, the password, the record. */
export function SignStep({ assignment, onSigned }: { readonly assignment: Assignment; readonly onSigned: (signed: Signed) => void }): ReactNode {
  const t = useT('training');
  const params = { id: assignment.id };
  const statement = useRead(getTrainingStatement, { params }, { fresh: true });
  const sign = useAct(signTraining, { onDone: onSigned });
  return (
    <Page width="narrow" title={t('sign.title')} answer={t('sign.answer', { number: assignment.document.number })}>
      <div className={classes.sheet}>
        <SignForm statement={statement.data?.statement} statementError={statement.error} reload={statement.refetch} action={t('sign.act')} onSign={(body) => sign.act({ params, body })} isPending={sign.isPending} error={sign.error} />
      </div>
    </Page>
  );
}
