import { useSession } from '../../../../ui/session.ts';
import type { PersonPartProps } from '../../../people/web/person.tsx';
import { may } from '../../permissions.ts';

/** Whether asking for this person's training makes sense; the server decides, this only avoids questions it must refuse. */
export function useMayReadTrainingOf({ personId, managerId }: Pick<PersonPartProps, 'personId' | 'managerId'>): boolean {
  const session = useSession();
  const roles: readonly string[] = may.readTraining.roles;
  return session.personId === personId || session.personId === managerId || session.roles.some((role) => roles.includes(role) || role === 'manager');
}
