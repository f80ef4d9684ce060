import { createRule, getRuleStatement, reviseRule } from '../../features/matrix/contract.ts';
import { listDepartments, listJobRoles, listSites } from '../../features/people/contract.ts';
import { includes, placeAt, type Audience, type Book, type Document, type Rule } from './book.ts';
import { settleDocument } from './book-settle.ts';
import { PASSWORD, type User } from './staff.ts';

const nobodyElse: Audience = { roles: [], departments: [], sites: [] };

/** Who works with what: audiences of departments, titles and sites, some of which overlap. */
const AUDIENCES: Readonly<Record<string, Audience>> = {
  'Everyone': nobodyElse,
  'Production': { ...nobodyElse, departments: ['Production'] },
  'Technicians in Massachusetts': { ...nobodyElse, roles: ['Production Technician I', 'Production Technician II'], sites: ['MA'] },
  'Production managers': { ...nobodyElse, roles: ['Production Manager', 'Director of Operations'] },
  'Software Engineering': { ...nobodyElse, departments: ['Software Engineering'] },
  'Software roles': { ...nobodyElse, roles: ['Software Engineer', 'Software Engineering Manager', 'Data Architect', 'Principal Data Architect'] },
  'IT': { ...nobodyElse, departments: ['IT/IS'] },
  'Sales': { ...nobodyElse, departments: ['Sales'] },
  'Sales outside Massachusetts': { ...nobodyElse, departments: ['Sales'], sites: ['TX', 'CT', 'ID', 'AZ', 'KY', 'CO', 'TN', 'WA', 'IN', 'PA', 'AL', 'NY', 'CA', 'OR'] },
  'Offices': { ...nobodyElse, departments: ['Admin Offices', 'Executive Office'] },
};

/** Which audiences must train on a document, by the name of its folder; the first line that fits. */
const LISTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/quality-manual|POL-001/, ['Everyone']],
  [/incident-assessment|SOP-011|SOP-014|SOP-020/, ['Production', 'Technicians in Massachusetts']],
  [/change-management|change-evaluation|SOP-015/, ['Production managers', 'Software Engineering']],
  [/62304|62366|SOP-002|SOP-013|WI-/, ['Software Engineering', 'Software roles']],
  [/14971|SOP-003|capa|SOP-004/, ['Production managers', 'Software roles']],
  [/clinical|intended-use|instructions-for-use/, ['Sales outside Massachusetts']],
  [/post-market|vigilance|SOP-010|SOP-019|SOP-012|feedback|sales/, ['Sales']],
  [/software-validation|SOP-016|SOP-017|SOP-018|regulat|13485|gspr/, ['IT']],
];

export function audiencesOf(key: string): readonly string[] {
  return LISTS.find(([pattern]) => pattern.test(key))?.[1] ?? ['Offices'];
}

export type Ids = { readonly roles: ReadonlyMap<string, string>; readonly departments: ReadonlyMap<string, string>; readonly sites: ReadonlyMap<string, string> };

export async function loadIds(user: User): Promise<Ids> {
  const [roles, departments, sites] = [await user.client.call(listJobRoles), await user.client.call(listDepartments), await user.client.call(listSites)];
  return {
    roles: new Map(roles.items.map((role) => [role.name, role.id])),
    departments: new Map(departments.items.map((department) => [department.name, department.id])),
    sites: new Map(sites.items.map((site) => [site.code, site.id])),
  };
}

/** Puts new documents on the lists of their audiences: a rule's first version, or its next one. Signed by the training administrator. */
export async function requireDocuments(trainer: User, book: Book, ids: Ids, added: readonly { readonly key: string; readonly document: Document }[], today: string): Promise<number> {
  const lists = Map.groupBy(added.flatMap(({ key, document }) => audiencesOf(key).map((name) => ({ name, document }))), (entry) => entry.name);
  for (const [name, entries] of lists) await writeRule(trainer, book, ids, name, entries.map((entry) => entry.document), today);
  return lists.size;
}

async function writeRule(trainer: User, book: Book, ids: Ids, name: string, documents: readonly Document[], today: string): Promise<void> {
  const audience = AUDIENCES[name] ?? nobodyElse;
  const known = book.rules.find((rule) => rule.name === name);
  const numbers = [...(known?.since.keys() ?? []), ...documents.map((document) => document.number)];
  const body = {
    name, from: known?.from ?? today,
    audience: { roleIds: idsOf(ids.roles, audience.roles), departmentIds: idsOf(ids.departments, audience.departments), siteIds: idsOf(ids.sites, audience.sites) },
    documentIds: numbers.flatMap((number) => book.documents.get(number)?.id ?? []),
  };
  const { statement } = await trainer.client.call(getRuleStatement, { body: known === undefined ? body : { ...body, ruleId: known.id } });
  const signed = { ...body, statement, password: PASSWORD };
  const rule: Rule = known ?? { id: (await trainer.client.call(createRule, { body: signed })).id, name, audience, from: today, since: new Map() };
  if (known === undefined) book.rules.push(rule);
  else await trainer.client.call(reviseRule, { params: { id: known.id }, body: signed });
  for (const document of documents) rule.since.set(document.number, book.now);
  for (const document of documents) settleDocument(book, document, 'rule');
}

function idsOf(known: ReadonlyMap<string, string>, names: readonly string[]): string[] {
  return names.map((name) => {
    const id = known.get(name);
    if (id === undefined) throw new Error(`the product knows no ${name}, though the roster names it`);
    return id;
  });
}

/** How many people each audience has now, for the report. */
export function sizes(book: Book): { name: string; people: number }[] {
  return book.rules.map((rule) => ({ name: rule.name, people: [...book.people.values()].filter((person) => {
    const place = placeAt(person, book.now);
    return place !== null && includes(rule.audience, place);
  }).length }));
}
