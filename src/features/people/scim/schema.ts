import SCIMMY from 'scimmy';
import { ENTERPRISE, GROUP_SCHEMA, isObject, USER_SCHEMA } from './rules-attributes.ts';
import { fine, wrong, type Json, type Scim } from './types.ts';

/** The schemas of RFC 7643 as the scimmy package holds them: what is valid, in which spelling, and how it is described. */

const User = SCIMMY.Schemas.User;
User.extend(SCIMMY.Schemas.EnterpriseUser as never, false); // a class of schemas, which its declarations take for an instance

type Definition = { config?: { canonicalValues?: unknown }; subAttributes?: readonly Definition[]; attributes?: readonly Definition[] };
/** The lists of usual values are suggestions (RFC 7643, 7); directories send others. */
function acceptOtherValues(definition: Definition): void {
  if (definition.config !== undefined && 'canonicalValues' in definition.config) definition.config.canonicalValues = false;
  for (const part of [...(definition.subAttributes ?? []), ...(definition.attributes ?? [])]) acceptOtherValues(part);
}
acceptOtherValues(User.definition as Definition); // its declarations leave out what every instance has

const TRUTHS = new Set(['active', 'primary']);
const MOST_CHARACTERS = 64_000;

/** The user as it is kept: known attributes in their usual spelling, without what we give ourselves or never keep. */
export function readUserResource(body: unknown): Scim<Json> {
  if (!isObject(body)) return wrong(400, 'invalidSyntax', 'The body is one JSON object: a user.');
  if (JSON.stringify(body).length > MOST_CHARACTERS) return wrong(413, 'tooMany', `A user has at most ${MOST_CHARACTERS} characters of JSON.`);
  try {
    const known = JSON.parse(JSON.stringify(new User(tidied(body) as Json, 'in'))) as Json; // the class writes itself as a plain object
    const { schemas, id, meta, groups, password, ...rest } = known;
    void [schemas, id, meta, groups, password];
    return typeof rest['userName'] === 'string' && rest['userName'].trim() !== '' ? fine(rest) : wrong(400, 'invalidValue', 'A user has a “userName”.');
  } catch (error) {
    return wrong(400, 'invalidValue', error instanceof Error ? `${error.message}.` : 'The user is not valid.');
  }
}

/** "True" and "False" become truths, nulls go, as do bare values where a list has objects. */
function tidied(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.filter((one) => one !== null && one !== undefined).map((one: unknown) => tidied(one));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (one === null || key.toLowerCase() === 'schemas' || key.toLowerCase() === 'meta' ? [] : [[key, tidied(one, key)]])));
  if (typeof value === 'string' && TRUTHS.has(name.toLowerCase())) return value.toLowerCase() === 'true' ? true : value.toLowerCase() === 'false' ? false : value;
  return value;
}

export function describeSchemas(base: string): Json[] {
  const plain = (definition: { describe(path: string): unknown }): Json => JSON.parse(JSON.stringify(definition.describe(base))) as Json; // a description is an object
  return [plain(User.definition), plain(SCIMMY.Schemas.Group.definition), plain(SCIMMY.Schemas.EnterpriseUser.definition)].map((schema) => ({ ...schema, meta: { resourceType: 'Schema', location: `${base}/Schemas/${String(schema['id'])}` } }));
}

export function describeResourceTypes(base: string): Json[] {
  const type = (name: string, endpoint: string, schema: string, more: Json): Json => ({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'], id: name, name, endpoint, description: name === 'User' ? 'User Account' : 'Group', schema, ...more, meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` } });
  return [type('User', '/Users', USER_SCHEMA, { schemaExtensions: [{ schema: ENTERPRISE, required: false }] }), type('Group', '/Groups', GROUP_SCHEMA, {})];
}

export const LIMITS = { operations: 500, payload: 2 * 1024 * 1024, results: 200, perMinute: 3000 } as const;

export function describeService(base: string): Json {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true }, bulk: { supported: true, maxOperations: LIMITS.operations, maxPayloadSize: LIMITS.payload }, filter: { supported: true, maxResults: LIMITS.results },
    changePassword: { supported: false }, sort: { supported: true }, etag: { supported: true },
    authenticationSchemes: [{ type: 'oauthbearertoken', name: 'Bearer token', description: 'The secret token of the directory connection, in the header Authorization: Bearer.', primary: true }],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  };
}
