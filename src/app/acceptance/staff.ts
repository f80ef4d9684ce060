import { acceptAgreement, acceptInvitation, doSetup, getAgreement, grantRole, invite, signIn } from '../../features/access/contract.ts';
import { getApprovalPolicyStatement, signApprovalPolicy } from '../../features/matrix/approval/contract.ts';
import { hirePerson } from '../../features/people/contract.ts';
import type { ProductRole } from '../../kernel/permission.ts';
import { createClient, type Client, type Timings } from './client.ts';

export const PASSWORD = 'seven quiet lanterns by the river';

/** Someone with an account who acts in this run. */
export type User = { readonly id: string; readonly number: string; readonly name: string; readonly client: Client };
export type Staff = { readonly administrator: User; readonly authors: readonly User[]; readonly approvers: readonly User[]; readonly trainer: User; readonly quality: User; readonly inspector: User };
export type Place = { readonly siteId: string; readonly departmentId: string };

type Grantable = Exclude<ProductRole, 'learner' | 'service'>;

/** First set-up with the code that the server printed, then the people who write, approve, administer and check. */
export async function setUp(server: { readonly url: string; readonly setupCode: string }, today: string, timings: Timings): Promise<{ staff: Staff; place: Place }> {
  const client = createClient(server.url, timings);
  const made = await client.call(doSetup, { body: {
    code: server.setupCode, organisation: { name: 'Bilearner Manufacturing', zone: 'America/New_York' }, site: { code: 'MA', name: 'Massachusetts', zone: 'America/New_York' },
    department: { code: 'QA', name: 'Quality Assurance' }, administrator: { employeeNumber: 'QA-01', name: 'Ada Quinn', email: 'ada.quinn@example.com', password: PASSWORD },
  } });
  const administrator = { id: made.personId, number: 'QA-01', name: 'Ada Quinn', client };
  await enter(administrator);
  const place = { siteId: made.siteId, departmentId: made.departmentId };
  const join = async (number: string, name: string, ...roles: Grantable[]): Promise<User> => {
    const { id } = await client.call(hirePerson, { body: { employeeNumber: number, name, from: today, ...place } });
    for (const role of roles) await client.call(grantRole, { params: { id }, body: { role } });
    return openAccount(administrator, { id, number, name }, server.url, timings);
  };
  const quality = await join('QA-07', 'Cian Daly', 'quality');
  await letOneSign(quality);
  return { place, staff: {
    administrator,
    authors: [await join('QA-02', 'Aoife Walsh', 'author', 'approver'), await join('QA-03', 'Bram de Vries', 'author')],
    approvers: [await join('QA-04', 'Brian Keane', 'approver'), await join('QA-05', 'Chiara Russo', 'approver')],
    trainer: await join('QA-06', 'Tara Nolan', 'training_administrator'),
    quality,
    inspector: await join('QA-08', 'Ingrid Vos', 'inspector'),
  } };
}

/** The rules of this run hold by the signature of whoever wrote them. */
async function letOneSign({ client }: User): Promise<void> {
  const { statement } = await client.call(getApprovalPolicyStatement, { body: { secondPerson: false } });
  await client.call(signApprovalPolicy, { body: { secondPerson: false, reason: 'Rules are written by one person in this run', statement, password: PASSWORD } });
}

export function allStaff({ administrator, authors, approvers, trainer, quality, inspector }: Staff): User[] {
  return [administrator, ...authors, ...approvers, trainer, quality, inspector];
}

/** Invitation, first password, sign-in and the agreement on electronic signatures. */
export async function openAccount(administrator: User, person: { readonly id: string; readonly number: string; readonly name: string }, url: string, timings: Timings): Promise<User> {
  const { token } = await administrator.client.call(invite, { params: { id: person.id } });
  const user = { ...person, client: createClient(url, timings) };
  await user.client.call(acceptInvitation, { body: { token, password: PASSWORD } });
  await enter(user);
  const { statement } = await user.client.call(getAgreement);
  await user.client.call(acceptAgreement, { body: { statement, password: PASSWORD } });
  return user;
}

export async function enter(user: User): Promise<void> {
  await user.client.call(signIn, { body: { login: user.number, password: PASSWORD } });
}
