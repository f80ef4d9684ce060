export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/**
 * One text for one value (RFC 8785): keys in code-unit order, no white space, numbers as ECMAScript prints them.
 * What is hashed and signed is this text. Throws a RangeError for NaN and infinities, which JSON cannot hold.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const object = value as JsonObject; // an object that is not an array, by the line above
    let text = ''; // written piece by piece: this runs for every audit event of a large act
    for (const key of Object.keys(object).toSorted()) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(object[key] ?? null)}`;
    return `{${text}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} cannot be written as JSON`);
  return JSON.stringify(value);
}
