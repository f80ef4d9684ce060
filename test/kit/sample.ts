import { z, type ZodType } from 'zod';

type Schema = { readonly type?: string; readonly format?: string; readonly enum?: readonly unknown[]; readonly const?: unknown; readonly anyOf?: readonly Schema[]; readonly minLength?: number; readonly minimum?: number; readonly minItems?: number; readonly items?: Schema; readonly properties?: Readonly<Record<string, Schema>>; readonly required?: readonly string[] };

const BY_FORMAT: Readonly<Record<string, string>> = { uuid: '018f0000-0000-7000-8000-000000000000', date: '2026-03-02', 'date-time': '2026-03-02T08:00:00Z', email: 'nobody@example.com' };

/** A value that the schema accepts, with as little in it as possible; it names nothing that exists. */
export function sampleOf(schema: ZodType): unknown {
  return sample(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema); // the part of JSON Schema that contracts use
}

function sample(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return sample(schema.anyOf[0] ?? {});
  switch (schema.type) {
    case 'string': return BY_FORMAT[schema.format ?? ''] ?? 'x'.repeat(Math.max(1, schema.minLength ?? 1));
    case 'integer': case 'number': return Math.max(1, schema.minimum ?? 1);
    case 'boolean': return false;
    case 'array': return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}));
    case 'object': return Object.fromEntries((schema.required ?? []).map((name) => [name, sample(schema.properties?.[name] ?? {})]));
    default: return null;
  }
}
