import { Button, Modal, PasswordInput, Skeleton } from '@mantine/core';
import { createContext, use, useEffect, useRef, useState, type ComponentType, type FormEvent, type ReactNode } from 'react';
import { useT } from './i18n.ts';
import { ProblemNote } from './notes.tsx';
import { Problem } from './problem.ts';
import { useSession } from './session.ts';
import classes from './sign.module.css';

export type Signing = { readonly statement: string; readonly password: string };

/** What the app gives to signing: the signature agreement, shown before the first signature (SIG-03). */
export type AgreementProps = { readonly onAccepted: () => void };
export const AgreementContext = createContext<ComponentType<AgreementProps> | null>(null);

export type SignFormProps = {
  /** The statement exactly as the server gave it; undefined while it is loading. */
  readonly statement: string | undefined;
  readonly statementError?: Error | null;
  /** Reads the statement again; called when the server says it has changed. */
  readonly reload?: () => unknown;
  /** Names the act: "Sign: read and understood". */
  readonly action: string;
  readonly onSign: (signing: Signing) => void;
  readonly isPending: boolean;
  /** The refusal of the last try. */
  readonly error: Error | null;
  readonly disabled?: boolean;
  readonly onCancel?: () => void;
  /** Stands between the statement and the password. */
  readonly children?: ReactNode;
};

/** Signing: the statement verbatim, authentication again, a button that names the act, the refusal in place (SIG-01). */
export function SignForm(props: SignFormProps): ReactNode {
  const { statement, action, isPending, error } = props;
  const t = useT('ui');
  const session = useSession();
  const Agreement = use(AgreementContext);
  const [password, setPassword] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const [accepted, setAccepted] = useState(session.agreementAccepted);
  const needsAgreement = !accepted || (error instanceof Problem && error.code === 'agreement-not-accepted' && !session.agreementAccepted);
  useEffect(() => {
    if (error !== null) field.current?.focus();
  }, [error]);
  if (needsAgreement && Agreement !== null) return <Agreement onAccepted={() => setAccepted(true)} />;
  const sign = (event: FormEvent): void => {
    event.preventDefault();
    if (statement === undefined || password === '') return;
    props.onSign({ statement, password });
    setPassword('');
  };
  const changed = error instanceof Problem && error.code === 'statement-changed';
  return (
    <form onSubmit={sign} className={classes.form}>
      <p className={classes.lead}>{t('sign.youSign', { name: session.name })}</p>
      {statement === undefined ? (props.statementError ?? null) === null && <Skeleton height={84} /> : <blockquote className={classes.statement}>{statement}</blockquote>}
      <ProblemNote error={props.statementError} retry={props.reload} />
      {props.children}
      <PasswordInput ref={field} label={t('sign.password')} description={t('sign.passwordWhy')} autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} required withAsterisk={false} data-autofocus disabled={statement === undefined} />
      <ProblemNote error={error} retry={changed ? props.reload : undefined} />
      <div className={classes.buttons}>
        {props.onCancel !== undefined && <Button variant="default" onClick={props.onCancel} disabled={isPending}>{t('cancel')}</Button>}
        <Button type="submit" loading={isPending} disabled={statement === undefined || password === '' || props.disabled === true}>{action}</Button>
      </div>
    </form>
  );
}

export type SignDialogProps = SignFormProps & { readonly opened: boolean; readonly onClose: () => void; readonly title: string };

/** The same in a dialog over the screen. Unmounts when closed, so no password stays behind. */
export function SignDialog({ opened, onClose, title, ...form }: SignDialogProps): ReactNode {
  const t = useT('ui');
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': t('close') }} closeOnClickOutside={false}>
      <SignForm {...form} onCancel={onClose} />
    </Modal>
  );
}
