import type { ConnectionKind, ScimMapping } from './types.ts';

/** What a new connection begins with: the attributes that Entra ID and Okta fill as they come. */
export function startingMapping(kind: ConnectionKind): ScimMapping {
  return {
    employeeNumber: 'employeeNumber', assignNumbers: false, name: kind === 'okta' ? 'name.full' : 'displayName', email: kind === 'okta' ? 'emails.primary' : 'emails.work',
    department: 'department', site: null, role: null, manager: true, attributes: {}, leave: null, groupPrefixes: { role: 'Role: ', site: 'Site: ', department: null }, translations: [],
    defaultSiteId: null, defaultDepartmentId: null, createMissing: { departments: false, roles: false },
    hold: { hours: 24, leavingPercent: 5, movingPercent: 20, least: 5 },
  };
}

type Ids = { readonly sites: ReadonlySet<string>; readonly departments: ReadonlySet<string>; readonly roles: ReadonlySet<string> };

/** The first thing of the mapping that names nothing we have; null when all is well. */
export function mappingFault(mapping: ScimMapping, ids: Ids): string | null {
  if (mapping.defaultSiteId !== null && !ids.sites.has(mapping.defaultSiteId)) return 'The default site does not exist.';
  if (mapping.defaultDepartmentId !== null && !ids.departments.has(mapping.defaultDepartmentId)) return 'The default department does not exist.';
  const of = { site: ids.sites, department: ids.departments, role: ids.roles } as const;
  const lost = mapping.translations.find((one) => !of[one.gives].has(one.id));
  if (lost !== undefined) return `“${lost.value}” is translated to a ${lost.gives === 'role' ? 'job role' : lost.gives} that does not exist.`;
  const key = (one: ScimMapping['translations'][number]): string => `${one.gives} ${one.source} ${one.value.toLowerCase()}`;
  const twice = mapping.translations.find((one, index) => one.gives !== 'role' && mapping.translations.findIndex((other) => key(other) === key(one)) < index);
  return twice === undefined ? null : `“${twice.value}” is translated to two different ${twice.gives}s.`;
}

/** The settings that differ, for the audit trail. */
export function mappingChanges(before: ScimMapping, after: ScimMapping): { setting: string; from: string; to: string }[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof ScimMapping)[]; // keys of two mappings
  return names.map((setting) => ({ setting, from: JSON.stringify(before[setting] ?? null), to: JSON.stringify(after[setting] ?? null) })).filter((one) => one.from !== one.to);
}
