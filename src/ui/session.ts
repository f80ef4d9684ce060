import { createContext, use } from 'react';
import type { Permission } from '../kernel/permission.ts';

/** What screens need to know of the person signed in; src/app/web provides it from GET /me. */
export type Session = {
  readonly personId: string;
  readonly name: string;
  readonly employeeNumber: string;
  readonly permissions: readonly string[];
  readonly roles: readonly string[];
  /** Zone in which instants are shown, and the reader's locale. */
  readonly zone: string;
  readonly locale: string;
  readonly organisation: string;
  readonly simulation: boolean;
  /** Whether the signature agreement was accepted: before that nothing can be signed. */
  readonly agreementAccepted: boolean;
  /** The server's clock minus the browser's, in milliseconds: a simulation lives at another time. */
  readonly clockOffset: number;
};

export const SessionContext = createContext<Session | null>(null);

export function useSessionOrNull(): Session | null {
  return use(SessionContext);
}

/** The person signed in. Throws outside the signed-in part of the app. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('useSession outside the signed-in part of the app');
  return session;
}

/** Whether the person holds a permission somewhere; for hiding what they can never use. */
export function useMay(permission: Permission | string): boolean {
  const session = use(SessionContext);
  return session?.permissions.includes(typeof permission === 'string' ? permission : permission.name) ?? false;
}
