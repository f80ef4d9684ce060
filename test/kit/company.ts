import { acceptAgreement, acceptInvitation, doSetup, getAgreement, grantRole, invite, signIn } from '../../src/features/access/contract.ts';
import { approveVersion, createDocument, getApprovalStatement, getSubmitStatement, submitVersion, uploadVersion } from '../../src/features/documents/contract.ts';
import { putModule } from '../../src/features/learning/contract.ts';
import { createRule, getRuleStatement } from '../../src/features/matrix/contract.ts';
import { getApprovalPolicyStatement, signApprovalPolicy } from '../../src/features/matrix/approval/contract.ts';
import { createJobRole, hirePerson } from '../../src/features/people/contract.ts';
import type { ProductRole } from '../../src/kernel/permission.ts';
import type { PracticalInput } from '../../src/features/learning/types.ts';
import type { Client } from './client.ts';
import type { TestServer } from './server.ts';

/** Everyone's password; the name is the login's first part. */
export const PASSWORD = 'seven quiet lanterns by the river';

export type Colleague = { readonly id: string; readonly name: string; readonly login: string; readonly client: Client };

/** A small plant in Cork: who is needed for each kind of act, two operators with one manager. */
export type Company = {
  readonly siteId: string;
  readonly departmentId: string;
  readonly operatorRoleId: string;
  readonly administrator: Colleague;
  readonly author: Colleague;
  readonly approver: Colleague;
  readonly trainer: Colleague;
  readonly quality: Colleague;
  readonly inspector: Colleague;
  readonly manager: Colleague;
  readonly operators: readonly [Colleague, Colleague];
};

type Grantable = Exclude<ProductRole, 'learner' | 'service'>;

/** Builds it through the API, as a customer would; unless told otherwise, quality has signed that rules hold by one signature. */
export async function seedCompany(server: TestServer, options: { readonly secondPerson?: boolean } = {}): Promise<Company> {
  const client = server.visitor();
  const set = await client.call(doSetup, { body: {
    code: server.setupCode, organisation: { name: 'Lee Valley Biologics', zone: 'Europe/Dublin' }, site: { code: 'CORK', name: 'Cork', zone: 'Europe/Dublin' },
    department: { code: 'PROD', name: 'Production' }, administrator: { employeeNumber: 'A-1', name: 'Ada Quinn', email: 'ada@example.com', password: PASSWORD },
  } });
  await client.call(signIn, { body: { login: 'ada@example.com', password: PASSWORD } });
  const administrator = { id: set.personId, name: 'Ada Quinn', login: 'ada@example.com', client };
  const role = await client.call(createJobRole, { body: { code: 'OP', name: 'Production operator' } });
  const join = (number: string, name: string, more: { role?: Grantable; roleIds?: string[]; managerId?: string } = {}): Promise<Colleague> => hire(server, administrator, set, { number, name, ...more });
  const manager = await join('M-1', 'Maeve Byrne');
  const operator = { roleIds: [role.id], managerId: manager.id };
  const quality = await join('Q-1', 'Cian Daly', { role: 'quality' });
  if (options.secondPerson !== true) {
    const body = { secondPerson: false };
    const { statement } = await quality.client.call(getApprovalPolicyStatement, { body });
    await quality.client.call(signApprovalPolicy, { body: { ...body, reason: 'A small company', statement, password: PASSWORD } });
  }
  return {
    siteId: set.siteId, departmentId: set.departmentId, operatorRoleId: role.id, administrator, manager,
    author: await join('D-1', 'Aoife Walsh', { role: 'author' }),
    approver: await join('D-2', 'Brian Keane', { role: 'approver' }),
    trainer: await join('T-1', 'Tara Nolan', { role: 'training_administrator' }),
    quality,
    inspector: await join('I-1', 'Ingrid Vos', { role: 'inspector' }),
    operators: [await join('P-1', 'Orla Fitzgerald', operator), await join('P-2', 'Sean Murphy', operator)],
  };
}

type Hire = { readonly number: string; readonly name: string; readonly role?: Grantable; readonly roleIds?: string[]; readonly managerId?: string };

async function hire(server: TestServer, administrator: Colleague, place: { siteId: string; departmentId: string }, person: Hire): Promise<Colleague> {
  const { id } = await administrator.client.call(hirePerson, { body: { employeeNumber: person.number, name: person.name, from: '2026-03-01', siteId: place.siteId, departmentId: place.departmentId, managerId: person.managerId ?? null, roleIds: person.roleIds ?? [] } });
  if (person.role !== undefined) await administrator.client.call(grantRole, { params: { id }, body: { role: person.role } });
  const { token } = await administrator.client.call(invite, { params: { id } });
  const client = server.visitor();
  await client.call(acceptInvitation, { body: { token, password: PASSWORD } });
  await client.call(signIn, { body: { login: person.number, password: PASSWORD } });
  const { statement } = await client.call(getAgreement);
  await client.call(acceptAgreement, { body: { statement, password: PASSWORD } });
  return { id, name: person.name, login: person.number, client };
}

/** Somebody more, with product roles of their own. */
export async function hireColleague(server: TestServer, company: Company, { roles, ...person }: { readonly number: string; readonly name: string; readonly roles: readonly Grantable[] }): Promise<Colleague> {
  const { administrator, siteId, departmentId } = company;
  const colleague = await hire(server, administrator, { siteId, departmentId }, person);
  for (const role of roles) await administrator.client.call(grantRole, { params: { id: colleague.id }, body: { role } });
  return colleague;
}

export type Procedure = { readonly documentId: string; readonly versionId: string };

export type ProcedureSpec = {
  readonly number?: string;
  readonly title?: string;
  readonly risk?: 'critical' | 'high' | 'medium' | 'low';
  readonly label?: string;
  readonly text?: string;
  readonly effectiveOn?: string;
  readonly documentId?: string;
  readonly changeClass?: 'major' | 'minor' | 'editorial';
  readonly practical?: PracticalInput;
};

export const PROCEDURE_TEXT = `# 1 Purpose\n\nHow vials are filled without contamination.\n\n# 2 Gowning\n\nPut on sterile gloves before entering grade A.\n\n# 3 Filling\n\nStop the line when a glove is torn, and call the supervisor.\n`;

/** Uploads a version with a two-question quiz, submits and approves it; it is approved, and effective once its day has come. */
export async function approveProcedure(company: Company, spec: ProcedureSpec = {}): Promise<Procedure> {
  const { author, approver } = company;
  const documentId = spec.documentId ?? (await author.client.call(createDocument, { body: { number: spec.number ?? 'SOP-001', title: spec.title ?? 'Sterile filling', type: 'SOP', risk: spec.risk ?? 'high' } })).id;
  const { id: versionId } = await author.client.call(uploadVersion, { params: { id: documentId }, body: { label: spec.label ?? '1.0', changeClass: spec.changeClass ?? 'major', changeSummary: 'First issue' }, file: { name: 'procedure.md', bytes: spec.text ?? PROCEDURE_TEXT } });
  await author.client.call(putModule, { params: { id: versionId }, body: { passMark: 80, maxAttempts: 3, questions: [
    { kind: 'single', text: 'When are sterile gloves put on?', options: [{ text: 'Before entering grade A', correct: true }, { text: 'After the first vial', correct: false }], sections: ['2'] },
    { kind: 'true_false', text: 'The line is stopped when a glove is torn.', options: [{ text: 'True', correct: true }, { text: 'False', correct: false }], sections: ['3'] },
  ], ...(spec.practical === undefined ? {} : { practical: { ...spec.practical, items: [...spec.practical.items] } }) } });
  const submitting = await author.client.call(getSubmitStatement, { params: { id: versionId } });
  await author.client.call(submitVersion, { params: { id: versionId }, body: { statement: submitting.statement, password: PASSWORD } });
  const query = { effectiveOn: spec.effectiveOn ?? '2026-03-02' };
  const approval = await approver.client.call(getApprovalStatement, { params: { id: versionId }, query });
  await approver.client.call(approveVersion, { params: { id: versionId }, body: { effectiveOn: approval.effectiveOn, decision: approval.decision, statement: approval.statement, password: PASSWORD } });
  return { documentId, versionId };
}

/** Every operator of the plant must be trained on these, from the day given. */
export async function requireOfOperators(company: Company, documentIds: readonly string[], from = '2026-03-02'): Promise<string> {
  const rule = { name: 'Operators', audience: { roleIds: [company.operatorRoleId], departmentIds: [], siteIds: [] }, documentIds: [...documentIds], from };
  const { statement } = await company.trainer.client.call(getRuleStatement, { body: rule });
  const { id } = await company.trainer.client.call(createRule, { body: { ...rule, statement, password: PASSWORD } });
  return id;
}

/** Lets time pass; whoever was signed in has been idle for long then, and signs in again. */
export async function passTime(server: TestServer, company: Company, to: string): Promise<void> {
  await company.administrator.client.call(signIn, { body: { login: company.administrator.login, password: PASSWORD } });
  await server.advance(company.administrator.client, to);
  for (const colleague of everyone(company)) await colleague.client.call(signIn, { body: { login: colleague.login, password: PASSWORD } });
}

export function everyone(company: Company): readonly Colleague[] {
  const { administrator, author, approver, trainer, quality, inspector, manager, operators } = company;
  return [administrator, author, approver, trainer, quality, inspector, manager, ...operators];
}
