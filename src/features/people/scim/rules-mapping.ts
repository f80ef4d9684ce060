import { ENTERPRISE, isObject, member, valuesAt } from './rules-attributes.ts';
import { fine, wrong, type Gives, type Json, type Scim, type ScimMapping, type Source } from './types.ts';

/** What a user of the directory says about the person, by the mapping of its connection (HR-01). */

type Named = { readonly id: string; readonly code: string; readonly name: string };
export type Known = { readonly sites: readonly Named[]; readonly departments: readonly Named[]; readonly roles: readonly Named[] };
/** `null` where the directory says nothing: what is on record stays. Names still to be created stand in `missing`. */
export type Said = {
  readonly number: string | null; readonly name: string; readonly email: string | null; readonly siteId: string | null; readonly departmentId: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  /** Null when no source of roles is mapped. */
  readonly roleIds: readonly string[] | null;
  readonly manager: { readonly reference: string; readonly displayName: string | null } | null;
};
export type Missing = { readonly gives: 'department' | 'role'; readonly name: string };
export type Reading = { readonly said: Said; readonly missing: readonly Missing[] };

export function textOf(resource: Json, source: Source): string | null {
  const work = (list: string): unknown => valuesAt(resource, [list]).find((one) => String(member(one, 'type')).toLowerCase() === 'work');
  const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);
  switch (source) {
    case 'employeeNumber': case 'department': case 'division': case 'organization': case 'costCenter': return text(member(resource[ENTERPRISE], source));
    case 'emails.work': return text(member(work('emails'), 'value'));
    case 'emails.primary': return text(member(valuesAt(resource, ['emails']).find((one) => member(one, 'primary') === true) ?? valuesAt(resource, ['emails'])[0], 'value'));
    case 'addresses.work.locality': case 'addresses.work.region': case 'addresses.work.country': return text(member(work('addresses'), source.split('.')[2] ?? ''));
    case 'name.formatted': return text(member(resource['name'], 'formatted'));
    case 'name.full': return text([member(resource['name'], 'givenName'), member(resource['name'], 'familyName')].filter((part) => typeof part === 'string').join(' '));
    default: return text(resource[source]);
  }
}

export function nameOf(resource: Json, mapping: ScimMapping): string {
  const order: readonly Source[] = [mapping.name, 'displayName', 'name.formatted', 'name.full', 'userName'];
  return order.map((source) => textOf(resource, source)).find((text) => text !== null) ?? '';
}

export function readUser(resource: Json, groups: readonly string[], mapping: ScimMapping, known: Known): Scim<Reading> {
  const missing: Missing[] = [];
  const place = (gives: Gives, source: Source | null, items: readonly Named[]): Scim<string[]> => {
    const own = source === null ? null : textOf(resource, source);
    const values: Says[] = [...(own === null || source === null ? [] : [{ value: own, source, strict: true }]), ...groups.flatMap((group) => groupSays(group, mapping.groupPrefixes[gives]))];
    return collect(gives, [...values, ...translated(resource, groups, mapping, gives)], mapping, items, missing);
  };
  const sites = place('site', mapping.site, known.sites);
  const departments = place('department', mapping.department, known.departments);
  const roles = place('role', mapping.role, known.roles);
  if (!sites.ok) return sites;
  if (!departments.ok) return departments;
  if (!roles.ok) return roles;
  const giveRoles = mapping.role !== null || mapping.groupPrefixes.role !== null || mapping.translations.some((one) => one.gives === 'role');
  const email = mapping.email === null ? null : textOf(resource, mapping.email);
  if (email !== null && !/^[^\s@]+@[^\s@]+$/u.test(email)) return wrong(400, 'invalidValue', `“${email}” (${mapping.email}) is not an e-mail address.`);
  return fine({
    missing,
    said: {
      number: textOf(resource, mapping.employeeNumber), name: nameOf(resource, mapping), email,
      siteId: sites.value[0] ?? mapping.defaultSiteId, departmentId: departments.value[0] ?? mapping.defaultDepartmentId,
      roleIds: giveRoles ? roles.value : null, attributes: attributesOf(resource, mapping), manager: mapping.manager ? managerOf(resource) : null,
    },
  });
}

type Says = { readonly value: string; readonly source: Source | 'group'; readonly strict: boolean; readonly id?: string };

function groupSays(group: string, prefix: string | null): Says[] {
  if (prefix === null || prefix === '' || !group.toLowerCase().startsWith(prefix.toLowerCase())) return [];
  const value = group.slice(prefix.length).trim();
  return value === '' ? [] : [{ value, source: 'group', strict: true }];
}

/** What the table of translations says, and no name to be looked up. */
function translated(resource: Json, groups: readonly string[], mapping: ScimMapping, gives: Gives): Says[] {
  return mapping.translations.filter((one) => one.gives === gives).flatMap((one) => {
    const values = one.source === 'group' ? groups : [textOf(resource, one.source) ?? ''];
    return values.some((value) => value.toLowerCase() === one.value.toLowerCase()) ? [{ value: one.value, source: one.source, strict: false, id: one.id }] : [];
  });
}

/** A translation wins over the name as it is; an unknown name is created where the mapping says so, else refused. */
function collect(gives: Gives, says: readonly Says[], mapping: ScimMapping, items: readonly Named[], missing: Missing[]): Scim<string[]> {
  const ids = says.flatMap((one) => one.id ?? []);
  for (const { value, source, strict } of says) {
    if (!strict || says.some((other) => other.id !== undefined && other.source === source && other.value.toLowerCase() === value.toLowerCase())) continue;
    const found = items.find((item) => item.code.toLowerCase() === value.toLowerCase()) ?? items.find((item) => item.name.toLowerCase() === value.toLowerCase());
    if (found !== undefined) ids.push(found.id);
    else if ((gives === 'department' && mapping.createMissing.departments) || (gives === 'role' && mapping.createMissing.roles)) missing.push({ gives, name: value });
    else return wrong(400, 'invalidValue', `There is no ${gives === 'role' ? 'job role' : gives} “${value}” (${source === 'group' ? 'named by a group' : source}). Add it in Readback, or translate this value in the connection's mapping.`);
  }
  return fine([...new Set(ids)]);
}

function attributesOf(resource: Json, mapping: ScimMapping): Record<string, string> {
  return Object.fromEntries(Object.entries(mapping.attributes).flatMap(([key, source]) => { const value = textOf(resource, source); return value === null ? [] : [[key, value.slice(0, 100)]]; }));
}

function managerOf(resource: Json): Said['manager'] {
  const manager = member(resource[ENTERPRISE], 'manager');
  const value = isObject(manager) ? member(manager, 'value') : manager;
  const shown = isObject(manager) ? member(manager, 'displayName') : null;
  return typeof value === 'string' && value !== '' ? { reference: value, displayName: typeof shown === 'string' && shown !== '' ? shown : null } : null;
}
