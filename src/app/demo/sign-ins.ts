import { ADMINISTRATOR } from './founding.ts';
import { managerOn, PERSONAS, type Career, type Persona } from './people.ts';
import { INSPECTOR } from './turns.ts';
import { holderOf, PASSWORD, type World } from './world.ts';

export type SignIn = { readonly as: string; readonly name: string; readonly number: string; readonly email: string };

/** One for each kind of user. */
export function signInsOf(world: World): SignIn[] {
  const holder = (as: string, role: string, site: string): SignIn => of(as, holderOf(world, role, site));
  const persona = (as: string, { role, site }: Persona): SignIn => holder(as, role, site);
  const operator = holderOf(world, PERSONAS.operator.role, PERSONAS.operator.site);
  const managerNumber = managerOn(operator, world.period.end);
  const manager = [...world.careers.values()].find((career) => career.number === managerNumber);
  return [
    of('Operator with training due', operator),
    ...(manager === undefined ? [] : [of('Supervisor of the operator', manager)]),
    persona('Operator whose attempts are used up', PERSONAS.stuck),
    persona('Microbiologist, overdue', PERSONAS.late),
    holder('Author, with a draft', 'QC-SUP', 'CRK'),
    holder('Approver and quality', 'QA-MGR', 'CRK'),
    holder('Training administrator', 'TRN-COORD', 'CRK'),
    holder('Quality', 'QA-SPEC', 'CRK'),
    { as: 'Inspector, for two weeks', name: INSPECTOR.name, number: INSPECTOR.number, email: INSPECTOR.email },
    { as: 'System administrator', name: ADMINISTRATOR.name, number: ADMINISTRATOR.employeeNumber, email: ADMINISTRATOR.email },
  ];
}

const of = (as: string, { name, number, email }: Career): SignIn => ({ as, name, number, email });

export function signInTable(signIns: readonly SignIn[]): string[] {
  const width = (of: (signIn: SignIn) => string): number => Math.max(...signIns.map((signIn) => of(signIn).length));
  const [as, name, email] = [width((one) => one.as), width((one) => one.name), width((one) => one.email)];
  return [
    '', `Sign in with number or e-mail. Everyone’s password: ${PASSWORD}`, '',
    ...signIns.map((one) => `  ${one.as.padEnd(as)}  ${one.name.padEnd(name)}  ${one.number}  ${one.email.padEnd(email)}`), '',
  ];
}
