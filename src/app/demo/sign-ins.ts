import { sql } from 'kysely';
import { dayIn } from '../../kernel/day.ts';
import { ADMINISTRATOR } from './founding.ts';
import { isEmployed, managerOn, type Career } from './people.ts';
import { INSPECTOR } from './turns.ts';
import { holderOf, PASSWORD, type World } from './world.ts';

export type SignIn = { readonly as: string; readonly name: string; readonly number: string; readonly email: string };

/** One for each kind of user. */
export async function signInsOf(world: World): Promise<SignIn[]> {
  const holder = (as: string, role: string, site: string): SignIn => of(as, holderOf(world, role, site));
  const operator = holderOf(world, 'ASEP-OP', 'CRK');
  const managerNumber = managerOn(operator, world.period.end);
  const manager = [...world.careers.values()].find((career) => career.number === managerNumber);
  return [
    of('Operator with training due', operator),
    ...(manager === undefined ? [] : [of('Supervisor (of the operator), also an author', manager)]),
    holder('Operator whose attempts are used up', 'PACK-OP', 'SAN'),
    ...(await lateOne(world)),
    holder('Author', 'VAL-ENG', 'CRK'),
    holder('Approver and quality', 'QA-MGR', 'CRK'),
    holder('Training administrator', 'TRN-COORD', 'CRK'),
    holder('Quality', 'QA-SPEC', 'CRK'),
    { as: 'Inspector, for two weeks', name: INSPECTOR.name, number: INSPECTOR.number, email: INSPECTOR.email },
    { as: 'System administrator', name: ADMINISTRATOR.name, number: ADMINISTRATOR.employeeNumber, email: ADMINISTRATOR.email },
  ];
}

const of = (as: string, { name, number, email }: Career): SignIn => ({ as, name, number, email });

/** Whoever is present and longest overdue. */
async function lateOne(world: World): Promise<SignIn[]> {
  const found = await sql<{ number: string }>`select p.employee_number as number from assignment a join person p on p.id = a.person_id where a.closed_at is null and a.overdue_since is not null group by p.id order by min(a.overdue_since)`.execute(world.installation.db);
  const today = dayIn(world.period.now, 'UTC');
  const late = found.rows.map((row) => world.careers.get(row.number)).find((career) => career !== undefined && isEmployed(career, today) && career.absence === null);
  return late === undefined ? [] : [of('Somebody overdue', late)];
}

export function signInTable(signIns: readonly SignIn[]): string[] {
  const width = (of: (signIn: SignIn) => string): number => Math.max(...signIns.map((signIn) => of(signIn).length));
  const [as, name, email] = [width((one) => one.as), width((one) => one.name), width((one) => one.email)];
  return [
    '', `Sign in with number or e-mail. Everyone’s password: ${PASSWORD}`, '',
    ...signIns.map((one) => `  ${one.as.padEnd(as)}  ${one.name.padEnd(name)}  ${one.number}  ${one.email.padEnd(email)}`), '',
  ];
}
